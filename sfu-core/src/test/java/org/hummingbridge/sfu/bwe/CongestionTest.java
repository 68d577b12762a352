/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.bwe;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a receiver can rely on over simulated links, whatever the seed; docs/congestion.md has the figures. */
class CongestionTest {
    private static final int SEEDS = 4;
    private static final double GOOD_USE = 0.85;
    private static final double SHORT_QUEUE_MILLIS = 100;
    private static final double RECOVERY_SECONDS = 5;

    /** Probes are shorter than this jitter, so that some results are too high. */
    private static final Set<String> LONGER_QUEUE = Set.of("jitter");

    /** So many losses leave few candidates that are surely better. */
    private static final Set<String> LESS_USE = Set.of("loss10");

    private static final List<CongestionRun> ALL = CongestionScenario.ALL.stream()
            .flatMap(scenario -> LongStream.rangeClosed(1, SEEDS).mapToObj(seed -> CongestionRun.of(scenario, seed)))
            .toList();

    static List<CongestionRun> all() {
        return ALL;
    }

    static Stream<CongestionRun> drops() {
        return ALL.stream().filter(run -> run.scenario.downAt() > 0);
    }

    private static Stream<CongestionRun> runs(final String name) {
        return ALL.stream().filter(run -> run.scenario.name().equals(name));
    }

    @ParameterizedTest
    @MethodSource("all")
    void aSteadyLinkIsUsedWell(final CongestionRun run) {
        final double from = run.scenario.steadyFrom();
        final double to = run.scenario.steadyTo();

        assertThat(run.utilisation(from, to))
                .as(run.toString())
                .isGreaterThan(LESS_USE.contains(run.scenario.name()) ? 0.8 : GOOD_USE);
        assertThat(run.mediaShare(from, to)).as(run.toString()).isGreaterThan(0.75);
    }

    @ParameterizedTest
    @MethodSource("all")
    void aSteadyLinkHasAShortQueue(final CongestionRun run) {
        final double limit = (LONGER_QUEUE.contains(run.scenario.name()) ? 2 : 1) * SHORT_QUEUE_MILLIS;

        assertThat(run.record.queuePercentile(run.scenario.steadyFrom(), run.scenario.steadyTo(), 0.95))
                .as(run.toString())
                .isLessThan(limit);
    }

    @ParameterizedTest
    @MethodSource("all")
    void noPacketWaitsInThePacerForLongerThanItMay(final CongestionRun run) {
        assertThat(run.record.longestPacedMillis()).as(run.toString()).isLessThanOrEqualTo(40);
    }

    @Test
    void whoJoinsOnACleanLinkHasItsRateInLessThanThreeSeconds() {
        assertThat(runs("join")).allSatisfy(run -> {
            assertThat(run.record.secondsUntilEstimate(0, 2_500_000))
                    .as(run.toString())
                    .isBetween(0.0, 3.0);
            assertThat(run.record.secondsUntilCarried(0, 2_500_000))
                    .as(run.toString())
                    .isBetween(0.0, 3.0);
        });
    }

    @Test
    void whoJoinsOnAThinLinkHasNoQueueSoon() {
        assertThat(runs("thin"))
                .allSatisfy(run -> assertThat(run.record.secondsUntilShortQueue(0, SHORT_QUEUE_MILLIS))
                        .as(run.toString())
                        .isBetween(0.0, RECOVERY_SECONDS));
    }

    @ParameterizedTest
    @MethodSource("drops")
    void aDropIsFollowedAndItsQueueDrained(final CongestionRun run) {
        final double at = run.scenario.downAt();

        assertThat(run.record.secondsUntilShortQueue(at, SHORT_QUEUE_MILLIS))
                .as(run.toString())
                .isBetween(0.0, RECOVERY_SECONDS);
        assertThat(run.utilisation(at + RECOVERY_SECONDS, run.scenario.upAt()))
                .as(run.toString())
                .isGreaterThan(GOOD_USE);
        assertThat(run.record.queuePercentile(at + RECOVERY_SECONDS, run.scenario.upAt(), 0.95))
                .as(run.toString())
                .isLessThan(SHORT_QUEUE_MILLIS);
    }

    @ParameterizedTest
    @MethodSource("drops")
    void aLinkThatIsBackIsUsedAgainSoon(final CongestionRun run) {
        final double at = run.scenario.upAt();

        assertThat(run.secondsUntilUsed(at, GOOD_USE)).as(run.toString()).isBetween(0.0, RECOVERY_SECONDS);
    }

    @Test
    void aDownloadDoesNotSilenceTheCallNorOutliveItsEnd() {
        assertThat(runs("tcp")).allSatisfy(run -> {
            assertThat(run.utilisation(25, 40)).as(run.toString()).isGreaterThan(0.08);
            assertThat(run.secondsUntilUsed(40, GOOD_USE)).as(run.toString()).isBetween(0.0, RECOVERY_SECONDS);
        });
    }

    @Test
    void twoReceiversBehindOneLinkShareIt() {
        assertThat(runs("two")).allSatisfy(run -> {
            final double both = run.utilisation(30, 60) + run.otherUtilisation(30, 60);
            assertThat(both).as(run.toString()).isGreaterThan(GOOD_USE);
            assertThat(run.utilisation(30, 60) / both).as(run.toString()).isBetween(0.3, 0.7);
        });
    }

    @Test
    void aPolicerIsRecognizedByItsLosses() {
        assertThat(runs("policer"))
                .allSatisfy(run ->
                        assertThat(run.lossShare(8, 40)).as(run.toString()).isLessThan(0.12));
    }

    @Test
    void theSameSeedGivesTheSameRun() {
        final CongestionScenario scenario = CongestionScenario.named("loss10");

        assertThat(CongestionRun.of(scenario, 7).record.slices())
                .isEqualTo(CongestionRun.of(scenario, 7).record.slices())
                .isNotEqualTo(CongestionRun.of(scenario, 8).record.slices());
    }
}
