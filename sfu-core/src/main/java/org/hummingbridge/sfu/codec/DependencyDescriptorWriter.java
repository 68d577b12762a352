/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.codec;

/**
 * Copies dependency descriptors with another mask of active decode targets (AV1 RTP specification, A.8.2): the
 * mask stands between structure and custom parts, so that what follows moves bit by bit. Works on descriptors that a
 * {@link VideoPacketReader} has accepted, and never writes behind the given end.
 */
public final class DependencyDescriptorWriter {
    /** By how much a descriptor may grow: flags and a mask of 32 bits. */
    public static final int MAX_GROWTH_BYTES = 5;

    /** The copy does not fit. */
    public static final int NO_SPACE = -1;

    private static final int FLAGS_AT = Byte.SIZE * DependencyDescriptor.MANDATORY_BYTES;

    private DependencyDescriptorWriter() {}

    /**
     * Copies with {@code activeTargets} as the mask. A descriptor that carries a structure and is to have all its targets gets
     * none, because that is what none means there.
     *
     * @param structure in force for the descriptor
     * @param outEnd first index of {@code out} that must not be written
     * @return length of the copy, or {@link #NO_SPACE}
     */
    public static int withActiveTargets(
            final byte[] bytes,
            final int offset,
            final int length,
            final TemplateStructure structure,
            final int activeTargets,
            final byte[] out,
            final int outOffset,
            final int outEnd) {
        final int mask = activeTargets & structure.allTargets();
        final boolean implied = mask == structure.allTargets()
                && (flags(bytes, offset, length) & DependencyDescriptor.STRUCTURE_FLAG) != 0;
        return copy(bytes, offset, length, structure, !implied, mask, out, outOffset, outEnd);
    }

    private static int copy(
            final byte[] bytes,
            final int offset,
            final int length,
            final TemplateStructure structure,
            final boolean masked,
            final int mask,
            final byte[] out,
            final int outOffset,
            final int outEnd) {
        final int flags = flags(bytes, offset, length);
        final int newFlags = masked
                ? flags | DependencyDescriptor.ACTIVE_TARGETS_FLAG
                : flags & ~DependencyDescriptor.ACTIVE_TARGETS_FLAG;
        final int structureBits = (flags & DependencyDescriptor.STRUCTURE_FLAG) != 0
                ? DependencyDescriptor.TEMPLATE_OFFSET_BITS + structure.bitCount()
                : 0;
        final int maskBits = (flags & DependencyDescriptor.ACTIVE_TARGETS_FLAG) != 0 ? structure.targetCount() : 0;
        final int newMaskBits = masked ? structure.targetCount() : 0;
        final int structureAt = FLAGS_AT + DependencyDescriptor.FLAG_BITS;
        final int customAt = structureAt + structureBits + maskBits;
        final int customBits = customBits(bytes, offset, length, flags, customAt, structure);
        final int newCustomAt = structureAt + structureBits + newMaskBits;
        final int newLength = (newCustomAt + customBits + Byte.SIZE - 1) / Byte.SIZE;
        if (customBits < 0 || newLength > outEnd - outOffset) {
            return NO_SPACE;
        }
        System.arraycopy(bytes, offset, out, outOffset, DependencyDescriptor.MANDATORY_BYTES);
        final int from = Byte.SIZE * offset;
        final int to = Byte.SIZE * outOffset;
        out[outOffset + newLength - 1] = 0;
        Bits.write(out, to + FLAGS_AT, DependencyDescriptor.FLAG_BITS, newFlags >>> 3);
        Bits.copy(bytes, from + structureAt, out, to + structureAt, structureBits);
        Bits.write(out, to + structureAt + structureBits, newMaskBits, mask);
        Bits.copy(bytes, from + customAt, out, to + newCustomAt, customBits);
        return newLength;
    }

    private static int flags(final byte[] bytes, final int offset, final int length) {
        return length > DependencyDescriptor.MANDATORY_BYTES
                ? bytes[offset + DependencyDescriptor.MANDATORY_BYTES] & DependencyDescriptor.ALL_FLAGS
                : 0;
    }

    /** Length of the parts behind the mask, without the padding; negative if they are not all there. */
    private static int customBits(
            final byte[] bytes,
            final int offset,
            final int length,
            final int flags,
            final int customAt,
            final TemplateStructure structure) {
        if (length == DependencyDescriptor.MANDATORY_BYTES) {
            return 0;
        }
        final int end = Byte.SIZE * length;
        int at = customAt;
        if ((flags & DependencyDescriptor.CUSTOM_INDICATIONS_FLAG) != 0) {
            at += 2 * structure.targetCount();
        }
        if ((flags & DependencyDescriptor.CUSTOM_FRAME_DIFFS_FLAG) != 0) {
            int size;
            do {
                if (at + 2 > end) {
                    return NO_SPACE;
                }
                size = Bits.read(bytes, Byte.SIZE * offset + at, 2);
                at += 2 + 4 * size;
            } while (size != 0);
        }
        if ((flags & DependencyDescriptor.CUSTOM_CHAINS_FLAG) != 0) {
            at += Byte.SIZE * structure.chainCount();
        }
        return at <= end ? at - customAt : NO_SPACE;
    }
}
