/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.forward;

import org.hummingbridge.sfu.rtp.rtcp.NtpTime;

/**
 * The sender reports that a receiver was sent about one stream, by which its answers give the round trip. The NTP time in them is
 * another machine's clock, so it serves only to recognize them.
 */
final class SentReports {
    /** Reports remembered. Senders report once a second or less often, and receivers answer within seconds. */
    static final int MAX_REPORTS = 16;

    private final int[] compactNtps = new int[MAX_REPORTS];
    private final long[] sentNanos = new long[MAX_REPORTS];
    private long reports;

    void add(final long ntpTime, final long nowNanos) {
        final int slot = (int) (reports++ % MAX_REPORTS);
        compactNtps[slot] = NtpTime.compact(ntpTime);
        sentNanos[slot] = nowNanos;
    }

    /** Takes a report block's LSR and DLSR; false if it answers no report that is remembered, or its times cannot be true. */
    boolean onAnswer(
            final int lastSenderReport, final int delayUnits, final RoundTripTime roundTripTime, final long nowNanos) {
        if (lastSenderReport == 0) {
            return false;
        }
        for (long i = reports - 1; i >= Math.max(0, reports - MAX_REPORTS); i--) {
            final int slot = (int) (i % MAX_REPORTS);
            if (compactNtps[slot] == lastSenderReport) {
                return roundTripTime.update(sentNanos[slot], delayUnits, nowNanos);
            }
        }
        return false;
    }
}
