/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.datagram;

/**
 * Knows whether a loop has more to do than it can: for {@value #PATIENCE_MILLIS} ms it has not once read a queue to its end.
 * Whatever it does then is late, is asked for again, and makes it later; so that what can be left out is left out until it
 * has kept up for {@value #CALM_MILLIS} ms. Looks at reads, never at packets, and needs no clock of its own.
 *
 * <p>A measure by time, as of queues in routers (RFC 8289 §3.1): a burst fills a queue as well, but is worked off; only a queue that
 * stands makes everybody wait.
 */
public final class Backlog {
    /** As {@link #onRead}'s queue: what other loops handed over. Sockets are counted from 0. */
    public static final int HANDED_OVER = -1;

    /** A key frame for everybody is worked off by then; who reads later than that has spoilt a call's latency already. */
    static final long PATIENCE_MILLIS = 25;

    /** While it is behind, a queue that stands for so long shows that it still is; shorter ones come with any burst. */
    static final long RELAPSE_MILLIS = 10;

    /** Long enough that those who asked for much again meanwhile do not bring it back at once. */
    static final long CALM_MILLIS = 100;

    private static final long NANOS_PER_MILLI = 1_000_000;
    private static final long PATIENCE_NANOS = PATIENCE_MILLIS * NANOS_PER_MILLI;
    private static final long RELAPSE_NANOS = RELAPSE_MILLIS * NANOS_PER_MILLI;
    private static final long CALM_NANOS = CALM_MILLIS * NANOS_PER_MILLI;
    private static final int NONE = Integer.MIN_VALUE;

    private final Counters counters;

    /** The one that is watched, since it could not be read to its end; another one may be the next. */
    private int queue = NONE;

    private long sinceNanos;
    private long fullNanos;
    private long lateNanos;
    private long countedNanos;
    private boolean behind;

    public Backlog(final Counters counters) {
        this.counters = counters;
    }

    /** Whether what can be left out is to be left out. Loop only. */
    public boolean isBehind() {
        return behind;
    }

    /**
     * A queue was read.
     *
     * @param more whether something may be left in it
     */
    public void onRead(final int from, final boolean more, final long nowNanos) {
        if (more) {
            onMore(from, nowNanos);
        } else if (from == queue) {
            queue = NONE;
        }
        if (behind) {
            review(nowNanos);
        }
    }

    private void onMore(final int from, final long nowNanos) {
        if (queue == NONE) {
            queue = from;
            sinceNanos = nowNanos;
        }
        if (from != queue) {
            return;
        }
        fullNanos = nowNanos;
        final long standingNanos = nowNanos - sinceNanos;
        if (standingNanos >= RELAPSE_NANOS) {
            lateNanos = nowNanos;
        }
        if (!behind && standingNanos >= PATIENCE_NANOS) {
            behind = true;
            countedNanos = nowNanos;
            counters.add(Counter.TIMES_BEHIND, 1);
        }
    }

    /** Time has passed; to be called in every tick, for there may be nothing to read any more. */
    public void onTick(final long nowNanos) {
        if (queue != NONE && nowNanos - fullNanos >= CALM_NANOS) {
            queue = NONE;
        }
        if (behind) {
            review(nowNanos);
        }
    }

    private void review(final long nowNanos) {
        counters.add(Counter.BEHIND_NANOS, nowNanos - countedNanos);
        countedNanos = nowNanos;
        behind = nowNanos - lateNanos < CALM_NANOS;
    }
}
