/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.conference;

import org.hummingbridge.sfu.codec.LayerId;
import org.hummingbridge.sfu.codec.VideoPacket;
import org.hummingbridge.sfu.datagram.Counter;
import org.hummingbridge.sfu.datagram.Counters;
import org.hummingbridge.sfu.datagram.PacketBuffer;
import org.hummingbridge.sfu.forward.Refusal;
import org.hummingbridge.sfu.forward.VideoForwarder;
import org.hummingbridge.sfu.rtp.RtpHeader;
import org.hummingbridge.sfu.rtp.rtcp.RtcpWriter;
import org.hummingbridge.sfu.rtp.rtcp.SenderReport;
import org.jspecify.annotations.Nullable;

/** One receiver's share of one video source: the layer that it is given, as a stream that never breaks. */
final class VideoSubscription implements Subscription {
    private final Source source;
    private final VideoForwarder forwarder;
    private final Counters counters;
    private @Nullable SentStream stream;
    private int target = LayerId.SUSPENDED;

    VideoSubscription(final Source source, final VideoForwarder forwarder, final Counters counters) {
        this.source = source;
        this.forwarder = forwarder;
        this.counters = counters;
    }

    @Override
    public Source source() {
        return source;
    }

    @Override
    public @Nullable SentStream stream() {
        return stream;
    }

    @Override
    public void stream(final @Nullable SentStream newStream, final long now) {
        if (stream != null) {
            forwarder.detach();
        }
        stream = newStream;
        if (newStream != null) {
            forwarder.attach(newStream.outgoing());
            askForKeyframe(now);
        }
    }

    /**
     * Sets what is to be forwarded: a layer's id, or {@link LayerId#SUSPENDED}.
     *
     * @return whether that is something new
     */
    boolean target(final int layerId, final long now) {
        final boolean stopped = leaveStopped();
        final boolean changed = layerId != target;
        if (changed) {
            target = layerId;
            forwarder.target(layerId, now);
        }
        if (changed || stopped) {
            askForKeyframe(now);
        }
        return changed;
    }

    /** What the sender sends no more is not worth waiting for. */
    private boolean leaveStopped() {
        final int shown = current();
        if (shown == LayerId.SUSPENDED || source.video().isRunning(LayerId.encoding(shown))) {
            return false;
        }
        forwarder.encodingStopped(LayerId.encoding(shown));
        return true;
    }

    /** The layer that is being forwarded, as opposed to the one that is wanted. */
    int current() {
        return forwarder.current();
    }

    @Override
    public boolean isActive() {
        return stream != null && target != LayerId.SUSPENDED;
    }

    @Override
    public void resume(final long now) {
        forwarder.target(LayerId.SUSPENDED, now);
        forwarder.target(target, now);
        askForKeyframe(now);
    }

    /** Asks the sender for the key frame that forwarding waits for, if any; worth repeating. */
    void askForKeyframe(final long now) {
        final int encoding = forwarder.wantsKeyframe();
        if (encoding != VideoForwarder.NONE) {
            source.encodings().get(encoding).needKeyframe(now);
            source.owner().feedbackWanted(now);
        }
    }

    /** The receiver itself cannot go on without a key frame. */
    void wantKeyframe(final long now) {
        final int encoding = LayerId.encoding(Math.max(0, current() == LayerId.SUSPENDED ? target : current()));
        source.encodings()
                .get(Math.min(encoding, source.encodings().size() - 1))
                .wantKeyframe(now);
        source.owner().feedbackWanted(now);
    }

    /** Whether a packet of that encoding may be of use: one above what is wanted is never begun. */
    boolean heeds(final int encoding) {
        return isActive() && encoding <= LayerId.encoding(Math.max(target, current()));
    }

    void send(
            final int encoding, final VideoPacket mark, final PacketBuffer plain, final RtpOutlet out, final long now) {
        if (!out.open(plain.length() + plain.padding())) {
            return;
        }
        final int header = forwarder.write(encoding, mark, plain, now, out.array(), out.position());
        if (header == VideoForwarder.SKIPPED) {
            out.abort();
            askForKeyframe(now);
        } else if (header < 0) {
            out.abort(Refusal.reason(header));
        } else if (out.seal(
                header,
                forwarder.sharesPayload() ? plain : null,
                forwarder.payloadOffset(),
                paddedLength(plain, out),
                false,
                now)) {
            counters.add(Counter.RTP_FORWARDED, 1);
        }
    }

    /** How much is to be encrypted: the payload, and the padding behind it if it has any. */
    private int paddedLength(final PacketBuffer plain, final RtpOutlet out) {
        final int length = forwarder.payloadLength();
        final int padding = length == 0 ? 0 : plain.padding();
        if (padding == 0) {
            return length;
        }
        RtpHeader.padding(out.array(), out.position(), true);
        if (!forwarder.sharesPayload()) {
            System.arraycopy(plain.bytes(), plain.end(), out.array(), forwarder.payloadOffset() + length, padding);
        }
        return length + padding;
    }

    @Override
    public void writeReport(final int encoding, final SenderReport report, final RtcpWriter out, final long now) {
        forwarder.onSenderReport(encoding, report, out, now);
    }
}
