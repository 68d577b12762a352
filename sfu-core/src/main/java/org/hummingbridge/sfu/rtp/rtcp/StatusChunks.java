/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.rtp.rtcp;

import org.hummingbridge.sfu.rtp.BigEndian;

/**
 * Walks the packet status chunks of transport-wide feedback (draft-holmer §3.1.2 to §3.1.4) in steps of one symbol and a count.
 * Takes at most one step per status of a vector and one per run, so never more than seven for each byte.
 */
final class StatusChunks {
    static final int CHUNK_BYTES = 2;

    /** Symbol for a packet that has not arrived. Symbols 1 and 2 are also the number of bytes of the arrival's delta. */
    static final int NOT_RECEIVED = 0;

    static final int SMALL_DELTA = 1;
    static final int LARGE_DELTA = 2;
    static final int RESERVED = 3;

    static final int MAX_RUN = 0x1fff;
    static final int ONE_BIT_STATUSES = 14;
    static final int TWO_BIT_STATUSES = 7;

    private static final int VECTOR = 0x8000;
    private static final int TWO_BIT = 0x4000;

    private byte[] bytes = {};
    private int at;
    private int end;
    private int statusesLeft;
    private int chunk;
    private int chunkLeft;
    private int symbol;

    void start(final byte[] packet, final int firstChunk, final int newEnd, final int statusCount) {
        bytes = packet;
        at = firstChunk;
        end = newEnd;
        statusesLeft = statusCount;
        chunkLeft = 0;
    }

    /** How many statuses, at least 1, have the {@link #symbol} of this step; 0 at the end; -1 if a chunk is missing. */
    int next() {
        if (statusesLeft == 0) {
            return 0;
        }
        while (chunkLeft == 0) {
            if (end - at < CHUNK_BYTES) {
                return -1;
            }
            chunk = BigEndian.unsigned16(bytes, at);
            at += CHUNK_BYTES;
            chunkLeft = statusesIn(chunk);
        }
        final int count = step();
        chunkLeft -= count;
        statusesLeft -= count;
        return count;
    }

    private int step() {
        if ((chunk & VECTOR) == 0) {
            symbol = chunk >>> 13;
            return Math.min(chunkLeft, statusesLeft);
        }
        symbol = (chunk & TWO_BIT) == 0 ? (chunk >>> (chunkLeft - 1)) & 1 : (chunk >>> (2 * (chunkLeft - 1))) & 3;
        return 1;
    }

    private static int statusesIn(final int chunk) {
        if ((chunk & VECTOR) == 0) {
            return chunk & MAX_RUN;
        }
        return (chunk & TWO_BIT) == 0 ? ONE_BIT_STATUSES : TWO_BIT_STATUSES;
    }

    int symbol() {
        return symbol;
    }

    /** Index behind the chunks that were needed so far: where the deltas start once {@link #next} has returned 0. */
    int position() {
        return at;
    }
}
