/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.datagram;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * One loop's counts: plain additions by the loop's thread, opaque reads by whoever scrapes. Two writers would lose counts.
 */
public final class Counters {
    private static final VarHandle CELL = MethodHandles.arrayElementVarHandle(long[].class);

    /** Keeps the cells of two loops off one cache line. */
    private static final int PADDING = 16;

    private final long[] counts = new long[PADDING + Counter.values().length + PADDING];
    private final long[] drops = new long[PADDING + DropReason.values().length + PADDING];
    private final LongestTurns longestTurns = new LongestTurns();

    /** Written by the loop, read by whoever scrapes. */
    private volatile int videoLimit = -1;

    public void add(final Counter counter, final long amount) {
        bump(counts, counter.ordinal(), amount);
    }

    public void drop(final DropReason reason) {
        bump(drops, reason.ordinal(), 1);
    }

    public void drop(final DropReason reason, final long amount) {
        bump(drops, reason.ordinal(), amount);
    }

    public long get(final Counter counter) {
        return (long) CELL.getOpaque(counts, PADDING + counter.ordinal());
    }

    public long get(final DropReason reason) {
        return (long) CELL.getOpaque(drops, PADDING + reason.ordinal());
    }

    /** How long this loop has kept packets waiting lately. */
    public LongestTurns longestTurns() {
        return longestTurns;
    }

    /** Most videos that the loop has anybody be sent, because it could not carry more; negative for no limit. */
    public int videoLimit() {
        return videoLimit;
    }

    /** Loop only. */
    public void videoLimit(final int limit) {
        videoLimit = limit;
    }

    private static void bump(final long[] cells, final int index, final long amount) {
        CELL.setOpaque(cells, PADDING + index, cells[PADDING + index] + amount);
    }
}
