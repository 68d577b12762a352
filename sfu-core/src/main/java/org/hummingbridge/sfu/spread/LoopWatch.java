/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.spread;

import java.util.List;
import org.hummingbridge.sfu.datagram.Loop;

/**
 * Looks after the load of one loop that has conferences: measures all loops twice a second, and says what was seen to any thread.
 * Decides nothing.
 */
public final class LoopWatch {
    /** After so long a look says nothing about now. */
    private static final long MAX_AGE_NANOS = 4 * SpreadPolicy.REVIEW_NANOS;

    private final List<? extends Loop> loops;
    private LoadMeter meter;
    private long nextNanos;

    /** Written by the loop that is looked after, twice a second; read by whoever places a conference. */
    private volatile Look last;

    // Published once and compared by nobody.
    @SuppressWarnings("ArrayRecordComponent")
    private record Look(double[] loads, long nanos) {}

    public LoopWatch(final List<? extends Loop> loops, final long nowNanos) {
        this.loops = List.copyOf(loops);
        this.meter = new LoadMeter(loops, nowNanos);
        this.last = new Look(new double[loops.size()], nowNanos - MAX_AGE_NANOS - 1);
    }

    /** Begins anew, after a time in which nobody looked. */
    public void start(final long nowNanos) {
        meter = new LoadMeter(loops, nowNanos);
        nextNanos = nowNanos + SpreadPolicy.REVIEW_NANOS;
    }

    /** Whether it is time to look. */
    public boolean isDue(final long nowNanos) {
        return nowNanos - nextNanos >= 0;
    }

    /** The load of every loop since the last look, 0 to 1. */
    public double[] look(final long nowNanos) {
        nextNanos = nowNanos + SpreadPolicy.REVIEW_NANOS;
        final double[] loads = meter.sample(nowNanos);
        last = new Look(loads, nowNanos);
        return loads;
    }

    /** Puts into {@code loads} what was seen last; false if nobody has looked for a while. Any thread. */
    public boolean recent(final double[] loads, final long nowNanos) {
        final Look seen = last;
        if (nowNanos - seen.nanos() > MAX_AGE_NANOS) {
            return false;
        }
        System.arraycopy(seen.loads(), 0, loads, 0, loads.length);
        return true;
    }
}
