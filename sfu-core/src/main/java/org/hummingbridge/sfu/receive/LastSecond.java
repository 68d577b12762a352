/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.receive;

/** A count over about the last second: eight steps of an eighth. Never needs a timer. */
public final class LastSecond {
    private static final int STEPS = 8;
    private static final long STEP_NANOS = 1_000_000_000L / STEPS;

    private final long[] steps = new long[STEPS];
    private int index;
    private long stepNanos;
    private long total;
    private boolean started;

    public void add(final long amount, final long nowNanos) {
        advance(nowNanos);
        steps[index] += amount;
        total += amount;
    }

    public long total(final long nowNanos) {
        advance(nowNanos);
        return total;
    }

    private void advance(final long nowNanos) {
        if (!started) {
            started = true;
            stepNanos = nowNanos;
        }
        final long passed = (nowNanos - stepNanos) / STEP_NANOS;
        for (long i = 0; i < Math.min(STEPS, passed); i++) {
            index = (index + 1) % STEPS;
            total -= steps[index];
            steps[index] = 0;
        }
        stepNanos += Math.max(0, passed) * STEP_NANOS;
    }
}
