/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.conference;

/**
 * When the receivers of one conference report what they are told of regularly: a few at the same tick, since only the first of them
 * has to wake signalling up, but never all of a large conference.
 */
final class ReportTimes {
    static final int REPORTED_TOGETHER = 16;

    /** Between one such few and the next. */
    static final long SPACING_NANOS = 100_000_000;

    private final long startNanos;
    private long newcomers;

    ReportTimes(final long startNanos) {
        this.startNanos = startNanos;
    }

    /** For a newcomer: the first time, within an interval from now; the others follow at intervals. */
    long first(final long intervalNanos, final long nowNanos) {
        if (intervalNanos <= 0) {
            return nowNanos;
        }
        final long phase = startNanos + newcomers / REPORTED_TOGETHER * SPACING_NANOS;
        newcomers++;
        return nowNanos + intervalNanos - Math.floorMod(nowNanos - phase, intervalNanos);
    }
}
