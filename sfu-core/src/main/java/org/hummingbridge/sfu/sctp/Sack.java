/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.sctp;

/**
 * The SACK that came last (RFC 9260 §3.3.4), read in place; duplicates are passed over. Its gap blocks ascend and do not
 * overlap. Valid for as long as the packet is.
 */
final class Sack {
    private static final int FIXED_BYTES = 12;
    private static final int BLOCK_BYTES = 4;
    private static final byte[] NOTHING = new byte[0];

    private int cumulative;
    private int windowBytes;
    private byte[] bytes = NOTHING;
    private int blocksAt;
    private int blocks;

    /** False if the lengths do not agree, or the blocks are not in order. */
    boolean read(final TlvCursor chunk) {
        if (chunk.valueBytes() < FIXED_BYTES) {
            return false;
        }
        bytes = chunk.bytes();
        final int at = chunk.value();
        blocks = Wire.u16(bytes, at + 8);
        final int duplicates = Wire.u16(bytes, at + 10);
        if (chunk.valueBytes() != FIXED_BYTES + BLOCK_BYTES * (blocks + duplicates)) {
            return false;
        }
        cumulative = Wire.u32(bytes, at);
        // Above Integer.MAX_VALUE the window is as good as endless.
        windowBytes = Wire.u32(bytes, at + 4) < 0 ? Integer.MAX_VALUE : Wire.u32(bytes, at + 4);
        blocksAt = at + FIXED_BYTES;
        return blocksAscend();
    }

    /** Becomes one without gap blocks. */
    void of(final int newCumulative, final int newWindowBytes) {
        cumulative = newCumulative;
        windowBytes = newWindowBytes;
        blocks = 0;
    }

    /** Everything up to this TSN has arrived. */
    int cumulative() {
        return cumulative;
    }

    int windowBytes() {
        return windowBytes;
    }

    int blocks() {
        return blocks;
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
