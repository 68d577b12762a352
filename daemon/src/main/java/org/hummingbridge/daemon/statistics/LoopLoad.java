/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.daemon.statistics;

import java.util.List;
import java.util.stream.DoubleStream;
import org.hummingbridge.sfu.datagram.Counter;
import org.hummingbridge.sfu.datagram.Counters;

/**
 * How busy each loop was between two samples, with what it did for conferences of other loops. The load is that of the busiest one:
 * a conference cannot leave its loop, only what is sent for it can, so participants begin to wait when one loop is full, however
 * idle the others are.
 */
final class LoopLoad {
    private final List<Counters> loops;
    private final long[] busyNanos;
    private final double[] fractions;
    private long sampledNanos;

    LoopLoad(final LoopCounters counters, final long nowNanos) {
        this.loops = counters.loops();
        this.busyNanos = new long[loops.size()];
        this.fractions = new double[loops.size()];
        this.sampledNanos = nowNanos;
    }

    /** The load since the last call, 0 to 1. */
    double sample(final long nowNanos) {
        final long elapsedNanos = Math.max(1, nowNanos - sampledNanos);
        sampledNanos = nowNanos;
        for (int loop = 0; loop < fractions.length; loop++) {
            final long busy = loops.get(loop).get(Counter.BUSY_NANOS);
            // A turn that lasted longer than the interval is counted at its end.
            fractions[loop] = Math.min(1, (double) (busy - busyNanos[loop]) / elapsedNanos);
            busyNanos[loop] = busy;
        }
        return DoubleStream.of(fractions).max().orElse(0);
    }

    /** Of each loop, as of the last sample, 0 to 1. */
    List<Double> fractions() {
        return DoubleStream.of(fractions).boxed().toList();
    }
}
