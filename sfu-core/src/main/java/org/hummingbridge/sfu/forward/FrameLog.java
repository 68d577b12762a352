/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.forward;

import java.util.Arrays;

/**
 * What was decided about the last frames of one encoding, so that all packets of a frame fare alike, however late they come.
 * Frames go by extended numbers.
 */
final class FrameLog {
    /** Frames remembered: a second and more of three spatial layers at 60 pictures per second. */
    static final int SIZE = 256;

    /** What lies below is for frames that were passed over: nothing came of them when a later one did. */
    private static final int PASSED = LayerSelection.JUMPED - 1;

    private static final long UNUSED = Long.MIN_VALUE;

    private final long[] ids = new long[SIZE];
    private final int[] decisions = new int[SIZE];
    private long newest;

    void begin(final int firstId) {
        Arrays.fill(ids, UNUSED);
        newest = firstId;
    }

    /** The frame number nearest to the newest one that has {@code id} in its lower {@code bits}. */
    long extend(final int id, final int bits) {
        final int shift = Integer.SIZE - bits;
        return newest + ((id - (int) newest) << shift >> shift);
    }

    long newest() {
        return newest;
    }

    /** Whether a packet's frame is farther ahead than loss explains, or behind although nothing is missing before the packet. */
    boolean leaps(final long id, final boolean afterGap) {
        return id - newest > SIZE || (id < newest && !afterGap);
    }

    boolean has(final long id) {
        return ids[(int) id & (SIZE - 1)] == id;
    }

    /** A decision for a frame that was passed over, with a number from 0 on to judge it by if it comes after all. */
    static int passed(final int number) {
        return PASSED - number;
    }

    static boolean isPassed(final int decision) {
        return decision <= PASSED;
    }

    static int passedNumber(final int decision) {
        return PASSED - decision;
    }

    /** What was put for a frame that {@link #has} is true for. */
    int get(final long id) {
        return decisions[(int) id & (SIZE - 1)];
    }

    int put(final long id, final int decision) {
        ids[(int) id & (SIZE - 1)] = id;
        decisions[(int) id & (SIZE - 1)] = decision;
        newest = Math.max(newest, id);
        return decision;
    }
}
