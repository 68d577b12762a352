/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.forward;

import org.hummingbridge.sfu.rtp.rtcp.NtpTime;

/**
 * The round trip to one receiver, from its answers to sender reports (RFC 3550 §6.4.1). The NTP time in them is another machine's
 * clock, so it serves only to recognize the report, never in the arithmetic.
 */
public final class RoundTripTime {
    /** A longer trip is a report that was held back somewhere, not a property of the link. */
    static final long MAX_NANOS = 7_000_000_000L;

    private long smoothedNanos;
    private boolean known;

    /**
     * Takes a report block's answer to a sender report.
     *
     * @param sentNanos when we sent that sender report
     * @param delayUnits DLSR: 1/65536 s, unsigned 32 bits
     * @return false if the values cannot be true
     */
    boolean update(final long sentNanos, final int delayUnits, final long nowNanos) {
        final long sample = nowNanos - sentNanos - NtpTime.nanosOfCompact(delayUnits);
        if (sample < 0 || sample > MAX_NANOS) {
            return false;
        }
        // RFC 6298 §2: an eighth of each sample.
        smoothedNanos = known ? smoothedNanos + (sample - smoothedNanos) / 8 : sample;
        known = true;
        return true;
    }

    public boolean isKnown() {
        return known;
    }

    /** The smoothed round trip, or {@code unknownNanos} as long as there was no valid answer. */
    public long nanos(final long unknownNanos) {
        return known ? smoothedNanos : unknownNanos;
    }
}
