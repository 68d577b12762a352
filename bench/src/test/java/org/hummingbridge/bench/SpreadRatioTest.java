/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import org.HdrHistogram.Histogram;
import org.hummingbridge.bench.SpreadRatio.Spent;
import org.hummingbridge.bench.call.Tally;
import org.hummingbridge.bench.report.Figure;
import org.hummingbridge.bench.report.GeneratorHealth;
import org.hummingbridge.bench.report.LatencyFigures;
import org.hummingbridge.bench.report.RunResult;
import org.junit.jupiter.api.Test;

class SpreadRatioTest {
    private static final long SECOND = 1_000_000_000L;

    /** 6 µs per packet on one loop; on two 3 and 4, so that the busier one is full at one and a half times as many. */
    private static final SpreadRatio RATIO = new SpreadRatio(
            new Spent(100_000, 600_000_000, 600_000_000, SECOND), new Spent(100_000, 400_000_000, 700_000_000, SECOND));

    private static RunResult run(final long delivered, final double latenessMillis) {
        final LatencyFigures latency = LatencyFigures.of(new Histogram(SECOND, 3));
        return new RunResult(
                SpreadMode.USUAL,
                1,
                100,
                100,
                new Tally(1000, 1000, delivered, 0, 0, 0, 0, delivered / 1000.0, 0, 0, 0, 0, 0, 0),
                latency,
                latency,
                latency,
                0,
                Map.of(),
                null,
                null,
                new RunResult.Joins(1, 1, 1, 1),
                GeneratorHealth.of(0.1, latenessMillis, latenessMillis, 0, 0, 1, true),
                null,
                1);
    }

    private static Figure figure(final boolean judged) {
        return RATIO.figures(judged).stream()
                .filter(figure -> figure.name().equals(SpreadRatio.RATIO))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void theBusierLoopDecidesHowFarTwoGo() {
        assertThat(RATIO.ratio()).isCloseTo(1.5, within(1e-9));
    }

    @Test
    void undisturbedRunsAreJudged() {
        assertThat(RATIO.doubts(List.of(run(1000, 0.1), run(1000, 0.1)))).isEmpty();

        assertThat(figure(true).isMet()).isFalse();
    }

    @Test
    void whatWasDisturbedIsToldAndHeldAgainstNothing() {
        assertThat(RATIO.doubts(List.of(run(1000, 0.1), run(1000, 6))))
                .containsExactly("Not judged: the generator was overloaded in 1 of 2 runs.");
        assertThat(RATIO.doubts(List.of(run(1000, 0.1), run(990, 0.1))))
                .containsExactly("Not judged: of one run's packets only 0.99000 were delivered.");

        assertThat(figure(false).bar()).isNull();
        assertThat(figure(false).value()).isCloseTo(1.5, within(1e-9));
    }

    @Test
    void differentLoadsAreNotCompared() {
        final SpreadRatio unequal = new SpreadRatio(RATIO.one(), RATIO.two().and(new Spent(4_000, 1, 1, 0)));

        assertThat(unequal.doubts(List.of(run(1000, 0.1))))
                .containsExactly("Not judged: the loads were not the same, 100000 and 104000 packets/s.");
    }

    @Test
    void roundsAreAddedUp() {
        final Spent sum = RATIO.two().and(RATIO.two());

        assertThat(new SpreadRatio(RATIO.one(), sum).ratio()).isCloseTo(1.5, within(1e-9));
    }
}
