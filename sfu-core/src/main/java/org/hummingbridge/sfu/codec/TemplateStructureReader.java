/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.codec;

import org.jspecify.annotations.Nullable;

/**
 * Reads one template dependency structure (AV1 RTP specification, A.8.3) from a descriptor's bits behind template_id_offset.
 * Used for one structure only, which keeps the arrays.
 */
final class TemplateStructureReader {
    private static final int SAME_LAYER = 0;
    private static final int NEXT_TEMPORAL = 1;
    private static final int NEXT_SPATIAL = 2;

    static final int DTI_NOT_PRESENT = 0;
    static final int DTI_SWITCH = 2;
    static final int DTI_REQUIRED = 3;

    final int[] layers = new int[TemplateStructure.MAX_TEMPLATES];
    int templateCount;
    int targetCount;
    int[] present = {};
    int[] switching = {};
    int[] required = {};
    int[] frameDiffCounts = {};
    byte[] frameDiffs = {};
    int chainCount;
    boolean resolutions;
    final int[] widths = new int[LayerId.MAX_SPATIAL];
    final int[] heights = new int[LayerId.MAX_SPATIAL];
    byte[] encoded = {};
    int bitCount;

    /** The structure, or null if it does not fit the bits or the limits; the reader then stands anywhere. */
    static @Nullable TemplateStructure read(final BitReader bits) {
        final TemplateStructureReader reader = new TemplateStructureReader();
        return reader.readAll(bits) ? new TemplateStructure(reader) : null;
    }

    private boolean readAll(final BitReader bits) {
        final int from = bits.position();
        targetCount = bits.read(5) + 1;
        if (!readLayers(bits)) {
            return false;
        }
        readIndications(bits);
        readFrameDiffs(bits);
        readChains(bits);
        readResolutions(bits);
        if (bits.failed()) {
            return false;
        }
        bitCount = bits.position() - from;
        encoded = new byte[(bitCount + Byte.SIZE - 1) / Byte.SIZE];
        Bits.copy(bits.bytes(), from, encoded, 0, bitCount);
        return true;
    }

    private boolean readLayers(final BitReader bits) {
        int spatial = 0;
        int temporal = 0;
        while (templateCount < TemplateStructure.MAX_TEMPLATES) {
            layers[templateCount++] = LayerId.of(0, spatial, temporal);
            switch (bits.read(2)) {
                case SAME_LAYER -> {}
                case NEXT_TEMPORAL -> temporal++;
                case NEXT_SPATIAL -> {
                    temporal = 0;
                    spatial++;
                }
                default -> {
                    return true;
                }
            }
            if (bits.failed() || temporal == LayerId.MAX_TEMPORAL || spatial == LayerId.MAX_SPATIAL) {
                return false;
            }
        }
        return false;
    }

    private void readIndications(final BitReader bits) {
        present = new int[templateCount];
        switching = new int[templateCount];
        required = new int[templateCount];
        for (int i = 0; i < templateCount; i++) {
            for (int target = 0; target < targetCount; target++) {
                final int indication = bits.read(2);
                present[i] |= (indication != DTI_NOT_PRESENT ? 1 : 0) << target;
                switching[i] |= (indication == DTI_SWITCH ? 1 : 0) << target;
                required[i] |= (indication == DTI_REQUIRED ? 1 : 0) << target;
            }
        }
    }

    private void readFrameDiffs(final BitReader bits) {
        frameDiffCounts = new int[templateCount];
        frameDiffs = new byte[templateCount * VideoPacket.MAX_FRAME_DIFFS];
        for (int i = 0; i < templateCount; i++) {
            while (bits.flag()) {
                final int diff = bits.read(4) + 1;
                if (frameDiffCounts[i] < VideoPacket.MAX_FRAME_DIFFS) {
                    frameDiffs[i * VideoPacket.MAX_FRAME_DIFFS + frameDiffCounts[i]++] = (byte) diff;
                }
            }
        }
    }

    /** Only how many there are: which targets they protect, and where their frames are, is stepped over. */
    private void readChains(final BitReader bits) {
        chainCount = bits.below(targetCount + 1);
        if (chainCount == 0) {
            return;
        }
        for (int target = 0; target < targetCount; target++) {
            bits.below(chainCount);
        }
        bits.skip(4 * templateCount * chainCount);
    }

    private void readResolutions(final BitReader bits) {
        resolutions = bits.flag();
        if (!resolutions) {
            return;
        }
        final int highest = LayerId.spatialId(layers[templateCount - 1]);
        for (int spatial = 0; spatial <= highest; spatial++) {
            widths[spatial] = bits.read(16) + 1;
            heights[spatial] = bits.read(16) + 1;
        }
    }
}
