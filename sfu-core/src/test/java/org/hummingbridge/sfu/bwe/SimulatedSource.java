/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.bwe;

import java.util.SplittableRandom;

/**
 * A camera in three simulcast encodings of three temporal layers each, of which one is forwarded: frames of uneven size, and key
 * frames when the encoding changes and now and then.
 */
final class SimulatedSource {
    /** bits per second of RTP, as a browser's encoder has them for 180p, 360p and 720p. */
    static final long[] LAYERS_BPS = {
        80_000, 110_000, 150_000, 250_000, 370_000, 500_000, 1_200_000, 1_800_000, 2_500_000
    };

    static final int OFF = -1;
    private static final int TEMPORAL_LAYERS = 3;
    private static final int FRAME_MILLIS = 33;
    private static final int KEY_FRAME_EVERY = 450;
    private static final double KEY_FRAME_FACTOR = 5;

    private final SplittableRandom random;
    private final long phase;
    private int layer = OFF;
    private boolean keyFrameDue;
    private long frames;

    SimulatedSource(final int index, final SplittableRandom random) {
        this.random = random;
        phase = index * 11L;
    }

    int layer() {
        return layer;
    }

    void forward(final int newLayer) {
        keyFrameDue |= newLayer != OFF && (layer == OFF || newLayer / TEMPORAL_LAYERS != layer / TEMPORAL_LAYERS);
        layer = newLayer;
    }

    /** Size of the frame that comes at this millisecond; 0 if none does. */
    int frameBytes(final long millis) {
        if ((millis + phase) % FRAME_MILLIS != 0 || layer == OFF) {
            return 0;
        }
        frames++;
        final boolean key = keyFrameDue || frames % KEY_FRAME_EVERY == 0;
        keyFrameDue = false;
        final double usual = LAYERS_BPS[layer] / 8.0 * FRAME_MILLIS / 1000;
        return (int) (usual * (0.6 + 0.8 * random.nextDouble()) * (key ? KEY_FRAME_FACTOR : 1));
    }
}
