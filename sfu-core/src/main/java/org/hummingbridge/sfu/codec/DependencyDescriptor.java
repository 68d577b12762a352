/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.codec;

import org.hummingbridge.sfu.rtp.BigEndian;

/**
 * Changes of a dependency descriptor in place (AV1 RTP specification, A.8.2) that leave its length as it is. Works on descriptors
 * that a {@link VideoPacketReader} has accepted.
 */
public final class DependencyDescriptor {
    /** Start and end of frame, template id and frame number. */
    static final int MANDATORY_BYTES = 3;

    static final int STRUCTURE_FLAG = 0x80;
    static final int ACTIVE_TARGETS_FLAG = 0x40;
    static final int CUSTOM_INDICATIONS_FLAG = 0x20;
    static final int CUSTOM_FRAME_DIFFS_FLAG = 0x10;
    static final int CUSTOM_CHAINS_FLAG = 0x08;
    static final int ALL_FLAGS = 0xf8;
    static final int FLAG_BITS = 5;

    static final int TEMPLATE_OFFSET_BITS = 6;
    private static final int TEMPLATE_OFFSET_AT = Byte.SIZE * MANDATORY_BYTES + FLAG_BITS;
    private static final int TEMPLATE_ID_MASK = 0x3f;

    private DependencyDescriptor() {}

    /** Sets frame_number to the lower 16 bits of {@code value}. */
    public static void frameNumber(final byte[] bytes, final int offset, final int value) {
        BigEndian.put16(bytes, offset + 1, value);
    }

    /** Adds to template_id and, if the descriptor carries a structure, to template_id_offset; both are numbers modulo 64. */
    public static void moveTemplates(final byte[] bytes, final int offset, final int length, final int delta) {
        final int id = (bytes[offset] + delta) & TEMPLATE_ID_MASK;
        bytes[offset] = (byte) ((bytes[offset] & ~TEMPLATE_ID_MASK) | id);
        if (length > MANDATORY_BYTES + 1 && (bytes[offset + MANDATORY_BYTES] & STRUCTURE_FLAG) != 0) {
            final int at = Byte.SIZE * offset + TEMPLATE_OFFSET_AT;
            Bits.write(bytes, at, TEMPLATE_OFFSET_BITS, Bits.read(bytes, at, TEMPLATE_OFFSET_BITS) + delta);
        }
    }
}
