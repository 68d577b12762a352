/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.bench.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class FrameSizesTest {
    private static final int FRAMES = 3000;
    private final FrameSizes sizes = new FrameSizes(1_000_000, 30, new SplittableRandom(1));

    @Test
    void theBitrateIsMetAlthoughFramesDiffer() {
        long bytes = 0;
        for (int i = 0; i < FRAMES; i++) {
            bytes += sizes.next(false);
        }

        assertThat(bytes * 8 * 30 / FRAMES).isCloseTo(1_000_000, withinPercentage(1));
    }

    @Test
    void aKeyFrameIsLargeAndThoseBehindItPayForIt() {
        long bytes = sizes.next(true);
        assertThat(bytes).isGreaterThan(3 * 1_000_000 / 8 / 30);

        for (int i = 1; i < FRAMES; i++) {
            bytes += sizes.next(false);
        }

        assertThat(bytes * 8 * 30 / FRAMES).isCloseTo(1_000_000, withinPercentage(1));
    }
}
