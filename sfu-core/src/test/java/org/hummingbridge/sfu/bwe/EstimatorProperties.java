/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.bwe;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** No receiver can do more than spoil its own estimate, and that within the limits. */
class EstimatorProperties {
    private static final EstimatorSettings SETTINGS = new EstimatorSettings(500_000, 30_000, 20_000_000);
    private static final long MILLI = 1_000_000;
    private static final int STEPS = 300;

    private final TestFeedback peer = new TestFeedback();

    @Property(tries = 300)
    void whateverIsReportedWheneverTheEstimateStaysWithinItsLimits(@ForAll final long seed) {
        final Random random = new Random(seed);
        final BandwidthEstimator estimator = new BandwidthEstimator(SETTINGS);
        long now = random.nextLong();
        int sequence = random.nextInt(1 << 16);

        for (int step = 0; step < STEPS; step++) {
            now += random.nextInt(20) == 0 ? random.nextLong(20_000 * MILLI) : random.nextLong(20 * MILLI);
            for (int i = random.nextInt(20); i > 0; i--) {
                sequence = (sequence + (random.nextInt(50) == 0 ? random.nextInt(400) : 1)) & 0xffff;
                estimator.onSent(sequence, 50 + random.nextInt(1200), now);
            }
            act(estimator, random, sequence, now);

            assertThat(estimator.estimateBps()).isBetween(SETTINGS.minBps(), SETTINGS.maxBps());
            assertThat(estimator.probeBytes(now)).isBetween(0, 200_000);
            assertThat(estimator.pacingBps()).isBetween(SETTINGS.minBps(), 3 * SETTINGS.maxBps());
        }
        assertThat(estimator.snapshot().inFlightBytes()).isBetween(0L, 1500L * SentPackets.MAX_PACKETS);
    }

    private void act(final BandwidthEstimator estimator, final Random random, final int sequence, final long now) {
        switch (random.nextInt(8)) {
            case 0 -> estimator.onRtt(random.nextLong());
            case 1 -> estimator.onRemb(random.nextLong());
            case 2 -> estimator.onLossReport(random.nextInt(3) == 0 ? Double.NaN : 2 * random.nextDouble() - 0.5, now);
            case 3 ->
                estimator.useful(random.nextLong(30_000_000), random.nextLong(60_000_000), random.nextLong(9_000_000));
            case 4 -> peer.give(estimator, randomFeedback(random), 64, now);
            default -> peer.report(estimator, near(sequence, random), arrivals(random, now), 60, now);
        }
        estimator.onTick(now);
    }

    private static int near(final int sequence, final Random random) {
        return random.nextInt(10) == 0 ? random.nextInt(1 << 16) : (sequence - random.nextInt(60)) & 0xffff;
    }

    private static long[] arrivals(final Random random, final long now) {
        final long[] arrivals = new long[60];
        final boolean insane = random.nextInt(5) == 0;
        long ticks = insane ? random.nextLong() >> 20 : Math.floorDiv(now, TestFeedback.TICK_NANOS);
        for (int i = 0; i < arrivals.length; i++) {
            ticks += random.nextInt(10) == 0 ? random.nextInt(-30_000, 30_000) : random.nextInt(60);
            arrivals[i] = random.nextInt(4) == 0 ? TestFeedback.LOST : ticks;
        }
        arrivals[arrivals.length - 1] = ticks;
        return arrivals;
    }

    /** A header that is right (RFC 4585 §6.1, format 15) with anything behind it. */
    private static byte[] randomFeedback(final Random random) {
        final byte[] bytes = new byte[64];
        random.nextBytes(bytes);
        bytes[0] = (byte) 0x8f;
        bytes[1] = (byte) 205;
        bytes[2] = 0;
        bytes[3] = 15;
        if (random.nextBoolean()) {
            Arrays.fill(bytes, 20, 64, (byte) 0x1f);
        }
        return bytes;
    }

    @Property(tries = 100)
    void feedbackThatIsReplayedChangesNothing(@ForAll final long seed) {
        final Random random = new Random(seed);
        final BandwidthEstimator once = new BandwidthEstimator(SETTINGS);
        final BandwidthEstimator again = new BandwidthEstimator(SETTINGS);
        final long[] arrivals = new long[20];
        int sequence = random.nextInt(1 << 16);
        long now = random.nextLong();

        for (int round = 0; round < 50; round++) {
            final int base = (sequence + 1) & 0xffff;
            for (int i = 0; i < arrivals.length; i++) {
                sequence = (sequence + 1) & 0xffff;
                now += 4 * MILLI;
                once.onSent(sequence, 1000, now);
                again.onSent(sequence, 1000, now);
                arrivals[i] = random.nextInt(20) == 0 && i < 19
                        ? TestFeedback.LOST
                        : Math.floorDiv(now + random.nextLong(30 * MILLI), TestFeedback.TICK_NANOS);
            }
            peer.report(once, base, arrivals, arrivals.length, now + 50 * MILLI);
            peer.report(again, base, arrivals, arrivals.length, now + 50 * MILLI);
            peer.report(again, base, arrivals, arrivals.length, now + 50 * MILLI);
            once.onTick(now);
            again.onTick(now);

            assertThat(again.estimateBps()).isEqualTo(once.estimateBps());
        }
    }
}
