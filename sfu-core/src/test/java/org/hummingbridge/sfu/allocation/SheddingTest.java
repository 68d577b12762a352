/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.allocation;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SheddingTest {
    private static final long MS = 1_000_000;
    private static final long TICK = 5 * MS;

    /** Everybody wants so many, and is sent them unless they are limited. */
    private static final int WANTED = 8;

    private static final int RECEIVERS = 10;

    private final Shedding shedding = new Shedding();
    private final SentVideos sent = new SentVideos();

    /** Close to the wrap-around, so that instants compared without subtracting fail. */
    private long now = Long.MAX_VALUE - 30 * MS;

    private long received;
    private long lost;
    private long busy;

    @Test
    void lossesThatGoOnTakeVideosWithinAFifthOfASecond() {
        run(195, true, 0.28, 1);
        assertThat(shedding.lastN()).isEqualTo(LastNLimit.UNLIMITED);

        run(30, true, 0.28, 1);

        assertThat(shedding.lastN()).isEqualTo(5);
    }

    @Test
    void theMoreIsLostTheMoreIsTaken() {
        run(225, true, 0.05, 1);
        assertThat(shedding.lastN()).isEqualTo(6);

        final Shedding drowned = new Shedding();
        run(drowned, 225, true, 0.6, 1);
        assertThat(drowned.lastN()).isEqualTo(2);
    }

    @Test
    void aPauseThatOverflowedTheBufferOnceTakesNothing() {
        run(5, true, 0, 1);
        lost += 300;
        run(900, true, 0, 1);

        assertThat(shedding.lastN()).isEqualTo(LastNLimit.UNLIMITED);
    }

    @Test
    void lossesThatAreToldOnceASecondTakeVideosThen() {
        run(500, true, 0, 1);
        lost += 5000;

        run(510, true, 0, 1);

        assertThat(shedding.lastN()).isEqualTo(6);
    }

    @Test
    void aQueueThatStandsForSecondsTakesVideosThoughNothingIsLost() {
        run(2995, true, 0, 1);
        assertThat(shedding.lastN()).isEqualTo(LastNLimit.UNLIMITED);

        run(10, true, 0, 1);

        assertThat(shedding.lastN()).isEqualTo(6);
    }

    @Test
    void lossesThatDoNotEndTakeEverything() {
        run(2000, true, 0.2, 1);

        assertThat(shedding.lastN()).isZero();
    }

    @Test
    void whereNoVideoIsSentThereIsNothingToTake() {
        for (int i = 0; i < 400; i++) {
            advance(0.5, 1);
            if (shedding.look(true, received, lost, busy, now)) {
                sent.clear();
                sent.add(0);
                assertThat(shedding.step(sent)).isFalse();
            }
        }

        assertThat(shedding.lastN()).isEqualTo(LastNLimit.UNLIMITED);
    }

    @Test
    void videosComeBackStepByStepAsFarAsThereIsRoom() {
        run(1000, true, 0.6, 1);
        assertThat(shedding.lastN()).isZero();

        run(1600, false, 0, 0.3);
        assertThat(shedding.lastN()).isEqualTo(1);

        run(1500, false, 0, 0.4);
        assertThat(shedding.lastN()).isEqualTo(2);

        run(1500, false, 0, 0.4);
        assertThat(shedding.lastN()).isEqualTo(4);

        run(8000, false, 0, 0.6);
        assertThat(shedding.lastN()).isEqualTo(LastNLimit.UNLIMITED);
    }

    @Test
    void momentsBehindWithoutLossesKeepNothingBack() {
        run(225, true, 0.28, 1);
        assertThat(shedding.lastN()).isEqualTo(5);

        for (int i = 0; i < 10; i++) {
            run(125, true, 0, 1);
            run(900, false, 0, 0.3);
        }

        assertThat(shedding.lastN()).isEqualTo(LastNLimit.UNLIMITED);
    }

    @Test
    void momentsBehindWithLossesKeepItBack() {
        run(225, true, 0.28, 1);

        for (int i = 0; i < 10; i++) {
            run(125, true, 0.02, 1);
            run(900, false, 0, 0.3);
        }

        assertThat(shedding.lastN()).isEqualTo(5);
    }

    @Test
    void aFullLoopIsGivenNothingBack() {
        run(225, true, 0.28, 1);

        run(60_000, false, 0, 0.85);

        assertThat(shedding.lastN()).isEqualTo(5);
    }

    @Test
    void aRaiseThatWasTooMuchIsTakenBackAtOnceAndTriedLessAndLessOften() {
        run(225, true, 0.28, 1);
        int tries = 0;
        for (int second = 0; second < 300; second++) {
            run(1000, false, 0, 0.75);
            if (shedding.lastN() > 5) {
                tries++;
                run(225, true, 0.1, 1);
            }
            assertThat(shedding.lastN()).isLessThanOrEqualTo(5);
        }

        assertThat(tries).isBetween(6, 10);
    }

    @Test
    void whoHasClearlyLessToDoThanAtAFailedRaiseNeedNotWait() {
        run(225, true, 0.28, 1);
        for (int failed = 0; failed < 6; failed++) {
            while (shedding.lastN() == 5) {
                run(100, false, 0, 0.75);
            }
            run(225, true, 0.1, 1);
        }

        run(1600, false, 0, 0.4);

        assertThat(shedding.lastN()).isGreaterThan(5);
    }

    private void run(final int millis, final boolean behind, final double lossFraction, final double busyFraction) {
        run(shedding, millis, behind, lossFraction, busyFraction);
    }

    private void run(
            final Shedding one,
            final int millis,
            final boolean behind,
            final double lossFraction,
            final double busyFraction) {
        for (long end = now + millis * MS; now - end < 0; ) {
            advance(lossFraction, busyFraction);
            if (one.look(behind, received, lost, busy, now)) {
                sent.clear();
                for (int i = 0; i < RECEIVERS; i++) {
                    sent.add(one.lastN() < 0 ? WANTED : Math.min(WANTED, one.lastN()));
                }
                one.step(sent);
            }
        }
    }

    private void advance(final double lossFraction, final double busyFraction) {
        now += TICK;
        busy += (long) (TICK * busyFraction);
        received += Math.round(200 * (1 - lossFraction));
        lost += Math.round(200 * lossFraction);
    }
}
