/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.bwe;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class BandwidthEstimatorTest {
    private static final EstimatorSettings SETTINGS = new EstimatorSettings(500_000, 30_000, 20_000_000);
    private static final long MILLI = 1_000_000;
    private static final long SECOND = 1000 * MILLI;
    private static final long START = Long.MAX_VALUE - SECOND;
    private static final int PACKET_BYTES = 1000;

    private final BandwidthEstimator estimator = new BandwidthEstimator(SETTINGS);
    private final TestFeedback peer = new TestFeedback();
    private long now = START;
    private int sequence = 65_530;

    /** Packets at 160 kbps that all arrive, on a link of 20 ms. */
    private void call(final long nanos) {
        call(nanos, 0);
    }

    private void call(final long nanos, final long peerClock) {
        final long[] arrivals = new long[2];
        for (long end = now + nanos; now - end < 0; ) {
            final int base = (sequence + 1) & 0xffff;
            for (int i = 0; i < arrivals.length; i++) {
                now += 50 * MILLI;
                sequence = (sequence + 1) & 0xffff;
                estimator.onSent(sequence, PACKET_BYTES, now);
                arrivals[i] = Math.floorDiv(now - START + 20 * MILLI + peerClock, TestFeedback.TICK_NANOS);
                estimator.onTick(now);
            }
            peer.report(estimator, base, arrivals, arrivals.length, now + 40 * MILLI);
        }
    }

    @Test
    void theEstimateIsTheInitialOneUntilSomethingIsKnown() {
        estimator.onSent(1, PACKET_BYTES, now);

        assertThat(estimator.onTick(now)).isFalse();
        assertThat(estimator.isKnown()).isFalse();
        assertThat(estimator.estimateBps()).isEqualTo(SETTINGS.initialBps());
    }

    @Test
    void aReceiverWithoutFeedbackHasWhatItAsksFor() {
        estimator.onRemb(1_234_567);

        assertThat(estimator.onTick(now)).isTrue();
        assertThat(estimator.isKnown()).isTrue();
        assertThat(estimator.estimateBps()).isEqualTo(1_234_567);
    }

    @Test
    void whatIsAskedForCountsNoMoreOnceThereIsFeedback() {
        call(SECOND);
        final long before = estimator.estimateBps();

        estimator.onRemb(5_000_000);
        estimator.onTick(now);

        assertThat(estimator.estimateBps()).isEqualTo(before);
    }

    @Test
    void aReceiverThatReportsNothingButLossesHasLessWhileTheyAreMany() {
        estimator.onLossReport(0.2, now);
        estimator.onTick(now);
        final long less = estimator.estimateBps();
        for (int i = 0; i < 10; i++) {
            now += SECOND;
            estimator.onLossReport(0.0, now);
        }
        estimator.onTick(now);

        assertThat(less).isEqualTo(450_000);
        assertThat(estimator.estimateBps()).isBetween(900_000L, 1_000_000L);
    }

    @Test
    void packetsThatGoUnansweredLowerTheEstimate() {
        call(SECOND);
        final long before = estimator.estimateBps();

        for (int i = 0; i < 100; i++) {
            now += 100 * MILLI;
            sequence = (sequence + 1) & 0xffff;
            estimator.onSent(sequence, PACKET_BYTES, now);
            estimator.onTick(now);
        }

        assertThat(estimator.estimateBps()).isLessThan(before / 3);
    }

    @Test
    void oursIsNoSilenceOfThePeer() {
        call(SECOND);
        final long before = estimator.estimateBps();

        now += 60 * SECOND;
        estimator.onTick(now);

        assertThat(estimator.estimateBps()).isEqualTo(before);
    }

    @Test
    void aClockThatLeapsIsNoQueue() {
        call(2 * SECOND);
        final long before = estimator.estimateBps();

        call(2 * SECOND, 1000 * SECOND);
        call(2 * SECOND, -1000 * SECOND);

        assertThat(estimator.snapshot().clockLeaps()).isEqualTo(2);
        assertThat(estimator.estimateBps()).isGreaterThanOrEqualTo(before);
    }

    @Test
    void feedbackForWhatWasNeverSentIsCountedAndNothingElse() {
        peer.report(estimator, 100, new long[] {1, 2, 3}, 3, now);
        call(SECOND);

        peer.report(estimator, 30_000, new long[] {1, 2, 3}, 3, now);

        assertThat(estimator.snapshot().unknownStatuses()).isEqualTo(3);
    }

    @Test
    void nothingIsProbedWhileNoMoreIsOfUse() {
        estimator.useful(100_000, 100_000, 0);
        call(10 * SECOND);

        assertThat(estimator.snapshot().probes()).isZero();
        assertThat(estimator.probeBytes(now)).isZero();
    }

    @Test
    void noProbeGoesFarBeyondWhatIsOfUse() {
        estimator.useful(100_000, 700_000, 200_000);
        call(100 * MILLI);

        int bytes = 0;
        for (int i = 0; i < 20; i++) {
            now += 5 * MILLI;
            estimator.onTick(now);
            final int due = estimator.probeBytes(now);
            bytes += due;
            if (due > 0) {
                sequence = (sequence + 1) & 0xffff;
                estimator.onSent(sequence, due, now);
            }
        }
        now += 2 * SECOND;
        estimator.onTick(now);

        assertThat(bytes).isPositive();
        assertThat(estimator.snapshot().lastProbeBps()).isBetween(600_000L, 840_000L);
    }

    @Test
    void aReceiverThatAnswersNoProbeIsProbedOnce() {
        estimator.useful(100_000, 5_000_000, 200_000);

        for (int i = 0; i < 4000; i++) {
            now += 5 * MILLI;
            estimator.onTick(now);
            for (int due = estimator.probeBytes(now); due > 0; due = estimator.probeBytes(now)) {
                sequence = (sequence + 1) & 0xffff;
                estimator.onSent(sequence, due, now);
            }
        }

        assertThat(estimator.snapshot().probes()).isEqualTo(1);
    }

    @Test
    void aSenderOfLittleIsLimitedByItself() {
        call(5 * SECOND);

        assertThat(estimator.snapshot().applicationLimited()).isTrue();
    }
}
