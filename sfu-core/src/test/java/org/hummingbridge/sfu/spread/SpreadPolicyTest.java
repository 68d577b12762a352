/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.spread;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.hummingbridge.sfu.spread.SpreadPolicy.Move;
import org.hummingbridge.sfu.spread.SpreadPolicy.Share;
import org.junit.jupiter.api.Test;

class SpreadPolicyTest {
    private static final boolean[] ALL = {true, true, true};
    private static final Share LARGE = new Share(80, 8000);
    private static final Share SMALL = new Share(4, 400);

    private final SpreadPolicy policy = new SpreadPolicy(new SpreadSettings(0.5), 0);

    private static double[] busy(final double... fractions) {
        return fractions;
    }

    @Test
    void oneBusyLookIsNoReason() {
        assertThat(policy.review(busy(0.9, 0, 0), ALL, LARGE)).isNull();
        assertThat(policy.review(busy(0.1, 0, 0), ALL, LARGE)).isNull();
        assertThat(policy.review(busy(0.9, 0, 0), ALL, LARGE)).isNull();
    }

    @Test
    void receiversOfTheLargestConferenceGoToTheLeastBusyLoop() {
        policy.review(busy(0.9, 0.4, 0.1), ALL, SMALL, LARGE);

        final Move move = policy.review(busy(0.9, 0.4, 0.1), ALL, SMALL, LARGE);

        assertThat(move.conference()).isEqualTo(1);
        assertThat(move.loop()).isEqualTo(2);
        assertThat(move.receivers()).isEqualTo(10);
    }

    @Test
    void goesOnBelowTheThresholdUntilTheLoopsAreEven() {
        policy.review(busy(0.6, 0, 0), ALL, LARGE);
        assertThat(policy.review(busy(0.6, 0, 0), ALL, LARGE)).isNotNull();
        assertThat(policy.review(busy(0.45, 0.2, 0.2), ALL, LARGE)).isNotNull();
        assertThat(policy.review(busy(0.35, 0.34, 0.34), ALL, LARGE)).isNull();

        assertThat(policy.review(busy(0.45, 0.2, 0.2), ALL, LARGE)).isNull();
    }

    @Test
    void aLoopThatIsBusyWithManySmallConferencesKeepsThem() {
        policy.review(busy(0.9, 0, 0), ALL, SMALL, SMALL, SMALL);

        assertThat(policy.review(busy(0.9, 0, 0), ALL, SMALL, SMALL, SMALL)).isNull();
    }

    @Test
    void aLoopThatIsBusyForOthersMovesNobody() {
        policy.review(busy(0.9, 0, 0), ALL);

        assertThat(policy.review(busy(0.9, 0, 0), ALL)).isNull();
    }

    @Test
    void aLoopOfAnotherPortIsOfNoUse() {
        final boolean[] none = {true, false, false};
        policy.review(busy(0.9, 0, 0), none, LARGE);

        assertThat(policy.review(busy(0.9, 0, 0), none, LARGE)).isNull();
    }

    @Test
    void oneMeansNever() {
        final SpreadPolicy never = new SpreadPolicy(new SpreadSettings(1), 0);
        never.review(busy(1, 0, 0), ALL, LARGE);

        assertThat(never.review(busy(1, 0, 0), ALL, LARGE)).isNull();
    }

    /** Each packet that moves takes its encryption and its way out along, and leaves what was decided at home. */
    @Property(tries = 200)
    void loopsBecomeAboutEvenWithinSecondsAndStaySo(
            @ForAll @IntRange(min = 20, max = 400) final int receivers,
            @ForAll @DoubleRange(min = 0.55, max = 1) final double busyAtFirst,
            @ForAll @DoubleRange(min = 0.7, max = 0.95) final double movable) {
        final double each = busyAtFirst / receivers;
        int moved = 0;
        int lastMove = 0;
        for (int look = 0; look < 60; look++) {
            final double[] busy = {busyAtFirst - moved * each * movable, moved * each * movable};
            final Share share = new Share(receivers - moved, (receivers - moved) * 100L);
            final Move move = policy.review(busy, new boolean[] {true, true}, share);
            if (move != null) {
                final int asked = (int) Math.min(move.receivers(), (move.packets() + 99) / 100);
                moved += asked;
                lastMove = look;
            }
        }
        final double left = busyAtFirst - moved * each * movable;
        final double other = moved * each * movable;
        assertThat(lastMove).isLessThan(40);
        assertThat(Math.abs(left - other)).isLessThan(0.12 * busyAtFirst + 2 * each);
    }
}
