/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.spread;

import java.util.List;
import org.hummingbridge.sfu.datagram.Counter;
import org.hummingbridge.sfu.datagram.Loop;

/**
 * What every loop had to do between two looks, as a part of one core: by the CPU time of its thread, or by the length of its turns
 * where that cannot be had of every loop, since loads are compared. For one observer; costs those loops nothing.
 */
final class LoadMeter {
    /** Some kernels count a thread's time by ticks of that length. */
    private static final long CLOCK_STEP_NANOS = 20_000_000;

    private final List<? extends Loop> loops;
    private final long[] cpuNanos;
    private final long[] spentNanos;
    private final long[] busyNanos;
    private long sampledNanos;

    LoadMeter(final List<? extends Loop> loops, final long nowNanos) {
        this.loops = List.copyOf(loops);
        this.cpuNanos = new long[loops.size()];
        this.spentNanos = new long[loops.size()];
        this.busyNanos = new long[loops.size()];
        sample(nowNanos);
    }

    /** Of each loop since the last call, 0 to 1. */
    double[] sample(final long nowNanos) {
        final long elapsedNanos = Math.max(1, nowNanos - sampledNanos);
        sampledNanos = nowNanos;
        final boolean known = readClocks(elapsedNanos);
        final double[] loads = new double[busyNanos.length];
        for (int i = 0; i < loads.length; i++) {
            final long busy = loops.get(i).counters().get(Counter.BUSY_NANOS);
            final long spent = known ? spentNanos[i] : busy - busyNanos[i];
            // A turn counts when it ends, so one that was longer than the time between two looks counts for more.
            loads[i] = Math.min(1, spent / (double) elapsedNanos);
            busyNanos[i] = busy;
        }
        return loads;
    }

    /** Whether all of them tell, and something that can be. */
    private boolean readClocks(final long elapsedNanos) {
        boolean known = true;
        for (int i = 0; i < cpuNanos.length; i++) {
            final long before = cpuNanos[i];
            cpuNanos[i] = loops.get(i).cpuNanos();
            spentNanos[i] = cpuNanos[i] - before;
            known &= before >= 0 && cpuNanos[i] >= 0 && isPlausible(i, elapsedNanos);
        }
        return known;
    }

    private boolean isPlausible(final int loop, final long elapsedNanos) {
        final long busy = loops.get(loop).counters().get(Counter.BUSY_NANOS) - busyNanos[loop];
        final boolean stands = spentNanos[loop] == 0 && busy > CLOCK_STEP_NANOS;
        return spentNanos[loop] >= 0 && spentNanos[loop] <= elapsedNanos + CLOCK_STEP_NANOS && !stands;
    }
}
