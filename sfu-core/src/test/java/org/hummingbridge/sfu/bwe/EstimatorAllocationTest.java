/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.bwe;

import static org.assertj.core.api.Assertions.assertThat;

import org.hummingbridge.sfu.rtp.SteadyRounds;
import org.junit.jupiter.api.Test;

/** A link with losses, probes and padding; everything per packet, per message and per tick. */
class EstimatorAllocationTest {
    private static final int PACKETS = 10;
    private static final long MILLI = 1_000_000;

    private final BandwidthEstimator estimator = new BandwidthEstimator(EstimatorSettings.defaults());
    private final Pacer pacer = new Pacer();
    private final TestFeedback peer = new TestFeedback();
    private final long[] arrivals = new long[PACKETS];
    private int rounds;
    private int sequence;
    private long now;

    @Test
    void packetsFeedbackAndTicksAllocateNothing() {
        estimator.useful(400_000, 8_000_000, 600_000);

        SteadyRounds.assertAllocateNothing(this::round);

        assertThat(estimator.snapshot().probes()).isPositive();
        assertThat(estimator.snapshot().feedbacks()).isGreaterThan(SteadyRounds.LOOKED_AT);
    }

    private void round() {
        final int base = (sequence + 1) & 0xffff;
        for (int i = 0; i < PACKETS; i++) {
            now += 5 * MILLI;
            sequence = (sequence + 1) & 0xffff;
            final int bytes = Math.max(1000, estimator.probeBytes(now));
            pacer.rate(estimator.pacingBps());
            if (pacer.maySend(now)) {
                pacer.onSent(bytes, now);
            }
            estimator.onSent(sequence, bytes, now);
            estimator.onTick(now);
            final boolean lost = (rounds + i) % 37 == 0 && i < PACKETS - 1;
            arrivals[i] = lost ? TestFeedback.LOST : Math.floorDiv(now + 20 * MILLI, TestFeedback.TICK_NANOS);
        }
        peer.report(estimator, base, arrivals, PACKETS, now + 45 * MILLI);
        rounds++;
    }
}
