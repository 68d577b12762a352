/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.sctp;

import java.util.random.RandomGenerator;
import org.hummingbridge.sfu.datagram.DropReason;
import org.jspecify.annotations.Nullable;

/**
 * The bridge channel over SCTP: an association and the one data channel on it (RFC 8831, RFC 8832), which carries text. Never
 * opens more than one channel, and reads nothing but text.
 *
 * <p>The peer opens the channel; a relay that begins calls {@link #open} instead. Otherwise as {@link SctpAssociation}, which
 * see for the order of calls.
 */
public final class DataChannels {
    /** Longest text, in and out. */
    public static final int MAX_TEXT_BYTES = SctpAssociation.MAX_MESSAGE_BYTES;

    private static final int PPID_CONTROL = 50;
    private static final int PPID_STRING = 51;

    /** SCTP has no empty messages; this one has a byte that means nothing (RFC 8831 §6.6). */
    private static final int PPID_EMPTY_STRING = 56;

    private static final int ACK_TYPE = 2;

    /** RFC 8832 §6: DTLS clients open channels on even streams. */
    private static final int OWN_STREAM = 0;

    private final DataChannelListener listener;
    private final SctpAssociation association;
    private @Nullable DataChannelOpen wanted;
    private @Nullable DataChannelOpen channel;
    private int streamId;
    private boolean open;
    private long nowNanos;

    /** Whether something in the packet at hand was of no use to the channel. */
    private boolean passedOver;

    /** @param random unpredictable in production */
    public DataChannels(final DataChannelListener listener, final RandomGenerator random) {
        this.listener = listener;
        this.association = new SctpAssociation(new Events(), random);
    }

    /** As the side that begins: shakes hands and then opens the channel. The other side never calls this. */
    public void open(final String label, final String protocol, final long now) {
        nowNanos = now;
        wanted = new DataChannelOpen(label, protocol);
        association.connect(now);
    }

    /**
     * Takes in one SCTP packet that came out of DTLS; the reason if it, or a part of it, was of no use: a further channel, or a
     * message that is not text on the channel, too.
     */
    public @Nullable DropReason onPacket(final byte[] bytes, final int offset, final int length, final long now) {
        nowNanos = now;
        passedOver = false;
        final DropReason drop = association.onPacket(bytes, offset, length, now);
        return drop == null && passedOver ? DropReason.SCTP_UNEXPECTED : drop;
    }

    /** When {@link #onTime} is wanted next; see {@link SctpAssociation#nextDeadline}. */
    public long nextDeadline() {
        return association.nextDeadline();
    }

    /** Lets time pass. */
    public void onTime(final long now) {
        nowNanos = now;
        association.onTime(now);
    }

    /**
     * Queues a text message; false if no channel is open, the queue is full or the text is too long. The array must not be
     * changed afterwards.
     */
    public boolean sendText(final byte[] utf8, final long now) {
        nowNanos = now;
        if (!open) {
            return false;
        }
        return utf8.length == 0
                ? association.send(streamId, PPID_EMPTY_STRING, new byte[1], now)
                : association.send(streamId, PPID_STRING, utf8, now);
    }

    /** Whether the channel is open. */
    public boolean isOpen() {
        return open;
    }

    /** Aborts the association. The listener is told nothing more. */
    public void close(final long now) {
        open = false;
        association.close(now);
    }

    private void onControl(final int stream, final byte[] message) {
        if (message.length == 1 && message[0] == ACK_TYPE) {
            onAck(stream);
            return;
        }
        final DataChannelOpen request = DataChannelOpen.read(message);
        if (request == null) {
            passedOver = true;
        } else if (channel != null || wanted != null) {
            passedOver = true;
        } else if (association.send(stream, PPID_CONTROL, new byte[] {ACK_TYPE}, nowNanos)) {
            streamId = stream;
            opened(request);
        } else {
            passedOver = true;
        }
    }

    private void onAck(final int stream) {
        if (wanted != null && channel == null && stream == OWN_STREAM) {
            streamId = stream;
            opened(wanted);
        } else {
            passedOver = true;
        }
    }

    private void opened(final DataChannelOpen newChannel) {
        channel = newChannel;
        open = true;
        listener.channelOpened(newChannel.label(), newChannel.protocol());
    }

    private void closeChannel() {
        channel = null;
        if (open) {
            open = false;
            listener.channelClosed();
        }
    }

    private final class Events implements SctpListener {
        @Override
        public void send(final byte[] packet, final int length) {
            listener.send(packet, length);
        }

        @Override
        public void established() {
            closeChannel();
            if (wanted != null) {
                association.send(OWN_STREAM, PPID_CONTROL, wanted.toMessage(), nowNanos);
            }
        }

        @Override
        public void message(final int stream, final int ppid, final byte[] message) {
            if (ppid == PPID_CONTROL) {
                onControl(stream, message);
            } else if (!open || stream != streamId) {
                passedOver = true;
            } else if (ppid == PPID_STRING) {
                listener.text(message);
            } else if (ppid == PPID_EMPTY_STRING) {
                listener.text(new byte[0]);
            } else {
                passedOver = true;
            }
        }

        @Override
        public void streamReset(final int stream) {
            if (open && (stream == streamId || stream == SctpListener.ALL_STREAMS)) {
                // RFC 8831 §6.7: the side that is told closes its own direction too.
                association.resetStream(streamId, nowNanos);
                closeChannel();
            }
        }

        @Override
        public void closed(final String reason) {
            closeChannel();
            listener.associationClosed(reason);
        }
    }
}
