/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.HdrHistogram.Histogram;
import org.hummingbridge.bench.report.LatencyFigures;
import org.junit.jupiter.api.Test;

class FloodModeTest {
    private static final FloodMode.Slice GOOD = slice(3, 1);
    private static final FloodMode.Slice LATE = slice(40, 1);
    private static final FloodMode.Slice LOSSY = slice(3, 0.8);

    @Test
    void aBridgeThatIsItselfAtOnceNeedsNoTime() {
        assertThat(FloodMode.slicesUntil(FloodMode.Slice::isCarried, List.of(GOOD, GOOD, GOOD)))
                .isZero();
    }

    @Test
    void oneGoodSliceIsNoRecovery() {
        assertThat(FloodMode.slicesUntil(FloodMode.Slice::isCarried, List.of(LATE, GOOD, LOSSY, GOOD, GOOD, GOOD)))
                .isEqualTo(3);
    }

    @Test
    void whatComesLaterIsNotTheFloods() {
        assertThat(FloodMode.slicesUntil(FloodMode.Slice::isCarried, List.of(LATE, GOOD, GOOD, GOOD, LATE)))
                .isEqualTo(1);
    }

    @Test
    void aBridgeThatStaysFloodedNeedsAllTheTimeThereIs() {
        assertThat(FloodMode.slicesUntil(
                        FloodMode.Slice::isCarried,
                        Stream.generate(() -> LOSSY).limit(20).toList()))
                .isEqualTo(20);
    }

    @Test
    void soundIsCarriedBeforeAllPicturesAreBack() {
        final FloodMode.Slice soundOnly = slice(3, 0.6, 1);
        final List<FloodMode.Slice> behind = List.of(LATE, soundOnly, soundOnly, soundOnly, GOOD, GOOD);

        assertThat(FloodMode.slicesUntil(FloodMode.Slice::isCarried, behind)).isEqualTo(1);
        assertThat(FloodMode.slicesUntil(FloodMode.Slice::isWhole, behind)).isEqualTo(4);
    }

    private static FloodMode.Slice slice(final long p99Millis, final double delivered) {
        return slice(p99Millis, delivered, delivered);
    }

    private static FloodMode.Slice slice(final long p99Millis, final double delivered, final double audio) {
        final Histogram histogram = new Histogram(3);
        histogram.recordValue(p99Millis * 1_000_000);
        return new FloodMode.Slice(LatencyFigures.of(histogram), delivered, audio, delivered, 1000);
    }
}
