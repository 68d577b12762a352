/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.srtp;

import java.util.Arrays;

/**
 * Remembers which of the {@value #SIZE} packet indices up to the highest were used (RFC 3711 §3.3.2). Never says "fresh" of an
 * index twice once it was marked, nor of one too old to know.
 */
final class IndexWindow {
    /**
     * Indices remembered. RFC 3711 asks for at least 64; this many hold a second of video at 10 Mbit/s, so that what a
     * retransmission recovers after a long round trip still passes.
     */
    static final int SIZE = 1024;

    /** Highest of a window in which nothing is marked. */
    static final long NONE = -1;

    private static final int MASK = SIZE - 1;
    private static final int WORD_SHIFT = 6;

    /** Up to the word before that of the highest index. */
    private final long[] used = new long[SIZE / Long.SIZE];

    /** The word of the highest index, mostly the only one that is looked at; nothing is marked above that index. */
    private long newest;

    private long highest = NONE;

    long highest() {
        return highest;
    }

    boolean isFresh(final long index) {
        if (index > highest) {
            return true;
        }
        return index > highest - SIZE && (wordOf(index) & bit(index)) == 0;
    }

    /** Marks an index that {@link #isFresh}. */
    void mark(final long index) {
        if (index > highest) {
            if (!isNewest(index)) {
                used[word(highest)] = newest;
                newest = 0;
                forgetFrom(highest + 1, index);
            }
            highest = index;
        }
        if (isNewest(index)) {
            newest |= bit(index);
        } else {
            used[word(index)] |= bit(index);
        }
    }

    private long wordOf(final long index) {
        return isNewest(index) ? newest : used[word(index)];
    }

    /** Whether the index is in the word of the highest one. */
    private boolean isNewest(final long index) {
        return index >> WORD_SHIFT == highest >> WORD_SHIFT;
    }

    private void forgetFrom(final long first, final long last) {
        if (last - first >= SIZE - 1) {
            Arrays.fill(used, 0);
            return;
        }
        for (long index = first; index <= last; index++) {
            used[word(index)] &= ~bit(index);
        }
    }

    private static int word(final long index) {
        return (int) (index & MASK) / Long.SIZE;
    }

    private static long bit(final long index) {
        return 1L << index;
    }
}
