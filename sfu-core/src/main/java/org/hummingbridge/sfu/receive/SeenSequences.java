/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.receive;

import org.hummingbridge.sfu.rtp.SequenceNumber;

/**
 * Tells the first copy of a packet from later ones, over the last {@value #WINDOW} sequence numbers of one stream. SRTP's replay
 * window catches copies of a datagram; this catches an original that comes after its retransmission, or the reverse. Never
 * forgets a number inside the window.
 */
final class SeenSequences {
    /** About four seconds of a 5 Mbit/s stream: longer than any sender keeps packets for retransmission. */
    static final int WINDOW = 2048;

    private final long[] bits = new long[WINDOW / Long.SIZE];
    private long newest;
    private boolean started;

    /** The extended number of {@code sequence}, near the newest packet. */
    long extend(final int sequence) {
        return started ? SequenceNumber.extend(sequence, newest) : sequence;
    }

    /** Whether {@code sequence} (extended) is too far behind to tell. */
    boolean isTooOld(final long sequence) {
        return started && sequence <= newest - WINDOW;
    }

    /** Remembers {@code sequence} (extended), which must not be too old; false if it was there already. */
    boolean add(final long sequence) {
        if (!started) {
            started = true;
            newest = sequence;
        } else if (sequence > newest) {
            clearBetween(newest, sequence);
            newest = sequence;
        }
        final int index = (int) sequence & (WINDOW - 1);
        final long bit = 1L << index;
        if ((bits[index / Long.SIZE] & bit) != 0) {
            return false;
        }
        bits[index / Long.SIZE] |= bit;
        return true;
    }

    private void clearBetween(final long last, final long next) {
        final long from = Math.max(last + 1, next - WINDOW + 1);
        for (long s = from; s <= next; s++) {
            final int index = (int) s & (WINDOW - 1);
            bits[index / Long.SIZE] &= ~(1L << index);
        }
    }
}
