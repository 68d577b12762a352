/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.codec;

import java.util.Arrays;

/** Which layers an encoding has and how high their pictures are, as of the latest packet that told. */
final class EncodingLayers {
    private final int[] heights = new int[LayerId.MAX_SPATIAL];
    private int spatialLayers;
    private int temporalLayers;
    private long since = Long.MIN_VALUE;

    /** 0 if unknown. */
    int height(final int spatialId) {
        return heights[spatialId];
    }

    /** 0 if unknown. */
    int spatialLayers() {
        return spatialLayers;
    }

    /** 0 if unknown. */
    int temporalLayers() {
        return temporalLayers;
    }

    /** Takes what an accepted packet tells, unless it is older than what is known. */
    void learn(
            final byte[] bytes,
            final int payload,
            final int end,
            final VideoCodec codec,
            final long sequence,
            final VideoPacket packet) {
        if (sequence < since) {
            return;
        }
        final TemplateStructure structure = packet.structureAttached ? packet.structure : null;
        if (structure != null) {
            learn(structure);
        } else if (codec == VideoCodec.VP8 && packet.keyframe) {
            learnVp8(bytes, payload, end, packet);
        } else if (codec == VideoCodec.VP9 && packet.spatialLayers > 0) {
            learnVp9(bytes, payload, end, packet);
        } else {
            return;
        }
        since = sequence;
    }

    private void learn(final TemplateStructure structure) {
        spatialLayers = structure.spatialLayers();
        temporalLayers = structure.temporalLayers();
        for (int i = 0; i < heights.length; i++) {
            heights[i] = Math.min(structure.width(i), structure.height(i));
        }
    }

    private void learnVp8(final byte[] bytes, final int payload, final int end, final VideoPacket packet) {
        clear();
        spatialLayers = 1;
        heights[0] = Vp8Descriptor.pictureHeight(bytes, payload + packet.descriptorLength, end);
    }

    private void learnVp9(final byte[] bytes, final int payload, final int end, final VideoPacket packet) {
        clear();
        spatialLayers = packet.spatialLayers;
        for (int i = 0; i < spatialLayers; i++) {
            heights[i] = Vp9Descriptor.pictureHeight(bytes, payload, end, i);
        }
    }

    private void clear() {
        Arrays.fill(heights, 0);
        temporalLayers = 0;
    }
}
