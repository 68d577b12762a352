/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.rtp.rtcp;

/**
 * NTP timestamps as RTCP uses them (RFC 3550 §4): 64 bits of seconds and fraction, or the middle 32 bits ("compact"), a 16.16
 * number of seconds that wraps every 18 hours. Reads no clock.
 */
public final class NtpTime {
    /** Seconds from 1900 (NTP) to 1970 (Unix). */
    private static final long UNIX_EPOCH_SECONDS = 2_208_988_800L;

    private static final long NANOS_PER_SECOND = 1_000_000_000L;
    private static final int COMPACT_FRACTION_BITS = 16;
    private static final long MAX_COMPACT = 0xffff_ffffL;

    private NtpTime() {}

    public static long ofUnix(final long seconds, final int nanosOfSecond) {
        return ((seconds + UNIX_EPOCH_SECONDS) << 32) | ((long) nanosOfSecond << 32) / NANOS_PER_SECOND;
    }

    /** What a report block carries as LSR for a sender report with this timestamp. */
    public static int compact(final long ntpTime) {
        return (int) (ntpTime >>> COMPACT_FRACTION_BITS);
    }

    /** A duration in 1/65536 s, as in DLSR; 0 for negative ones, the largest value for more than 18 hours. */
    public static int compactOfNanos(final long nanos) {
        if (nanos <= 0) {
            return 0;
        }
        final long seconds = nanos / NANOS_PER_SECOND;
        if (seconds > (MAX_COMPACT >>> COMPACT_FRACTION_BITS)) {
            return (int) MAX_COMPACT;
        }
        final long fraction = ((nanos % NANOS_PER_SECOND) << COMPACT_FRACTION_BITS) / NANOS_PER_SECOND;
        return (int) ((seconds << COMPACT_FRACTION_BITS) | fraction);
    }

    /** Nanoseconds in a duration of 1/65536 s units, read as unsigned. */
    public static long nanosOfCompact(final int compact) {
        return (Integer.toUnsignedLong(compact) * NANOS_PER_SECOND) >> COMPACT_FRACTION_BITS;
    }

    /**
     * Round trip from a report block on a sender report that bore our own clock (RFC 3550 §6.4.1); negative if the peer claims to
     * have held it for longer than it was away. For a forwarded report, whose NTP time is the sender's, subtract
     * {@link #nanosOfCompact} of DLSR from the time since it was sent instead.
     */
    public static long roundTripNanos(final int arrivalCompact, final int lsr, final int dlsr) {
        return ((arrivalCompact - lsr - dlsr) * NANOS_PER_SECOND) >> COMPACT_FRACTION_BITS;
    }
}
