/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.simulation;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;

/** Adds up what the current thread allocates between {@link #start} and {@link #stop}. */
public final class AllocationMeter {
    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private final long thread = Thread.currentThread().threadId();
    private long started;
    private long bytes;

    public void start() {
        started = threads.getThreadAllocatedBytes(thread);
    }

    public void stop() {
        bytes += threads.getThreadAllocatedBytes(thread) - started;
    }

    /** What was counted since the last call. */
    public long take() {
        final long taken = bytes;
        bytes = 0;
        return taken;
    }

    /**
     * The least that one of some rounds takes. Where it is a round that is long enough for everything to happen, the others only
     * had the compiler at work.
     */
    public long least(final int rounds, final Runnable round) {
        long least = Long.MAX_VALUE;
        for (int i = 0; i < rounds && least > 0; i++) {
            take();
            round.run();
            least = Math.min(least, take());
        }
        return least;
    }
}
