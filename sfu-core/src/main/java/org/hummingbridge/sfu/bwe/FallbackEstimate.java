/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.bwe;

/**
 * The estimate for a receiver without transport-wide feedback: what it asks for by REMB, or else by the losses that it reports
 * (draft-ietf-rmcat-gcc-02 §6).
 */
final class FallbackEstimate {
    private static final double LOW_LOSS = 0.02;
    private static final double HIGH_LOSS = 0.10;
    private static final double GROWTH_PER_SECOND = 0.08;
    private static final double MAX_GROWTH_SECONDS = 1;

    /** Losses of less than this ago are known to have been acted upon. */
    private static final long DECREASE_INTERVAL_NANOS = 500_000_000;

    private final double minBps;
    private final double maxBps;
    private double bps;
    private boolean remb;
    private boolean known;
    private long reportNanos;
    private boolean decreased;
    private long decreasedNanos;

    FallbackEstimate(final EstimatorSettings settings) {
        minBps = (double) settings.minBps();
        maxBps = (double) settings.maxBps();
        bps = (double) settings.initialBps();
    }

    void onRemb(final long newBps) {
        remb = true;
        known = true;
        bps = clamp((double) newBps);
    }

    void onLossReport(final double fraction, final long nowNanos) {
        if (remb || !(fraction >= 0 && fraction <= 1)) {
            return;
        }
        final double seconds = known ? Math.clamp((nowNanos - reportNanos) / 1e9, 0, MAX_GROWTH_SECONDS) : 0;
        known = true;
        reportNanos = nowNanos;
        if (fraction < LOW_LOSS) {
            bps = clamp(bps * (1 + GROWTH_PER_SECOND * seconds));
        } else if (fraction > HIGH_LOSS && (!decreased || nowNanos - decreasedNanos >= DECREASE_INTERVAL_NANOS)) {
            decreased = true;
            decreasedNanos = nowNanos;
            bps = clamp(bps * (1 - fraction / 2));
        }
    }

    private double clamp(final double rate) {
        return Math.clamp(rate, minBps, maxBps);
    }

    boolean isKnown() {
        return known;
    }

    double bps() {
        return bps;
    }
}
