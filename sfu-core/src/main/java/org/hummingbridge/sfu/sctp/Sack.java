/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.sctp;

import org.jspecify.annotations.Nullable;

/**
 * A SACK that came (RFC 9260 §3.3.4), read in place; duplicates are passed over. Its gap blocks ascend and do not overlap.
 *
 * @param blocksAt where the first gap block is in {@code bytes}
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Sack(int cumulative, int windowBytes, byte[] bytes, int blocksAt, int blocks) {
    private static final int FIXED_BYTES = 12;
    private static final int BLOCK_BYTES = 4;

    /** Null if the lengths do not agree, or the blocks are not in order. */
    static @Nullable Sack read(final TlvCursor chunk) {
        if (chunk.valueBytes() < FIXED_BYTES) {
            return null;
        }
        final byte[] bytes = chunk.bytes();
        final int at = chunk.value();
        final int blocks = Wire.u16(bytes, at + 8);
        final int duplicates = Wire.u16(bytes, at + 10);
        if (chunk.valueBytes() != FIXED_BYTES + BLOCK_BYTES * (blocks + duplicates)) {
            return null;
        }
        // Above Integer.MAX_VALUE the window is as good as endless.
        final int window = Wire.u32(bytes, at + 4) < 0 ? Integer.MAX_VALUE : Wire.u32(bytes, at + 4);
        final Sack sack = new Sack(Wire.u32(bytes, at), window, bytes, at + FIXED_BYTES, blocks);
        return sack.blocksAscend() ? sack : null;
    }

    /** First offset from {@link #cumulative} in a gap block. */
    int start(final int block) {
        return Wire.u16(bytes, blocksAt + BLOCK_BYTES * block);
    }

    /** Last offset from {@link #cumulative} in a gap block. */
    int end(final int block) {
        return Wire.u16(bytes, blocksAt + BLOCK_BYTES * block + 2);
    }

    /** The highest TSN that has arrived according to it. */
    int highest() {
        return cumulative + (blocks == 0 ? 0 : end(blocks - 1));
    }

    private boolean blocksAscend() {
        int previous = 0;
        for (int i = 0; i < blocks; i++) {
            if (start(i) <= previous || end(i) < start(i)) {
                return false;
            }
            previous = end(i);
        }
        return true;
    }
}
