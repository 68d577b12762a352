/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.sctp;

import java.util.random.RandomGenerator;
import org.hummingbridge.sfu.datagram.DropReason;
import org.jspecify.annotations.Nullable;

/** Skeleton. */
public final class SctpAssociation {
    private final SctpListener listener;
    private final RandomGenerator random;
    private long deadlineNanos;

    public SctpAssociation(final SctpListener listener, final RandomGenerator random) {
        this.listener = listener;
        this.random = random;
    }

    /** Begins the handshake instead of waiting for the peer's INIT. */
    public void connect(final long nowNanos) {
        deadlineNanos = nowNanos;
        random.nextInt();
    }

    /** Takes in one SCTP packet; the reason if it, or a part of it, was of no use. */
    public @Nullable DropReason onPacket(final byte[] bytes, final int offset, final int length, final long nowNanos) {
        return DropReason.SCTP_UNEXPECTED;
    }

    /** When {@link #onTime} is wanted next, on the caller's clock. Compare by difference; a call too many does no harm. */
    public long nextDeadline() {
        return deadlineNanos;
    }

    /** Lets time pass. */
    public void onTime(final long nowNanos) {
        deadlineNanos = nowNanos + 1_000_000_000L;
    }

    /** Queues a message, reliable and ordered; false if not established or the queue is full. */
    public boolean send(final int streamId, final int ppid, final byte[] message, final long nowNanos) {
        return false;
    }

    /** Resets our side of a stream once everything sent on it has arrived. */
    public void resetStream(final int streamId, final long nowNanos) {}

    /** Aborts the association. The listener is told nothing more. */
    public void close(final long nowNanos) {
        listener.closed("");
    }

    public boolean isEstablished() {
        return false;
    }
}
