/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.spread;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.hummingbridge.sfu.spread.SpreadPolicy.Advice;
import org.hummingbridge.sfu.spread.SpreadPolicy.Move;
import org.hummingbridge.sfu.spread.SpreadPolicy.Return;
import org.hummingbridge.sfu.spread.SpreadPolicy.Share;
import org.hummingbridge.sfu.spread.SpreadPolicy.Stay;
import org.junit.jupiter.api.Test;

class SpreadPolicyTest {
    private static final boolean[] ALL = {true, true, true};
    private static final Share LARGE = new Share(80, 8000, 0, 0, 0);
    private static final Share SMALL = new Share(4, 400, 0, 0, 0);

    private static final Stay STAY = new Stay();

    private final SpreadPolicy policy = new SpreadPolicy(new SpreadSettings(0.5), 0);

    private static double[] load(final double... fractions) {
        return fractions;
    }

    private Advice review(final double[] loads, final Share... shares) {
        return policy.review(loads, ALL, false, shares);
    }

    @Test
    void oneBusyLookIsNoReason() {
        assertThat(review(load(0.9, 0, 0), LARGE)).isEqualTo(STAY);
        assertThat(review(load(0.1, 0, 0), LARGE)).isEqualTo(STAY);
        assertThat(review(load(0.9, 0, 0), LARGE)).isEqualTo(STAY);
    }

    @Test
    void receiversOfTheLargestConferenceGoToTheLeastBusyLoop() {
        review(load(0.9, 0.4, 0.1), SMALL, LARGE);

        final Move move = (Move) review(load(0.9, 0.4, 0.1), SMALL, LARGE);

        assertThat(move.conference()).isEqualTo(1);
        assertThat(move.loop()).isEqualTo(2);
        assertThat(move.receivers()).isEqualTo(10);
    }

    @Test
    void aLoopNearItsLimitGivesAwayLittleAtOnceAndWhatTheOtherOneDoesAnywayCounts() {
        review(load(0.9, 0.3, 1), LARGE);

        final Move move = (Move) review(load(0.9, 0.3, 1), LARGE);

        // Half the difference is a third of the loop's load: 27 receivers, of which seven tenths are asked for.
        assertThat(move.loop()).isEqualTo(1);
        assertThat(move.packets()).isEqualTo(1850);
        assertThat(move.receivers()).isEqualTo(10);
    }

    @Test
    void goesOnBelowTheThresholdUntilTheLoopsAreSurelyEven() {
        review(load(0.6, 0, 0), LARGE);
        assertThat(review(load(0.6, 0, 0), LARGE)).isInstanceOf(Move.class);
        assertThat(review(load(0.45, 0.2, 0.2), LARGE)).isInstanceOf(Move.class);
        for (int look = 0; look < 8; look++) {
            assertThat(review(load(0.35, 0.345, 0.345), LARGE)).isEqualTo(STAY);
        }

        for (int look = 0; look < 20; look++) {
            assertThat(review(load(0.45, 0.2, 0.2), LARGE)).isEqualTo(STAY);
        }
    }

    @Test
    void whatOneLookCannotTellSeveralCan() {
        review(load(0.9, 0, 0.1), LARGE);
        assertThat(review(load(0.9, 0, 0.1), LARGE)).isInstanceOf(Move.class);

        assertThat(review(load(0.6, 0.57, 0.7), LARGE)).isEqualTo(STAY);
        assertThat(review(load(0.6, 0.57, 0.7), LARGE)).isEqualTo(STAY);
        assertThat(review(load(0.6, 0.57, 0.7), LARGE)).isInstanceOf(Move.class);
    }

    @Test
    void aLoopThatIsBusyWithManySmallConferencesKeepsThem() {
        review(load(0.9, 0, 0), SMALL, SMALL, SMALL);

        assertThat(review(load(0.9, 0, 0), SMALL, SMALL, SMALL)).isEqualTo(STAY);
    }

    @Test
    void aLoopThatIsBusyForOthersMovesNobody() {
        review(load(0.9, 0, 0));

        assertThat(review(load(0.9, 0, 0))).isEqualTo(STAY);
    }

    @Test
    void aLoopThatSendsForOthersLetsThemTakeThatBackFirst() {
        for (int look = 1; look < 8; look++) {
            assertThat(policy.review(load(0.9, 0, 0), ALL, true, LARGE)).isEqualTo(STAY);
        }

        assertThat(policy.review(load(0.9, 0, 0), ALL, true, LARGE)).isInstanceOf(Move.class);
    }

    @Test
    void aLoopOfAnotherPortIsOfNoUse() {
        final boolean[] none = {true, false, false};
        policy.review(load(0.9, 0, 0), none, false, LARGE);

        assertThat(policy.review(load(0.9, 0, 0), none, false, LARGE)).isEqualTo(STAY);
    }

    @Test
    void oneMeansNever() {
        final SpreadPolicy never = new SpreadPolicy(new SpreadSettings(1), 0);
        never.review(load(1, 0, 0), ALL, false, LARGE);

        assertThat(never.review(load(1, 0, 0), ALL, false, LARGE)).isEqualTo(STAY);
    }

    @Test
    void aHelperThatIsTheBusierOneIsRelieved() {
        final Share helped = new Share(10, 1000, 0, 0, 6000);
        review(load(0.2, 0.1, 0.4), LARGE, helped);

        final Return back = (Return) review(load(0.2, 0.1, 0.4), LARGE, helped);

        assertThat(back.conference()).isEqualTo(1);
        assertThat(back.loop()).isEqualTo(2);
        // 9,000 packets cost at most 0.2 here, so 4,500 would make the two even; seven tenths of that are 31 receivers
        // and a half.
        assertThat(back.part() * 6000).isEqualTo(3150, within(51.0));
        assertThat(review(load(0.2, 0.1, 0.4), LARGE, helped)).isEqualTo(STAY);
    }

    @Test
    void aConferenceThatIsSentToByAnotherHelperIsNotTakenBackFromThisOne() {
        final Share byFirst = new Share(10, 1000, 0, 6000, 0);
        final Share bySecond = new Share(10, 1000, 0, 0, 2000);
        review(load(0.2, 0.2, 0.4), byFirst, bySecond);

        final Return back = (Return) review(load(0.2, 0.2, 0.4), byFirst, bySecond);

        assertThat(back.conference()).isEqualTo(1);
        assertThat(back.loop()).isEqualTo(2);
    }

    @Test
    void aNeighbourThatIsBusyByItselfIsNoConcern() {
        for (int look = 0; look < 20; look++) {
            assertThat(review(load(0.2, 0.1, 0.4), LARGE)).isEqualTo(STAY);
        }
    }

    @Test
    void nothingMovesWhileTheHelperIsALittleBusier() {
        final Share helped = new Share(40, 4000, 0, 0, 4000);
        for (int look = 0; look < 50; look++) {
            assertThat(policy.review(load(0.6, 0, 0.62), new boolean[] {true, false, true}, false, helped))
                    .isEqualTo(STAY);
        }
    }
}
