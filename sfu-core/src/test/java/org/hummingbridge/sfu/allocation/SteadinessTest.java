/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.allocation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hummingbridge.sfu.allocation.TestVideo.HIGH_30;
import static org.hummingbridge.sfu.allocation.TestVideo.LOW_30;
import static org.hummingbridge.sfu.allocation.TestVideo.STANDARD_30;
import static org.hummingbridge.sfu.allocation.TestVideo.camera;
import static org.hummingbridge.sfu.codec.LayerId.SUSPENDED;

import java.util.List;
import java.util.Map;
import org.hummingbridge.sfu.codec.LayerId;
import org.junit.jupiter.api.Test;

class SteadinessTest {
    private static final long SECOND = 1_000_000_000L;
    private static final VideoConstraint UP_TO_360 = new VideoConstraint(360, -1);
    private static final VideoConstraint UP_TO_720 = new VideoConstraint(720, -1);

    private final VideoAllocator allocator = new VideoAllocator(AllocationSettings.defaults());
    private final TestVideo a = camera("a");
    private final TestVideo b = camera("b");
    private ReceiverConstraints wanted = tiles(UP_TO_360);
    private List<TestVideo> all = List.of(a);

    private static ReceiverConstraints tiles(final VideoConstraint each) {
        return new ReceiverConstraints(-1, List.of(), List.of(), each, Map.of(), null);
    }

    /** The target of the first source. */
    private int run(final int kbps, final long now) {
        allocator.run(wanted, -1, all, kbps * 1000L, 0, now);
        return allocator.of("a").target();
    }

    @Test
    void withoutAWayDownBeforeTheWayUpIsFree() {
        assertThat(run(400, 0)).isEqualTo(LOW_30);

        assertThat(run(501, SECOND)).isEqualTo(STANDARD_30);
    }

    @Test
    void aWayDownIsTakenAtOnceAndHeldForAWhile() {
        run(550, 0);

        assertThat(run(450, SECOND)).isEqualTo(LOW_30);
        assertThat(run(660, SECOND + Steadiness.HOLD_NANOS - 1)).isEqualTo(LOW_30);
        assertThat(allocator.wantsRecheck()).isTrue();
        assertThat(allocator.recheckNanos()).isEqualTo(SECOND + Steadiness.HOLD_NANOS);
        assertThat(run(660, allocator.recheckNanos())).isEqualTo(STANDARD_30);
        assertThat(allocator.wantsRecheck()).isFalse();
    }

    @Test
    void aDecisiveRiseNeedNotWait() {
        run(550, 0);
        run(450, SECOND);
        run(451, SECOND + 1);
        assertThat(allocator.riseBps()).isEqualTo(675_000);

        assertThat(run(675, 2 * SECOND)).isEqualTo(STANDARD_30);
    }

    @Test
    void afterTheHoldTheWayUpTakesHeadroomForAWhile() {
        run(550, 0);
        run(450, 0);

        assertThat(run(600, 5 * SECOND)).isEqualTo(LOW_30);
        assertThat(run(600, Steadiness.CAUTION_NANOS)).isEqualTo(STANDARD_30);
    }

    @Test
    void whatTheReceiverAsksForIsNotHeld() {
        run(550, 0);
        run(450, SECOND);
        wanted = tiles(UP_TO_720);

        assertThat(run(550, SECOND + 1)).isEqualTo(STANDARD_30);
    }

    @Test
    void whoMovesUpInTheSpeakersOrderIsNotHeld() {
        all = List.of(b, a);
        run(1100, 0);
        assertThat(run(900, SECOND)).isEqualTo(LOW_30);
        all = List.of(a, b);

        assertThat(run(900, SECOND + 1)).isEqualTo(STANDARD_30);
        assertThat(allocator.of("b").target()).isEqualTo(LOW_30);
    }

    @Test
    void aSuspendedSourceResumesAfterTheHold() {
        run(100, 0);
        assertThat(run(40, SECOND)).isEqualTo(SUSPENDED);
        assertThat(allocator.suspended()).containsExactly("a");

        assertThat(run(58, 2 * SECOND)).isEqualTo(SUSPENDED);
        assertThat(run(58, 5 * SECOND)).isEqualTo(SUSPENDED);
        assertThat(run(70, 5 * SECOND)).isEqualTo(TestVideo.LOW_7);
    }

    @Test
    void whoRisesDoesNotPushDownWhoStays() {
        final TestVideo cheap = camera("c", 50, 80, 120, 130, 140, 300);
        all = List.of(a, cheap);
        run(900, 0);
        assertThat(run(610, SECOND)).isEqualTo(LOW_30);
        assertThat(allocator.of("c").target()).isEqualTo(STANDARD_30);

        assertThat(run(790, 5 * SECOND)).isEqualTo(LOW_30);
        assertThat(allocator.of("c").target()).isEqualTo(STANDARD_30);
    }

    @Test
    void anEncodingThatItsSenderStopsAndStartsAgainIsTakenUpAgainAtOnce() {
        wanted = tiles(UP_TO_720);
        assertThat(run(9000, 0)).isEqualTo(HIGH_30);
        for (int temporal = 0; temporal < 3; temporal++) {
            a.layers().stopped(LayerId.of(2, 0, temporal));
        }
        assertThat(run(9000, SECOND)).isEqualTo(STANDARD_30);
        a.layers().started(HIGH_30, 2 * SECOND);

        assertThat(run(9000, 2 * SECOND)).isEqualTo(HIGH_30);
    }

    @Test
    void oneWaveOfRisesIsFollowedByAPause() {
        run(400, 0);
        assertThat(run(510, SECOND)).isEqualTo(STANDARD_30);
        all = List.of(a, b);
        allocator.run(wanted, -1, all, 700_000, 0, SECOND + 1);
        assertThat(allocator.of("b").target()).isEqualTo(LOW_30);

        allocator.run(wanted, -1, all, 2_000_000, 0, SECOND + 2);
        assertThat(allocator.of("b").target()).isEqualTo(LOW_30);
        assertThat(allocator.recheckNanos()).isEqualTo(SECOND + AllocationTrigger.COALESCE_NANOS);

        allocator.run(wanted, -1, all, 2_000_000, 0, allocator.recheckNanos());
        assertThat(allocator.of("b").target()).isEqualTo(STANDARD_30);
    }
}
