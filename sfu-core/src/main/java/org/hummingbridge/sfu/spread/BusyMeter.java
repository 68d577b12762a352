/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.spread;

import java.util.List;
import org.hummingbridge.sfu.datagram.Counter;
import org.hummingbridge.sfu.datagram.Counters;

/** How busy every loop was between two looks at its counters. For one observer; costs those loops nothing. */
final class BusyMeter {
    private final List<Counters> loops;
    private final long[] busyNanos;
    private long sampledNanos;

    BusyMeter(final List<Counters> loops, final long nowNanos) {
        this.loops = List.copyOf(loops);
        this.busyNanos = new long[loops.size()];
        sample(nowNanos);
    }

    /** Of each loop since the last call, 0 to 1. */
    double[] sample(final long nowNanos) {
        final double elapsedNanos = Math.max(1, nowNanos - sampledNanos);
        sampledNanos = nowNanos;
        final double[] fractions = new double[busyNanos.length];
        for (int i = 0; i < fractions.length; i++) {
            final long busy = loops.get(i).get(Counter.BUSY_NANOS);
            // A turn counts when it ends, so one that was longer than the time between two looks counts for more.
            fractions[i] = Math.min(1, (busy - busyNanos[i]) / elapsedNanos);
            busyNanos[i] = busy;
        }
        return fractions;
    }
}
