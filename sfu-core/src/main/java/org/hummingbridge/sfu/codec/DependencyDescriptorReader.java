/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.codec;

import org.hummingbridge.sfu.datagram.DropReason;
import org.jspecify.annotations.Nullable;

/**
 * Reads the dependency descriptors of one encoding (AV1 RTP specification, appendix A), each against the structure in force at its
 * packet. A descriptor that does not parse changes nothing.
 */
final class DependencyDescriptorReader {
    private static final int INDICATION_BITS = 2;
    private static final int CHAIN_DIFF_BITS = 8;

    private final BitReader bits = new BitReader();
    private final StructureHistory history = new StructureHistory();
    private boolean needsKeyframe;

    private boolean structureFlag;
    private boolean activeTargetsFlag;
    private boolean customIndications;
    private boolean customFrameDiffs;
    private boolean customChains;

    /** Whether the latest descriptors referred to a structure that has not come. */
    boolean needsKeyframe() {
        return needsKeyframe;
    }

    /** The latest packet did without a dependency descriptor. */
    void onOtherLayering() {
        needsKeyframe = false;
    }

    /** Fills {@code out}, or says why not. */
    @Nullable
    DropReason read(
            final byte[] bytes,
            final int offset,
            final int length,
            final long sequence,
            final VideoCodec codec,
            final VideoPacket out) {
        if (length < DependencyDescriptor.MANDATORY_BYTES) {
            return DropReason.RTP_BAD_DESCRIPTOR;
        }
        bits.start(bytes, offset, length);
        out.start = bits.flag();
        out.end = bits.flag();
        final int templateId = bits.read(6);
        out.frameId = bits.read(16);
        readFlags(length > DependencyDescriptor.MANDATORY_BYTES);
        out.layering = Layering.DEPENDENCY_DESCRIPTOR;
        out.frameIdBits = 16;
        out.descriptorOffset = offset;
        out.descriptorLength = length;

        final int entry = structureFlag ? StructureHistory.NONE : history.find(sequence);
        final TemplateStructure structure = structureFlag ? attached(out) : inForce(entry, codec, out);
        if (structure == null) {
            return structureFlag ? DropReason.RTP_BAD_DESCRIPTOR : unknown(sequence);
        }
        final int template = (templateId - out.templateOffset) & (TemplateStructure.MAX_TEMPLATES - 1);
        if (template >= structure.templateCount()) {
            return structureFlag ? DropReason.RTP_BAD_DESCRIPTOR : unknown(sequence);
        }
        readFrame(structure, template, out);
        if (bits.failed()) {
            return DropReason.RTP_BAD_DESCRIPTOR;
        }
        keep(entry, sequence, codec, structure, out);
        return null;
    }

    private void readFlags(final boolean extended) {
        structureFlag = extended && bits.flag();
        activeTargetsFlag = extended && bits.flag();
        customIndications = extended && bits.flag();
        customFrameDiffs = extended && bits.flag();
        customChains = extended && bits.flag();
    }

    private @Nullable TemplateStructure attached(final VideoPacket out) {
        out.templateOffset = bits.read(6);
        final TemplateStructure latest = history.latest();
        if (latest != null && latest.isNext(bits)) {
            bits.skip(latest.bitCount());
            out.activeTargets = latest.allTargets();
            return latest;
        }
        final TemplateStructure structure = TemplateStructureReader.read(bits);
        out.activeTargets = structure == null ? 0 : structure.allTargets();
        return structure;
    }

    private @Nullable TemplateStructure inForce(final int entry, final VideoCodec codec, final VideoPacket out) {
        if (entry == StructureHistory.NONE) {
            return null;
        }
        out.templateOffset = history.templateOffset(entry);
        out.activeTargets = history.activeTargets(entry);
        return history.structure(entry, codec);
    }

    private DropReason unknown(final long sequence) {
        // A late packet of a structure that is no longer kept is no reason: what comes now can be read.
        needsKeyframe |= !history.hasNewer(sequence);
        return DropReason.RTP_UNKNOWN_STRUCTURE;
    }

    private void readFrame(final TemplateStructure structure, final int template, final VideoPacket out) {
        out.structure = structure;
        out.structureAttached = structureFlag;
        out.activeTargetsAttached = activeTargetsFlag;
        if (activeTargetsFlag) {
            out.activeTargets = bits.read(structure.targetCount());
        }
        out.spatialId = structure.spatialId(template);
        out.temporalId = structure.temporalId(template);
        if (customIndications) {
            readIndications(structure.targetCount(), out);
        } else {
            out.presentTargets = structure.presentTargets(template);
            out.switchTargets = structure.switchTargets(template);
            out.requiredTargets = structure.requiredTargets(template);
        }
        if (customFrameDiffs) {
            readFrameDiffs(out);
        } else {
            out.frameDiffCount = structure.frameDiffCount(template);
            for (int i = 0; i < out.frameDiffCount; i++) {
                out.frameDiffs[i] = structure.frameDiff(template, i);
            }
        }
        if (customChains) {
            bits.skip(CHAIN_DIFF_BITS * structure.chainCount());
        }
        out.keyframe = structureFlag && out.start;
    }

    private void readIndications(final int targets, final VideoPacket out) {
        for (int target = 0; target < targets; target++) {
            final int indication = bits.read(INDICATION_BITS);
            out.presentTargets |= (indication != TemplateStructureReader.DTI_NOT_PRESENT ? 1 : 0) << target;
            out.switchTargets |= (indication == TemplateStructureReader.DTI_SWITCH ? 1 : 0) << target;
            out.requiredTargets |= (indication == TemplateStructureReader.DTI_REQUIRED ? 1 : 0) << target;
        }
    }

    private void readFrameDiffs(final VideoPacket out) {
        for (int size = bits.read(2); size != 0; size = bits.read(2)) {
            final int diff = bits.read(4 * size) + 1;
            if (out.frameDiffCount < VideoPacket.MAX_FRAME_DIFFS) {
                out.frameDiffs[out.frameDiffCount++] = diff;
            }
        }
    }

    private void keep(
            final int entry,
            final long sequence,
            final VideoCodec codec,
            final TemplateStructure structure,
            final VideoPacket out) {
        if (structureFlag) {
            history.add(sequence, codec, structure, out.templateOffset, out.activeTargets);
            needsKeyframe &= history.hasNewer(sequence);
        } else if (activeTargetsFlag) {
            history.activeTargets(entry, sequence, out.activeTargets);
        }
    }
}
