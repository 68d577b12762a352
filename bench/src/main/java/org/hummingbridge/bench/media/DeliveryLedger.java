/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.bench.media;

import java.util.Arrays;

/** Which packets of one stream one receiver got in the measured time: every one counts once, however often it came. */
public final class DeliveryLedger {
    private static final int FIRST_WORDS = 16;

    /** 16 million packets of one stream: days of video. A number beyond it is taken as foreign. */
    private static final long MAX_NUMBER = 1L << 24;

    private long[] words = new long[FIRST_WORDS];
    private long delivered;
    private long duplicates;

    /** Takes note of a packet sent in the measured time; false if it was here before. */
    public boolean onPacket(final long number) {
        if (number < 0 || number >= MAX_NUMBER) {
            return false;
        }
        final int word = (int) (number >>> 6);
        if (word >= words.length) {
            words = Arrays.copyOf(words, Math.max(word + 1, words.length * 2));
        }
        final long bit = 1L << number;
        if ((words[word] & bit) != 0) {
            duplicates++;
            return false;
        }
        words[word] |= bit;
        delivered++;
        return true;
    }

    /** Forgets everything. */
    public void clear() {
        Arrays.fill(words, 0);
        delivered = 0;
        duplicates = 0;
    }

    public long delivered() {
        return delivered;
    }

    public long duplicates() {
        return duplicates;
    }
}
