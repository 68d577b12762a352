/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.codec;

/**
 * The template dependency structure that a dependency descriptor's templates refer to (AV1 RTP specification, A.8.3). Immutable;
 * a new one is made only when a key frame brings another than the last. Does not know its template_id_offset, which encoders move
 * from key frame to key frame.
 */
public final class TemplateStructure {
    /** Decode targets that one structure may have (5 bits). */
    public static final int MAX_TARGETS = 32;

    /** Templates that one structure may have (6 bits). */
    public static final int MAX_TEMPLATES = 64;

    private final TemplateStructureReader source;
    private final int allTargets;
    private final int spatialLayers;
    private final int temporalLayers;
    private final int[] targetLayers;
    private final int[] activeMasks;
    /** Bit {@code to} of element {@code from}. */
    private final int[] switches;

    TemplateStructure(final TemplateStructureReader source) {
        this.source = source;
        allTargets = -1 >>> (MAX_TARGETS - source.targetCount);
        targetLayers = new int[source.targetCount];
        activeMasks = new int[source.targetCount];
        switches = new int[source.targetCount];
        int spatial = 0;
        int temporal = 0;
        for (int i = 0; i < source.templateCount; i++) {
            spatial = Math.max(spatial, spatialId(i));
            temporal = Math.max(temporal, temporalId(i));
        }
        spatialLayers = spatial + 1;
        temporalLayers = temporal + 1;
        for (int target = 0; target < source.targetCount; target++) {
            derive(target);
        }
    }

    private void derive(final int target) {
        final int bit = 1 << target;
        activeMasks[target] = allTargets;
        for (int i = 0; i < source.templateCount; i++) {
            if ((source.present[i] & bit) == 0) {
                activeMasks[target] &= ~source.present[i];
                continue;
            }
            targetLayers[target] = Math.max(targetLayers[target], source.layers[i]);
            if (dependsOnEarlierUnit(i)) {
                switches[target] |= source.switching[i];
            }
        }
        activeMasks[target] |= bit;
    }

    /** At most as many frames stand before a frame in its own temporal unit as there are layers below its own. */
    private boolean dependsOnEarlierUnit(final int template) {
        for (int i = 0; i < frameDiffCount(template); i++) {
            if (frameDiff(template, i) > spatialId(template)) {
                return true;
            }
        }
        return false;
    }

    public int templateCount() {
        return source.templateCount;
    }

    public int targetCount() {
        return source.targetCount;
    }

    /** A bit for every decode target. */
    public int allTargets() {
        return allTargets;
    }

    public int spatialLayers() {
        return spatialLayers;
    }

    public int temporalLayers() {
        return temporalLayers;
    }

    public int spatialId(final int template) {
        return LayerId.spatialId(source.layers[template]);
    }

    public int temporalId(final int template) {
        return LayerId.temporalId(source.layers[template]);
    }

    /** Bit i if frames of the template belong to decode target i (DTI is not "not present"). */
    public int presentTargets(final int template) {
        return source.present[template];
    }

    /** Bit i if decode target i can be taken up with a frame of the template (DTI is "switch"). */
    public int switchTargets(final int template) {
        return source.switching[template];
    }

    /** Bit i if decode target i cannot do without frames of the template (DTI is "required"). */
    public int requiredTargets(final int template) {
        return source.required[template];
    }

    /** References of the template's frames, at most {@link VideoPacket#MAX_FRAME_DIFFS}. */
    public int frameDiffCount(final int template) {
        return source.frameDiffCounts[template];
    }

    /** How far back the i-th reference is, in frame numbers, 1..16. */
    public int frameDiff(final int template, final int i) {
        return source.frameDiffs[template * VideoPacket.MAX_FRAME_DIFFS + i];
    }

    public int chainCount() {
        return source.chainCount;
    }

    /** In pixels; 0 if the structure does not tell. */
    public int width(final int spatialId) {
        return source.resolutions && spatialId < spatialLayers ? source.widths[spatialId] : 0;
    }

    /** In pixels; 0 if the structure does not tell. */
    public int height(final int spatialId) {
        return source.resolutions && spatialId < spatialLayers ? source.heights[spatialId] : 0;
    }

    /** The {@link LayerId} (of encoding 0) of the highest layer that a decode target has. */
    public int targetLayer(final int target) {
        return targetLayers[target];
    }

    /**
     * The decode targets that somebody who gets all frames of {@code target}, and no others, has whole: the active mask that goes
     * with them.
     */
    public int activeMaskFor(final int target) {
        return activeMasks[target];
    }

    /** Whether frames other than key frames lead from one decode target to another. */
    public boolean canSwitchWithoutKeyframe(final int from, final int to) {
        return ((switches[from] >>> to) & 1) != 0;
    }

    /** Length of the structure in a descriptor, from behind template_id_offset on. */
    int bitCount() {
        return source.bitCount;
    }

    /** Whether the structure whose bits the reader stands before, behind template_id_offset, is this one. */
    boolean isNext(final BitReader bits) {
        if (bits.left() < source.bitCount) {
            return false;
        }
        for (int done = 0; done < source.bitCount; done += Byte.SIZE) {
            final int take = Math.min(Byte.SIZE, source.bitCount - done);
            if (Bits.read(bits.bytes(), bits.position() + done, take) != Bits.read(source.encoded, done, take)) {
                return false;
            }
        }
        return true;
    }
}
