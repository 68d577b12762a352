/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.datagram;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * How long a loop's longest turns were lately, by the kind of work: whoever asks sees the last minute at least and two at most,
 * however many ask. Written by the loop's thread, read by any; never reads a clock.
 */
public final class LongestTurns {
    static final long WINDOW_NANOS = 60_000_000_000L;

    private static final VarHandle CELL = MethodHandles.arrayElementVarHandle(long[].class);
    private static final int KINDS = LoopWork.values().length;

    /** Of the running window, then of the one before it. */
    private final long[] longest = new long[2 * KINDS];

    private volatile long windowStartNanos;
    private boolean begun;

    /** Takes note of a turn that ended at {@code nowNanos}. */
    public void note(final LoopWork work, final long nanos, final long nowNanos) {
        if (!begun || nowNanos - windowStartNanos >= WINDOW_NANOS) {
            nextWindow(nowNanos);
        }
        final int cell = work.ordinal();
        if (nanos > longest[cell]) {
            CELL.setOpaque(longest, cell, nanos);
        }
    }

    private void nextWindow(final long nowNanos) {
        final boolean follows = begun && nowNanos - windowStartNanos < 2 * WINDOW_NANOS;
        begun = true;
        for (int i = 0; i < KINDS; i++) {
            CELL.setOpaque(longest, KINDS + i, follows ? longest[i] : 0L);
            CELL.setOpaque(longest, i, 0L);
        }
        windowStartNanos = nowNanos;
    }

    /** The longest turn of that kind, in nanoseconds; 0 if there was none. A loop that sleeps forgets in time, too. */
    public long nanos(final LoopWork work, final long nowNanos) {
        final long age = nowNanos - windowStartNanos;
        final long running = age < 2 * WINDOW_NANOS ? (long) CELL.getOpaque(longest, work.ordinal()) : 0;
        final long before = age < WINDOW_NANOS ? (long) CELL.getOpaque(longest, KINDS + work.ordinal()) : 0;
        return Math.max(running, before);
    }

    /** The longest of all, in nanoseconds. */
    public long nanos(final long nowNanos) {
        long all = 0;
        for (final LoopWork work : LoopWork.values()) {
            all = Math.max(all, nanos(work, nowNanos));
        }
        return all;
    }
}
