/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.bwe;

/**
 * Sends less than the estimate for a while after the link has become slower, in proportion to the queue that this left: at 0.85 of
 * the link, as GCC alone would have it, a queue of two seconds takes 13 seconds to drain. Gives up where the queue does not
 * yield, since then it is not ours.
 */
final class QueueDrain {
    private static final long START_NANOS = 120_000_000;
    private static final long STOP_NANOS = 30_000_000;

    /** From this queue on the rate is the lowest. */
    private static final double FULL_NANOS = 400_000_000;

    private static final double MAX_SHARE = 0.6;
    private static final long MAX_DRAIN_NANOS = 4_000_000_000L;

    /** As long as a queue that stays needs to count as distance, see {@link QueueEstimate}. */
    private static final long PAUSE_NANOS = 20_000_000_000L;

    private boolean draining;
    private boolean gaveUp;
    private long sinceNanos;
    private double factor = 1;

    void update(final boolean decreasedLately, final long queueNanos, final long nowNanos) {
        if (draining) {
            final boolean tooLong = nowNanos - sinceNanos > MAX_DRAIN_NANOS;
            if (queueNanos < STOP_NANOS || tooLong) {
                draining = false;
                gaveUp = tooLong;
                sinceNanos = nowNanos;
            }
        } else if (queueNanos > START_NANOS && decreasedLately && !isForeign(nowNanos)) {
            draining = true;
            sinceNanos = nowNanos;
        }
        factor = draining ? 1 - MAX_SHARE * Math.min(1, queueNanos / FULL_NANOS) : 1;
    }

    /** Whether the queue was found not to be ours, and probing may go on in spite of it. */
    boolean isForeign(final long nowNanos) {
        return gaveUp && nowNanos - sinceNanos < PAUSE_NANOS;
    }

    boolean isDraining() {
        return draining;
    }

    /** What to multiply the estimate by: up to 1. */
    double factor() {
        return factor;
    }
}
