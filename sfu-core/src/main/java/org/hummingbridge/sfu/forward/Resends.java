/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.forward;

import org.jspecify.annotations.Nullable;

/** When packets were sent again lately, so that none is sent twice within a round trip. Takes no memory before the first. */
final class Resends {
    /** Resends remembered; each further one takes the place of an older one and can then be repeated early. */
    static final int MAX_RESENDS = 512;

    /** Round trip assumed until one was measured: short, so that a repeated NACK on a near link is not held up. */
    static final long DEFAULT_RTT_NANOS = 20_000_000;

    /** How much earlier than a whole round trip a repeated NACK may come because of jitter. */
    static final long RTT_JITTER_NANOS = 5_000_000;

    private static final int SEQUENCE_BITS = 16;

    /** By sequence number modulo its size: the number in the lower 16 bits, the time in units of 65,536 ns above. */
    private long @Nullable [] resends;

    /** Whether the packet, or its last retransmission, is still on its way; a packet that came late was sent late too. */
    boolean isTooEarly(
            final int sequence, final long arrivalNanos, final RoundTripTime roundTripTime, final long nowNanos) {
        final long rtt = roundTripTime.nanos(DEFAULT_RTT_NANOS);
        final long tooEarly = Math.min(rtt - rtt / 10, rtt - RTT_JITTER_NANOS);
        if (nowNanos - arrivalNanos < tooEarly) {
            return true;
        }
        final long resend = resends == null ? 0 : resends[sequence & (MAX_RESENDS - 1)];
        return resend != 0
                && (resend & 0xffff) == sequence
                && nowNanos - (resend >> SEQUENCE_BITS << SEQUENCE_BITS) < tooEarly;
    }

    void add(final int sequence, final long nowNanos) {
        if (resends == null) {
            resends = new long[MAX_RESENDS];
        }
        resends[sequence & (MAX_RESENDS - 1)] = (nowNanos >> SEQUENCE_BITS << SEQUENCE_BITS) | sequence;
    }
}
