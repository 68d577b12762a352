/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.sctp;

import java.util.random.RandomGenerator;
import org.hummingbridge.sfu.datagram.DropReason;
import org.jspecify.annotations.Nullable;

/** Skeleton. */
public final class DataChannels {
    private final DataChannelListener listener;
    private final RandomGenerator random;

    public DataChannels(final DataChannelListener listener, final RandomGenerator random) {
        this.listener = listener;
        this.random = random;
    }

    /** As the client (relays): begins the SCTP handshake and then opens the channel. The passive side never calls this. */
    public void open(final String label, final String protocol, final long nowNanos) {
        listener.channelOpened(label, protocol);
    }

    /** Takes in one SCTP packet that came out of DTLS; the reason if it, or a part of it, was of no use. */
    public @Nullable DropReason onPacket(final byte[] bytes, final int offset, final int length, final long nowNanos) {
        return DropReason.SCTP_UNEXPECTED;
    }

    /** When {@link #onTime} is wanted next, on the caller's clock. Compare by difference; a call too many does no harm. */
    public long nextDeadline() {
        return random.nextLong();
    }

    /** Lets time pass. */
    public void onTime(final long nowNanos) {}

    /** Queues a text message; false if no channel is open or the queue is full. */
    public boolean sendText(final byte[] utf8, final long nowNanos) {
        return false;
    }

    /** Whether a channel is open. */
    public boolean isOpen() {
        return false;
    }

    /** Channels that the peer wanted and did not get. */
    public long refusedChannels() {
        return 0;
    }

    /** Aborts the association. The listener is told nothing more. */
    public void close(final long nowNanos) {}
}
