/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.bwe;

/**
 * The throughput that was seen when the link was full, and how much it varies: near it the estimate grows carefully
 * (draft-ietf-rmcat-gcc-02 §5.5).
 */
final class LinkCapacity {
    private static final double ALPHA = 0.05;

    /** In kbps, relative to the square root of the mean (libwebrtc). */
    private static final double INITIAL_DEVIATION = 0.4;

    private static final double MIN_DEVIATION = 0.4;
    private static final double MAX_DEVIATION = 2.5;
    private static final double DEVIATIONS = 3;

    private boolean known;
    private double kbps;
    private double deviation = INITIAL_DEVIATION;

    void onOveruse(final double throughputBps) {
        final double sample = throughputBps / 1000;
        if (!known) {
            known = true;
            kbps = sample;
            return;
        }
        kbps += ALPHA * (sample - kbps);
        final double norm = Math.max(kbps, 1);
        final double error = kbps - sample;
        deviation = Math.clamp((1 - ALPHA) * deviation + ALPHA * error * error / norm, MIN_DEVIATION, MAX_DEVIATION);
    }

    boolean isKnown() {
        return known;
    }

    double bps() {
        return kbps * 1000;
    }

    double upperBps() {
        return bps() + spread();
    }

    double lowerBps() {
        return Math.max(0, bps() - spread());
    }

    private double spread() {
        return DEVIATIONS * Math.sqrt(deviation * kbps) * 1000;
    }

    void forget() {
        known = false;
    }
}
