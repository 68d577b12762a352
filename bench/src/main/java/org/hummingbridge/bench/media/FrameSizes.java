/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.bench.media;

import java.util.random.RandomGenerator;

/**
 * How large the frames of a video are: on average what the bitrate allows, with the spread of an encoder at constant bitrate. A
 * key frame is several times as large and is paid for by the frames behind it.
 */
public final class FrameSizes {
    /** Half the width of the spread of ordinary frames, as a share of their mean. */
    static final double SPREAD = 0.25;

    static final int KEY_FRAME_FACTOR = 4;

    /** How much smaller frames become while a key frame is paid back. */
    private static final double SAVING = 0.25;

    private final double meanBytes;
    private final RandomGenerator random;
    private double debtBytes;

    public FrameSizes(final long bitrateBps, final int framesPerSecond, final RandomGenerator random) {
        this.meanBytes = bitrateBps / 8.0 / framesPerSecond;
        this.random = random;
    }

    /** Size of the next frame in bytes. */
    public int next(final boolean key) {
        if (key) {
            debtBytes += meanBytes * (KEY_FRAME_FACTOR - 1);
            return (int) (meanBytes * KEY_FRAME_FACTOR);
        }
        final double saved = Math.min(debtBytes, meanBytes * SAVING);
        debtBytes -= saved;
        return (int) (meanBytes * (1 - SPREAD + 2 * SPREAD * random.nextDouble()) - saved);
    }
}
