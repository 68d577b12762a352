/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.bench.media;

import java.util.Arrays;

/**
 * What is to be sent when, in an open loop: every item's next time follows from its last one, never from when it was really
 * served. A binary heap that allocates only while it grows.
 */
public final class Schedule {
    /** Something that sends at times of its own. */
    @FunctionalInterface
    public interface Item {
        /** Does what was due at {@code dueNanos}; returns when it is due next, or {@link #NEVER}. */
        long run(long dueNanos, long nowNanos);
    }

    public static final long NEVER = Long.MAX_VALUE;
    private static final int FIRST_SIZE = 64;

    private long[] times = new long[FIRST_SIZE];
    private Item[] items = new Item[FIRST_SIZE];
    private int size;

    public void add(final long dueNanos, final Item item) {
        if (size == times.length) {
            times = Arrays.copyOf(times, 2 * size);
            items = Arrays.copyOf(items, 2 * size);
        }
        int at = size++;
        while (at > 0 && times[(at - 1) / 2] > dueNanos) {
            times[at] = times[(at - 1) / 2];
            items[at] = items[(at - 1) / 2];
            at = (at - 1) / 2;
        }
        times[at] = dueNanos;
        items[at] = item;
    }

    public void clear() {
        size = 0;
    }

    /** When the next item is due, or {@link #NEVER}. */
    public long nextNanos() {
        return size == 0 ? NEVER : times[0];
    }

    /** Runs the item that is due first and schedules it anew; the caller has seen {@link #nextNanos}. */
    public void runNext(final long nowNanos) {
        final Item item = items[0];
        final long due = times[0];
        final long next = item.run(due, nowNanos);
        if (next == NEVER) {
            size--;
            sift(times[size], items[size]);
        } else {
            sift(next, item);
        }
    }

    /** Puts an item in place of the root. */
    private void sift(final long time, final Item item) {
        int at = 0;
        for (int child = 1; child < size; child = 2 * at + 1) {
            if (child + 1 < size && times[child + 1] < times[child]) {
                child++;
            }
            if (times[child] >= time) {
                break;
            }
            times[at] = times[child];
            items[at] = items[child];
            at = child;
        }
        if (size > 0) {
            times[at] = time;
            items[at] = item;
        }
    }
}
