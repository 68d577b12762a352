/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.allocation;

import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/** What is wanted of one video source: who wants which height, and how many want each. Never scans the receivers. */
final class SourceDemand {
    /** Heights are compared as numbers here, so that no bound is the greatest. */
    private static final int ANY = Integer.MAX_VALUE;

    private static final int UNTOLD = -1;

    private final String sourceName;
    private final Map<String, Integer> heights = new HashMap<>();
    private final TreeMap<Integer, Integer> receiversByHeight = new TreeMap<>();
    private int told = UNTOLD;
    private boolean lower;
    private long lowerNanos;

    /** Whether it waits to be told. */
    boolean listed;

    SourceDemand(final String sourceName, final long now) {
        this.sourceName = sourceName;
        this.lower = true;
        this.lowerNanos = now;
    }

    String sourceName() {
        return sourceName;
    }

    int told() {
        return told == UNTOLD || told == ANY ? VideoConstraint.UNLIMITED : told;
    }

    /** False if that is known. */
    boolean set(final String receiverId, final int maxHeight, final long now) {
        final int height = maxHeight < 0 ? ANY : maxHeight;
        final Integer before = heights.get(receiverId);
        if ((before == null ? 0 : before) == height) {
            return false;
        }
        if (height == 0) {
            heights.remove(receiverId);
        } else {
            heights.put(receiverId, height);
        }
        if (before != null) {
            receiversByHeight.computeIfPresent(before, (any, count) -> count == 1 ? null : count - 1);
        }
        if (height != 0) {
            receiversByHeight.merge(height, 1, Integer::sum);
        }
        final boolean lowerNow = told == UNTOLD ? most() == 0 : most() < told;
        if (lowerNow && !lower) {
            lowerNanos = now;
        }
        lower = lowerNow;
        return true;
    }

    boolean isSettled() {
        return most() == told;
    }

    /** Whether there is something to tell that need not wait any longer. */
    boolean isDue(final long now) {
        return !isSettled() && (!lower || now - lowerNanos >= SenderConstraints.HOLD_NANOS);
    }

    /** What to tell, taken for told from now on. */
    int tell() {
        told = most();
        lower = false;
        return told();
    }

    private int most() {
        return receiversByHeight.isEmpty() ? 0 : receiversByHeight.lastKey();
    }
}
