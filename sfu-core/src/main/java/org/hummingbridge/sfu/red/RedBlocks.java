/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.red;

import org.hummingbridge.sfu.rtp.BigEndian;

/**
 * The blocks of a redundant payload (RFC 2198 §3), as positions in the packet's array: from the oldest repeated one to the
 * primary, which comes last. Used over and over; every {@link #read} forgets the one before it.
 */
final class RedBlocks {
    /** The highest timestamp offset: 14 bits. */
    static final int MAX_TIMESTAMP_OFFSET = 0x3fff;

    /** The longest repeated block: 10 bits. */
    static final int MAX_BLOCK_BYTES = 0x3ff;

    /** Header of a repeated block. */
    static final int HEADER_BYTES = 4;

    /** Header of the primary one. */
    static final int PRIMARY_HEADER_BYTES = 1;

    /** Another header follows. */
    static final int FOLLOWED = 0x80;

    /** Blocks of one packet, as many as libwebrtc's receiver takes. */
    static final int MAX_BLOCKS = 32;

    private final int[] payloadTypes = new int[MAX_BLOCKS];
    private final int[] timestampOffsets = new int[MAX_BLOCKS];
    private final int[] offsets = new int[MAX_BLOCKS];
    private final int[] lengths = new int[MAX_BLOCKS];
    private int count;

    /** False if the lengths do not fit, or there are more blocks than anybody sends; then there are no blocks. */
    boolean read(final byte[] bytes, final int offset, final int length) {
        final int end = offset + length;
        int blocks = 0;
        int at = offset;
        int repeatedBytes = 0;
        count = 0;
        while (at < end && (bytes[at] & FOLLOWED) != 0) {
            if (blocks == MAX_BLOCKS - 1 || end - at < HEADER_BYTES) {
                return false;
            }
            final int header = BigEndian.int32(bytes, at);
            payloadTypes[blocks] = header >>> 24 & 0x7f;
            timestampOffsets[blocks] = header >>> 10 & MAX_TIMESTAMP_OFFSET;
            lengths[blocks] = header & MAX_BLOCK_BYTES;
            repeatedBytes += lengths[blocks];
            blocks++;
            at += HEADER_BYTES;
        }
        if (end - at < PRIMARY_HEADER_BYTES + repeatedBytes) {
            return false;
        }
        payloadTypes[blocks] = bytes[at] & 0x7f;
        timestampOffsets[blocks] = 0;
        lengths[blocks] = end - at - PRIMARY_HEADER_BYTES - repeatedBytes;
        count = blocks + 1;
        at += PRIMARY_HEADER_BYTES;
        for (int i = 0; i < count; i++) {
            offsets[i] = at;
            at += lengths[i];
        }
        return true;
    }

    /** With the primary one; 0 after a payload that could not be read. */
    int count() {
        return count;
    }

    int payloadType(final int block) {
        return payloadTypes[block];
    }

    /** How far before the packet's timestamp the block's is. */
    int timestampOffset(final int block) {
        return timestampOffsets[block];
    }

    int offset(final int block) {
        return offsets[block];
    }

    int length(final int block) {
        return lengths[block];
    }
}
