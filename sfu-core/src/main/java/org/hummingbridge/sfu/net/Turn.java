/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.net;

import org.hummingbridge.sfu.datagram.Counter;
import org.hummingbridge.sfu.datagram.Counters;
import org.hummingbridge.sfu.datagram.Loop;
import org.hummingbridge.sfu.datagram.LoopWork;

/** When the present turn of a loop began, and on whose account its time goes. */
final class Turn {
    private final Counters counters;
    private long startNanos;

    Turn(final Counters counters) {
        this.counters = counters;
    }

    void begin(final long nowNanos) {
        startNanos = nowNanos;
    }

    long startNanos() {
        return startNanos;
    }

    /** Returns the time at the end of the turn. */
    long end(final LoopWork work) {
        final long end = System.nanoTime();
        final long nanos = end - startNanos;
        counters.add(Counter.BUSY_NANOS, nanos);
        counters.longestTurns().note(work, nanos, end);
        if (nanos > Loop.TICK_NANOS) {
            counters.add(Counter.STALLS, 1);
        }
        return end;
    }
}
