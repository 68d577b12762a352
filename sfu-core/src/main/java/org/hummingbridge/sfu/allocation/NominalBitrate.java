/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.allocation;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What lib-jitsi-meet lets its encoders spend at most, by codec and height. Never more than a first guess at a layer's cost. */
final class NominalBitrate {
    private static final int[] HEIGHTS = {180, 360, 720, 1080};

    private static final long[] AV1 = {100_000, 300_000, 1_000_000, 2_000_000, 4_000_000};
    private static final long[] VP8 = {200_000, 500_000, 1_500_000, 3_000_000, 6_000_000};
    private static final long[] VP9 = {100_000, 300_000, 1_200_000, 2_500_000, 5_000_000};
    private static final long[] H264 = {400_000, 800_000, 2_000_000, 4_000_000, 8_000_000};

    private NominalBitrate() {}

    /**
     * Of a picture of all frames and everything that it is predicted from.
     *
     * @param encodingName of the codec, as in SDP; taken for VP8 if unknown
     * @param height 0 if unknown, of which nothing can be said: 0
     */
    static long bps(final @Nullable String encodingName, final int height) {
        if (height <= 0) {
            return 0;
        }
        int level = 0;
        while (level < HEIGHTS.length && height > HEIGHTS[level]) {
            level++;
        }
        return table(encodingName)[level];
    }

    /** The part of it that a temporal layer takes, where libvpx gives its layers 40, 20 and 40 % of the rate. */
    static double share(final double frameRate, final double fullFrameRate) {
        final double fraction = frameRate / fullFrameRate;
        if (frameRate <= 0 || fraction > 0.75) {
            return 1;
        }
        return fraction > 0.375 ? 0.6 : 0.4;
    }

    private static long[] table(final @Nullable String encodingName) {
        if (encodingName == null) {
            return VP8;
        }
        return switch (encodingName.toUpperCase(Locale.ROOT)) {
            case "AV1" -> AV1;
            case "VP9" -> VP9;
            case "H264" -> H264;
            default -> VP8;
        };
    }
}
