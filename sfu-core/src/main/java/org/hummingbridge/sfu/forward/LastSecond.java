/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.forward;

/** A count over about the last second: eight steps of an eighth. Never needs a timer. */
final class LastSecond {
    private static final int STEPS = 8;
    private static final long STEP_NANOS = 1_000_000_000L / STEPS;

    private final long[] steps = new long[STEPS];
    private long current;
    private long total;
    private boolean started;

    void add(final long amount, final long nowNanos) {
        advance(nowNanos);
        steps[Math.floorMod(current, STEPS)] += amount;
        total += amount;
    }

    long total(final long nowNanos) {
        advance(nowNanos);
        return total;
    }

    private void advance(final long nowNanos) {
        final long step = Math.floorDiv(nowNanos, STEP_NANOS);
        if (!started) {
            started = true;
            current = step;
        }
        final long passed = Math.min(STEPS, step - current);
        for (long i = 0; i < passed; i++) {
            final int oldest = Math.floorMod(step - i, STEPS);
            total -= steps[oldest];
            steps[oldest] = 0;
        }
        current = Math.max(current, step);
    }
}
