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
        assertThat(FloodMode.recoverySlices(List.of(GOOD, GOOD, GOOD))).isZero();
    }

    @Test
    void oneGoodSliceIsNoRecovery() {
        assertThat(FloodMode.recoverySlices(List.of(LATE, GOOD, LOSSY, GOOD, GOOD, GOOD)))
                .isEqualTo(3);
    }

    @Test
    void whatComesLaterIsNotTheFloods() {
        assertThat(FloodMode.recoverySlices(List.of(LATE, GOOD, GOOD, GOOD, LATE)))
                .isEqualTo(1);
    }

    @Test
    void aBridgeThatStaysFloodedNeedsAllTheTimeThereIs() {
        assertThat(FloodMode.recoverySlices(
                        Stream.generate(() -> LOSSY).limit(20).toList()))
                .isEqualTo(20);
    }

    private static FloodMode.Slice slice(final long p99Millis, final double delivered) {
        final Histogram histogram = new Histogram(3);
        histogram.recordValue(p99Millis * 1_000_000);
        return new FloodMode.Slice(LatencyFigures.of(histogram), delivered, 1000);
    }
}
