/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.allocation;

import java.util.Arrays;

/** How many videos the receivers of a loop are sent, so that a limit can be told by what it spares. */
public final class SentVideos {
    /** Receivers of more are counted as receivers of that many: few are, and one limit serves them all. */
    static final int MOST = 256;

    private final int[] receivers = new int[MOST + 1];
    private int most;
    private long total;

    public void clear() {
        Arrays.fill(receivers, 0);
        most = 0;
        total = 0;
    }

    /** Takes note of a receiver that is sent so many. */
    public void add(final int videos) {
        final int counted = Math.min(videos, MOST);
        receivers[counted]++;
        most = Math.max(most, counted);
        total += counted;
    }

    /** The most that anybody is sent. */
    public int most() {
        return most;
    }

    /** The highest limit that leaves at most that part of what all are sent together; below {@link #most} if anything is sent. */
    int limit(final double part) {
        int limit = most;
        long left = total;
        int above = 0;
        do {
            above += receivers[limit];
            left -= above;
            limit--;
        } while (limit > 0 && left > part * total);
        return Math.max(0, limit);
    }
}
