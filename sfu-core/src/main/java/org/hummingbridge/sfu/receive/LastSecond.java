/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.receive;

/** A count over about the last second: eight steps of an eighth. Never needs a timer. */
public final class LastSecond {
    private static final int STEPS = 8;
    private static final long STEP_NANOS = 1_000_000_000L / STEPS;

    /** All but the present step. */
    private final long[] steps = new long[STEPS];

    private int index;
    private long stepNanos;
    private long total;
    private long present;
    private boolean started;

    public void add(final long amount, final long nowNanos) {
        if (nowNanos - stepNanos >= STEP_NANOS || !started) {
            advance(nowNanos);
        }
        present += amount;
    }

    public long total(final long nowNanos) {
        advance(nowNanos);
        return total + present;
    }

    private void advance(final long nowNanos) {
        if (!started) {
            started = true;
            stepNanos = nowNanos;
        }
        final long passed = (nowNanos - stepNanos) / STEP_NANOS;
        for (long i = 0; i < Math.min(STEPS, passed); i++) {
            steps[index] = present;
            total += present;
            present = 0;
            index = (index + 1) % STEPS;
            total -= steps[index];
            steps[index] = 0;
        }
        stepNanos += Math.max(0, passed) * STEP_NANOS;
    }
}
