/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.bwe;

import java.util.Arrays;
import java.util.List;

/** Gives sources the highest layers that fit the estimate, all alike: less at once, more only where it is worth it. */
final class SimulatedAllocation {
    /** What a packet of 1100 bytes has on top. */
    private static final double OVERHEAD = 1.04;

    private static final double WORTH_IT = 1.10;
    private static final long INCREASE_INTERVAL_NANOS = 1_000_000_000;

    private final List<SimulatedSource> sources;
    private final long otherBps;
    private final long idealBps;
    private final int top;
    private long allocatedBps;
    private long nextBps;
    private long usedBps;
    private boolean allocated;
    private long allocatedNanos;

    /** @param otherBps what is sent besides */
    SimulatedAllocation(final List<SimulatedSource> sources, final int top, final long otherBps) {
        this.sources = sources;
        this.top = top;
        this.otherBps = otherBps;
        idealBps = (long) (sources.size() * SimulatedSource.LAYERS_BPS[top] * OVERHEAD) + otherBps;
    }

    /** True if something changed. */
    boolean update(final long estimateBps, final long nowNanos) {
        final boolean less = estimateBps < allocatedBps;
        final boolean more = estimateBps > usedBps * WORTH_IT
                || (estimateBps > usedBps && nowNanos - allocatedNanos > INCREASE_INTERVAL_NANOS);
        if (allocated && !less && !more) {
            return false;
        }
        allocated = true;
        usedBps = estimateBps;
        allocatedNanos = nowNanos;
        allocate(estimateBps);
        return true;
    }

    private void allocate(final long estimateBps) {
        final int[] layers = new int[sources.size()];
        Arrays.fill(layers, SimulatedSource.OFF);
        double sum = otherBps;
        double next = Double.MAX_VALUE;
        boolean raised = true;
        while (raised) {
            raised = false;
            next = Double.MAX_VALUE;
            for (int i = 0; i < layers.length; i++) {
                if (layers[i] == top) {
                    continue;
                }
                final double step = OVERHEAD * (bps(layers[i] + 1) - bps(layers[i]));
                if (sum + step <= estimateBps) {
                    sum += step;
                    layers[i]++;
                    raised = true;
                } else {
                    next = Math.min(next, sum + step);
                }
            }
        }
        for (int i = 0; i < layers.length; i++) {
            sources.get(i).forward(layers[i]);
        }
        allocatedBps = (long) sum;
        nextBps = next == Double.MAX_VALUE ? 0 : (long) next;
    }

    private static long bps(final int layer) {
        return layer == SimulatedSource.OFF ? 0 : SimulatedSource.LAYERS_BPS[layer];
    }

    long allocatedBps() {
        return allocatedBps;
    }

    long nextBps() {
        return nextBps;
    }

    long idealBps() {
        return idealBps;
    }
}
