/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.allocation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hummingbridge.sfu.allocation.TestVideo.HIGH_30;
import static org.hummingbridge.sfu.allocation.TestVideo.LOW_15;
import static org.hummingbridge.sfu.allocation.TestVideo.LOW_30;
import static org.hummingbridge.sfu.allocation.TestVideo.LOW_7;
import static org.hummingbridge.sfu.allocation.TestVideo.STANDARD_30;
import static org.hummingbridge.sfu.allocation.TestVideo.camera;
import static org.hummingbridge.sfu.allocation.TestVideo.screen;
import static org.hummingbridge.sfu.codec.LayerId.SUSPENDED;

import java.util.List;
import java.util.Map;
import org.hummingbridge.sfu.codec.LayerId;
import org.junit.jupiter.api.Test;

class VideoAllocatorTest {
    private static final VideoConstraint UP_TO_180 = new VideoConstraint(180, -1);
    private static final VideoConstraint UP_TO_360 = new VideoConstraint(360, -1);
    private static final VideoConstraint UP_TO_720 = new VideoConstraint(720, -1);

    private final VideoAllocator allocator = new VideoAllocator(AllocationSettings.defaults());
    private final TestVideo a = camera("a");
    private final TestVideo b = camera("b");
    private final TestVideo c = camera("c");

    private static ReceiverConstraints tiles(final VideoConstraint each) {
        return new ReceiverConstraints(-1, List.of(), List.of(), each, Map.of(), null);
    }

    private static ReceiverConstraints stage(final String name, final VideoConstraint its, final VideoConstraint rest) {
        return new ReceiverConstraints(-1, List.of(name), List.of(), rest, Map.of(name, its), null);
    }

    private void run(final ReceiverConstraints wanted, final int lastN, final long kbps, final VideoCandidate... all) {
        allocator.run(wanted, lastN, List.of(all), kbps < 0 ? kbps : kbps * 1000, 0, 0);
    }

    private int target(final String name) {
        return allocator.of(name).target();
    }

    @Test
    void tilesClimbInTurnsAndTheFirstTakesWhatIsLeft() {
        run(tiles(UP_TO_360), -1, 1000, a, b, c);

        assertThat(target("a")).isEqualTo(STANDARD_30);
        assertThat(target("b")).isEqualTo(LOW_30);
        assertThat(target("c")).isEqualTo(LOW_30);
        assertThat(allocator.targetBps()).isEqualTo(740_000);
        assertThat(allocator.idealBps()).isEqualTo(1_500_000);
        assertThat(allocator.hasNonIdeal()).isTrue();
        assertThat(allocator.forwarded()).containsExactly("a", "b", "c");
        assertThat(allocator.suspended()).isEmpty();
    }

    @Test
    void withoutABoundEverybodyIsAtTheIdealLayer() {
        run(tiles(VideoConstraint.ANY), -1, VideoAllocator.UNLIMITED_BPS, a, b);

        assertThat(target("a")).isEqualTo(HIGH_30);
        assertThat(target("b")).isEqualTo(HIGH_30);
        assertThat(allocator.hasNonIdeal()).isFalse();
        assertThat(allocator.riseBps()).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void theStageIsServedToItsPreferredLayerBeforeOthersGetAnything() {
        run(stage("c", UP_TO_720, UP_TO_180), -1, 560, a, b, c);

        assertThat(target("c")).isEqualTo(STANDARD_30);
        assertThat(target("a")).isEqualTo(LOW_7);
        assertThat(target("b")).isEqualTo(SUSPENDED);
        assertThat(allocator.forwarded()).containsExactly("c", "a");
        assertThat(allocator.suspended()).containsExactly("b");
    }

    @Test
    void aStageBelowItsPreferredLayerStarvesTheOthers() {
        run(stage("a", UP_TO_720, UP_TO_180), -1, 400, a, b);

        assertThat(target("a")).isEqualTo(LOW_30);
        assertThat(target("b")).isEqualTo(SUSPENDED);
    }

    @Test
    void lastNCountsOnlySourcesThatAreWanted() {
        final ReceiverConstraints wanted =
                new ReceiverConstraints(2, List.of(), List.of(), UP_TO_180, Map.of("a", VideoConstraint.NONE), null);

        run(wanted, 2, -1, a, b, c, camera("d"));

        assertThat(allocator.forwarded()).containsExactly("b", "c");
        assertThat(allocator.of("d").constraint()).isEqualTo(VideoConstraint.NONE);
        assertThat(allocator.of("b").constraint()).isEqualTo(UP_TO_180);
    }

    @Test
    void lastNOfZeroIsNoVideo() {
        run(tiles(UP_TO_180), 0, -1, a, b);

        assertThat(allocator.forwarded()).isEmpty();
        assertThat(allocator.hasNonIdeal()).isFalse();
    }

    @Test
    void onlyNamedSourcesAreSentWhereTheFallbackIsNone() {
        run(
                new ReceiverConstraints(-1, List.of(), List.of(), VideoConstraint.NONE, Map.of("b", UP_TO_180), null),
                -1,
                -1,
                a,
                b);

        assertThat(allocator.forwarded()).containsExactly("b");
    }

    @Test
    void theSameSourcesInAnotherOrderAreTheSameList() {
        run(tiles(UP_TO_180), -1, -1, a, b, c);
        final List<String> before = allocator.forwarded();

        run(tiles(UP_TO_180), -1, -1, c, a, b);

        assertThat(allocator.videos().getFirst().source()).isSameAs(c);
        assertThat(allocator.forwarded()).isSameAs(before);
    }

    @Test
    void aSourceThatTakesTheLastPlaceOfAnotherIsListed() {
        run(tiles(UP_TO_180), 2, -1, a, b, c);

        run(tiles(UP_TO_180), 2, -1, c, a, b);
        assertThat(allocator.forwarded()).containsExactly("c", "a");

        run(tiles(UP_TO_180), 2, -1, c, b);
        assertThat(allocator.forwarded()).containsExactly("c", "b");
    }

    @Test
    void aSourceThatEndsLeavesTheList() {
        run(tiles(UP_TO_180), -1, -1, a, b, c);

        run(tiles(UP_TO_180), -1, -1, c, a);

        assertThat(allocator.forwarded()).containsExactly("c", "a");
    }

    @Test
    void aSourceThatShowsNothingComesLastAndTakesNoPlaceEvenOnStage() {
        b.type = VideoType.DISABLED;

        run(stage("b", UP_TO_720, UP_TO_180), 1, -1, a, b);

        assertThat(allocator.forwarded()).containsExactly("a");
        assertThat(allocator.videos().getLast().source()).isSameAs(b);
        assertThat(allocator.of("b").constraint()).isEqualTo(VideoConstraint.NONE);
    }

    @Test
    void theSelectedComeBehindTheStageAndBeforeTheSpeakers() {
        final ReceiverConstraints wanted =
                new ReceiverConstraints(-1, List.of("c"), List.of("c", "b", "gone"), UP_TO_180, Map.of(), null);

        run(wanted, -1, -1, a, b, c);

        assertThat(allocator.forwarded()).containsExactly("c", "b", "a");
    }

    @Test
    void belowTheHeightOfThumbnailsEveryFrameRateIsAStep() {
        run(tiles(UP_TO_180), -1, 190, a, b);

        assertThat(target("a")).isEqualTo(LOW_15);
        assertThat(target("b")).isEqualTo(LOW_15);
        assertThat(allocator.idealBps()).isEqualTo(240_000);
    }

    @Test
    void theLowestPictureIsGivenEvenIfItIsHigherThanAskedFor() {
        run(tiles(new VideoConstraint(90, -1)), -1, -1, a);

        assertThat(target("a")).isEqualTo(LOW_30);
    }

    @Test
    void aFrameRateThatIsAskedForIsNotExceeded() {
        run(tiles(new VideoConstraint(720, 15)), -1, -1, a);

        assertThat(target("a")).isEqualTo(LayerId.of(2, 0, 1));
    }

    @Test
    void noFramesAreNoVideo() {
        run(tiles(new VideoConstraint(720, 0)), -1, -1, a);

        assertThat(allocator.forwarded()).isEmpty();
    }

    @Test
    void pictureSizesThatRunAtLessThanThePreferredRateAreStillChoices() {
        final TestVideo dim = new TestVideo("dim", VideoType.CAMERA)
                .layer(LOW_30, 180, 30, 100)
                .layer(HIGH_30, 720, 12, 900);

        run(tiles(UP_TO_720), -1, -1, dim);

        assertThat(target("dim")).isEqualTo(HIGH_30);
    }

    @Test
    void anAssumedBandwidthTakesTheEstimatesPlace() {
        run(new ReceiverConstraints(-1, List.of(), List.of(), UP_TO_180, Map.of(), 60_000.0), -1, 9000, a, b);

        assertThat(allocator.targetBps()).isEqualTo(50_000);
        assertThat(allocator.isAssumed()).isTrue();
    }

    @Test
    void whatIsReservedIsNotSpent() {
        allocator.run(tiles(UP_TO_180), -1, List.of(a), 200_000, 150_000, 0);

        assertThat(allocator.budgetBps()).isEqualTo(50_000);
        assertThat(allocator.forwarded()).isEmpty();
        assertThat(allocator.suspended()).containsExactly("a");
    }

    @Test
    void aScreenOnStageMayCostMoreThanThereIs() {
        final TestVideo screen = screen("s", 700, 1200);

        run(stage("s", VideoConstraint.ANY, UP_TO_180), -1, 300, screen, a);

        assertThat(target("s")).isEqualTo(LayerId.of(0, 0, 0));
        assertThat(allocator.targetBps()).isEqualTo(700_000);
        assertThat(target("a")).isEqualTo(SUSPENDED);
    }

    @Test
    void aScreenThatIsFarTooMuchIsNotOversent() {
        run(stage("s", VideoConstraint.ANY, UP_TO_180), -1, 100, screen("s", 700), a);

        assertThat(target("s")).isEqualTo(SUSPENDED);
    }

    @Test
    void aScreenThatIsNotOnStageIsNeverOversent() {
        run(tiles(VideoConstraint.ANY), -1, 300, screen("s", 400));

        assertThat(target("s")).isEqualTo(SUSPENDED);
    }

    @Test
    void ofAScreenThatIsTooLargeTheFirstLayerMustDo() {
        run(tiles(UP_TO_180), -1, -1, screen("s", 200, 400));

        assertThat(target("s")).isEqualTo(LayerId.of(0, 0, 0));
        assertThat(allocator.hasNonIdeal()).isFalse();
    }

    @Test
    void aLayerThatCostsMoreThanAHigherOneIsPassedOver() {
        run(tiles(VideoConstraint.ANY), -1, 130, screen("s", 120, 90));

        assertThat(target("s")).isEqualTo(LayerId.of(0, 0, 1));
        assertThat(allocator.targetBps()).isEqualTo(90_000);
    }

    @Test
    void aSourceThatSendsNothingYetIsAwaitedAtItsBest() {
        final TestVideo announced = new TestVideo("n", VideoType.CAMERA);
        announced.layers().put(LOW_30, 180, 30);
        announced.layers().put(STANDARD_30, 360, 30);

        run(tiles(UP_TO_720), -1, 100, announced);

        assertThat(target("n")).isEqualTo(STANDARD_30);
        assertThat(allocator.targetBps()).isZero();
        assertThat(allocator.forwarded()).containsExactly("n");
    }

    @Test
    void aSourceWithoutLayersIsNotForwardedAndHindersNobodyOnStage() {
        run(stage("n", UP_TO_720, UP_TO_180), -1, 100, new TestVideo("n", VideoType.CAMERA), a);

        assertThat(allocator.forwarded()).containsExactly("a");
        assertThat(allocator.suspended()).isEmpty();
    }

    @Test
    void anEncodingThatItsSenderStoppedIsLeftAtOnce() {
        run(tiles(UP_TO_720), -1, -1, a);
        assertThat(target("a")).isEqualTo(HIGH_30);

        for (int temporal = 0; temporal < 3; temporal++) {
            a.layers().stopped(LayerId.of(2, 0, temporal));
        }
        run(tiles(UP_TO_720), -1, -1, a);

        assertThat(target("a")).isEqualTo(STANDARD_30);
        assertThat(allocator.of("a").ideal()).isEqualTo(STANDARD_30);
    }

    @Test
    void ofCamerasThatSendOnlyLargePicturesTheSmallestIsGiven() {
        for (int id = 0; id < 6; id++) {
            a.layers().stopped(LayerId.of(id / 3, 0, id % 3));
        }

        run(tiles(UP_TO_180), -1, -1, a);

        assertThat(LayerId.encoding(target("a"))).isEqualTo(2);
    }

    @Test
    void whoLeftIsForgotten() {
        run(tiles(UP_TO_180), -1, -1, a, b);

        run(tiles(UP_TO_180), -1, -1, b);

        assertThat(allocator.of("a")).isNull();
        assertThat(allocator.forwarded()).containsExactly("b");
    }
}
