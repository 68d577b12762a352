/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.allocation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.hummingbridge.sfu.allocation.AllocationTrigger.Reason;
import org.hummingbridge.sfu.allocation.SourceLayers.Change;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class AllocationTriggerTest {
    private static final long MS = 1_000_000L;
    private static final long RESERVED_BPS = 100_000;

    private final AllocationTrigger trigger = new AllocationTrigger(AllocationSettings.defaults());
    private final VideoAllocator allocator = new VideoAllocator(AllocationSettings.defaults());
    private ReceiverConstraints wanted =
            new ReceiverConstraints(-1, List.of(), List.of(), new VideoConstraint(360, -1), Map.of(), null);

    /** One camera, whose ideal layer costs 500 kbps and the one below 120. */
    private void run(final long estimateBps, final long now) {
        allocator.run(wanted, -1, List.of(TestVideo.camera("a")), estimateBps, RESERVED_BPS, now);
        trigger.ran(allocator, estimateBps, RESERVED_BPS, now);
    }

    @Test
    void nothingIsDueBeforeTheFirstReason() {
        trigger.estimate(1_000_000);

        assertThat(trigger.isDue(60_000 * MS)).isFalse();
    }

    @ParameterizedTest
    @EnumSource(Reason.class)
    void theDeadlineIsWhenItIsDue(final Reason reason) {
        run(1_000_000, 0);
        final long inAnyCase = trigger.nextDeadline(10 * MS);
        assertThat(trigger.isDue(inAnyCase - 1)).isFalse();
        assertThat(trigger.isDue(inAnyCase)).isTrue();

        trigger.mark(reason);
        final long soon = trigger.nextDeadline(10 * MS);
        assertThat(soon).isLessThan(inAnyCase);
        assertThat(trigger.isDue(soon)).isTrue();
        assertThat(trigger.isDue(soon - 1)).isEqualTo(soon == 10 * MS);
    }

    @ParameterizedTest
    @EnumSource(Reason.class)
    void theFirstReasonAfterAQuietTimeIsDueAtOnce(final Reason reason) {
        trigger.mark(reason);
        assertThat(trigger.isDue(0)).isTrue();

        run(1_000_000, 0);
        assertThat(trigger.isDue(100 * MS)).isFalse();
        trigger.mark(reason);
        assertThat(trigger.isDue(100 * MS)).isTrue();
    }

    @ParameterizedTest
    @EnumSource(
            value = Reason.class,
            names = {"CONSTRAINTS", "LAYER_LOST", "SHEDDING", "READY"},
            mode = EnumSource.Mode.EXCLUDE)
    void furtherReasonsWaitForEachOther(final Reason reason) {
        run(1_000_000, 0);
        trigger.mark(reason);

        assertThat(trigger.isDue(50 * MS - 1)).isFalse();
        assertThat(trigger.isDue(50 * MS)).isTrue();
    }

    @ParameterizedTest
    @EnumSource(
            value = Reason.class,
            names = {"CONSTRAINTS", "LAYER_LOST", "SHEDDING", "READY"})
    void whatAReceiverWaitsForIsDueAtOnce(final Reason reason) {
        run(1_000_000, 0);
        trigger.mark(reason);

        assertThat(trigger.isDue(1)).isTrue();
    }

    @Test
    void notEvenThatIsDueAllTheTime() {
        trigger.mark(Reason.CONSTRAINTS);
        run(1_000_000, 0);
        trigger.mark(Reason.LAYER_LOST);

        assertThat(trigger.isDue(AllocationTrigger.URGENT_NANOS - 1)).isFalse();
        assertThat(trigger.isDue(AllocationTrigger.URGENT_NANOS)).isTrue();
    }

    @Test
    void changesOfLayersAreReasons() {
        run(1_000_000, 0);

        trigger.mark(Change.NONE);
        assertThat(trigger.isDue(100 * MS)).isFalse();
        trigger.mark(Change.RATE);
        assertThat(trigger.isDue(1)).isFalse();
        assertThat(trigger.isDue(100 * MS)).isTrue();
        trigger.mark(Change.LOSS);
        assertThat(trigger.isDue(1)).isTrue();
    }

    @Test
    void itIsDueNowAndThenInAnyCase() {
        run(1_000_000, 0);

        assertThat(trigger.isDue(AllocationTrigger.PERIOD_NANOS - 1)).isFalse();
        assertThat(trigger.isDue(AllocationTrigger.PERIOD_NANOS)).isTrue();
    }

    @Test
    void anEstimateCountsOnceItMovedFarFromTheAcceptedOne() {
        run(1_000_000, 0);

        trigger.estimate(1_150_000);
        trigger.estimate(850_000);
        assertThat(trigger.isDue(100 * MS)).isFalse();
        trigger.estimate(1_150_001);
        assertThat(trigger.isDue(100 * MS)).isTrue();
    }

    @Test
    void anEstimateBelowWhatIsSpentCountsHoweverLittleItMoved() {
        run(601_000, 0);
        assertThat(allocator.targetBps()).isEqualTo(500_000);

        trigger.estimate(600_000);
        assertThat(trigger.isDue(100 * MS)).isFalse();
        trigger.estimate(599_999);
        assertThat(trigger.isDue(100 * MS)).isTrue();
    }

    @Test
    void anEstimateThatAllowsABetterLayerCountsHoweverLittleItMoved() {
        run(590_000, 0);
        assertThat(allocator.targetBps()).isEqualTo(120_000);

        trigger.estimate(600_000);
        assertThat(trigger.isDue(100 * MS)).isFalse();
        trigger.estimate(600_001);
        assertThat(trigger.isDue(100 * MS)).isTrue();
    }

    @Test
    void toHaveAnEstimateOrNoneMakesADifference() {
        run(VideoAllocator.UNLIMITED_BPS, 0);

        trigger.estimate(VideoAllocator.UNLIMITED_BPS);
        assertThat(trigger.isDue(100 * MS)).isFalse();
        trigger.estimate(50_000_000);
        assertThat(trigger.isDue(100 * MS)).isTrue();
    }

    @Test
    void noEstimateMattersToWhoAssumesABandwidth() {
        wanted = new ReceiverConstraints(-1, List.of(), List.of(), VideoConstraint.ANY, Map.of(), 300_000.0);
        run(1_000_000, 0);

        trigger.estimate(10_000);

        assertThat(trigger.isDue(100 * MS)).isFalse();
    }

    @Test
    void whatWaitsForTimeOnlyIsDueThen() {
        final List<TestVideo> all = List.of(TestVideo.camera("a"));
        allocator.run(wanted, -1, all, 600_000, 0, 0);
        allocator.run(wanted, -1, all, 450_000, 0, 1000 * MS);
        trigger.ran(allocator, 450_000, 0, 1000 * MS);

        assertThat(trigger.isDue(3999 * MS)).isFalse();
        assertThat(trigger.isDue(4000 * MS)).isTrue();
    }
}
