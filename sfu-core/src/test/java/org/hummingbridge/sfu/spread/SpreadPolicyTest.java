/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.spread;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.hummingbridge.sfu.spread.SpreadPolicy.Advice;
import org.hummingbridge.sfu.spread.SpreadPolicy.Move;
import org.hummingbridge.sfu.spread.SpreadPolicy.Return;
import org.hummingbridge.sfu.spread.SpreadPolicy.Share;
import org.hummingbridge.sfu.spread.SpreadPolicy.Stay;
import org.junit.jupiter.api.Test;

class SpreadPolicyTest {
    private static final boolean[] ALL = {true, true, true};
    private static final boolean[] TWO = {true, true, false};
    private static final Share LARGE = new Share(80, 8000, 0);
    private static final Share SMALL = new Share(4, 400, 0);

    private static final Stay STAY = new Stay();

    private final SpreadPolicy policy = new SpreadPolicy(new SpreadSettings(0.5), 0);

    private static double[] busy(final double... fractions) {
        return fractions;
    }

    @Test
    void oneBusyLookIsNoReason() {
        assertThat(policy.review(busy(0.9, 0, 0), ALL, ALL, LARGE)).isEqualTo(STAY);
        assertThat(policy.review(busy(0.1, 0, 0), ALL, ALL, LARGE)).isEqualTo(STAY);
        assertThat(policy.review(busy(0.9, 0, 0), ALL, ALL, LARGE)).isEqualTo(STAY);
    }

    @Test
    void receiversOfTheLargestConferenceGoToTheLeastBusyLoop() {
        policy.review(busy(0.9, 0.4, 0.1), ALL, ALL, SMALL, LARGE);

        final Move move = (Move) policy.review(busy(0.9, 0.4, 0.1), ALL, ALL, SMALL, LARGE);

        assertThat(move.conference()).isEqualTo(1);
        assertThat(move.loop()).isEqualTo(2);
        assertThat(move.receivers()).isEqualTo(10);
    }

    @Test
    void goesOnBelowTheThresholdUntilTheLoopsAreEven() {
        policy.review(busy(0.6, 0, 0), ALL, ALL, LARGE);
        assertThat(policy.review(busy(0.6, 0, 0), ALL, ALL, LARGE)).isInstanceOf(Move.class);
        assertThat(policy.review(busy(0.45, 0.2, 0.2), ALL, ALL, LARGE)).isInstanceOf(Move.class);
        assertThat(policy.review(busy(0.35, 0.34, 0.34), ALL, ALL, LARGE)).isEqualTo(STAY);

        assertThat(policy.review(busy(0.45, 0.2, 0.2), ALL, ALL, LARGE)).isEqualTo(STAY);
    }

    @Test
    void aLoopThatIsBusyWithManySmallConferencesKeepsThem() {
        policy.review(busy(0.9, 0, 0), ALL, ALL, SMALL, SMALL, SMALL);

        assertThat(policy.review(busy(0.9, 0, 0), ALL, ALL, SMALL, SMALL, SMALL))
                .isEqualTo(STAY);
    }

    @Test
    void aLoopThatIsBusyForOthersMovesNobody() {
        policy.review(busy(0.9, 0, 0), ALL, ALL);

        assertThat(policy.review(busy(0.9, 0, 0), ALL, ALL)).isEqualTo(STAY);
    }

    @Test
    void aLoopOfAnotherPortIsOfNoUse() {
        final boolean[] none = {true, false, false};
        policy.review(busy(0.9, 0, 0), none, none, LARGE);

        assertThat(policy.review(busy(0.9, 0, 0), none, none, LARGE)).isEqualTo(STAY);
    }

    @Test
    void oneMeansNever() {
        final SpreadPolicy never = new SpreadPolicy(new SpreadSettings(1), 0);
        never.review(busy(1, 0, 0), ALL, ALL, LARGE);

        assertThat(never.review(busy(1, 0, 0), ALL, ALL, LARGE)).isEqualTo(STAY);
    }

    @Test
    void aHelperThatIsClearlyTheBusierOneIsRelieved() {
        final Share helped = new Share(10, 1000, 3000);
        policy.review(busy(0.2, 0.1, 0.4), ALL, ALL, LARGE, helped);

        final Return back = (Return) policy.review(busy(0.2, 0.1, 0.4), ALL, ALL, LARGE, helped);

        assertThat(back.conference()).isEqualTo(1);
        assertThat(back.loop()).isEqualTo(2);
        // A quarter, less half a receiver, since whole ones move.
        assertThat(back.part() * helped.elsewhere()).isEqualTo(700);
        assertThat(policy.review(busy(0.2, 0.1, 0.4), ALL, ALL, LARGE, helped)).isEqualTo(STAY);
    }

    @Test
    void aNeighbourThatIsBusyByItselfIsNoConcern() {
        policy.review(busy(0.2, 0.1, 0.4), ALL, ALL, LARGE);

        assertThat(policy.review(busy(0.2, 0.1, 0.4), ALL, ALL, LARGE)).isEqualTo(STAY);
    }

    @Test
    void nothingMovesWhileTheHelperIsALittleBusier() {
        final Share helped = new Share(40, 4000, 4000);
        for (int look = 0; look < 10; look++) {
            assertThat(policy.review(busy(0.6, 0, 0.65), new boolean[] {true, false, true}, ALL, helped))
                    .isEqualTo(STAY);
        }
    }

    /**
     * Each packet that moves takes its encryption and its way out along, and leaves what was decided at home. Looks are off by a
     * little, and at first the home loop does something else as well.
     */
    @Property(tries = 200)
    void loopsBecomeAboutEvenWithinSecondsAndStaySo(
            @ForAll @IntRange(min = 30, max = 400) final int receivers,
            @ForAll @DoubleRange(min = 0.3, max = 0.9) final double load,
            @ForAll @DoubleRange(min = 0.75, max = 0.95) final double movable,
            @ForAll final long seed) {
        final SpreadPolicy eager = new SpreadPolicy(new SpreadSettings(0), 0);
        final SplittableRandom random = new SplittableRandom(seed);
        final double each = load / receivers;
        int moved = 0;
        int movesLate = 0;
        for (int look = 0; look < 120; look++) {
            final double joins = look < 20 ? 0.1 : 0;
            final double[] busy = {
                (load - moved * each * movable) * random.nextDouble(0.99, 1.01) + joins,
                moved * each * movable * random.nextDouble(0.99, 1.01),
                1
            };
            final Share share = new Share(receivers - moved, (receivers - moved) * 100L, moved * 100L);
            final Advice advice = eager.review(busy, TWO, TWO, share);
            final int before = moved;
            switch (advice) {
                case Stay _ -> {}
                case Move move -> moved += (int) Math.min(move.receivers(), (move.packets() + 99) / 100);
                case Return back -> moved -= (int) Math.ceil(back.part() * moved);
            }
            movesLate += look >= 60 ? Math.abs(moved - before) : 0;
        }
        final double home = load - moved * each * movable;
        final double other = moved * each * movable;
        assertThat(Math.abs(home - other)).isLessThan(0.03 + 0.14 * Math.max(home, other) + 2 * each);
        assertThat(movesLate).isLessThanOrEqualTo(receivers / 10);
    }
}
