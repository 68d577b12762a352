/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.bwe;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

/** The estimator's parts, each alone. */
class ControllersTest {
    private static final long MILLI = 1_000_000;
    private static final long SECOND = 1000 * MILLI;

    @Test
    void aSelfLimitedSenderIsNoticedAndTheStateDoesNotFlutter() {
        final AlrDetector alr = new AlrDetector();
        int changes = 0;
        boolean before = false;
        // 600 kbps in gulps that go below the level at which the state starts, and not to that at which it ends.
        for (long now = 0; now < 20 * SECOND; now += 5 * MILLI) {
            alr.onTick(1_000_000, now);
            if (now % (160 * MILLI) == 0) {
                alr.onSent(now < 5 * SECOND ? 0 : 12_000);
            }
            changes += alr.isLimited() == before ? 0 : 1;
            before = alr.isLimited();
        }

        assertThat(alr.isLimited()).isTrue();
        assertThat(changes).isEqualTo(1);
    }

    @Test
    void aSenderThatFillsTheEstimateIsNotLimitedByItself() {
        final AlrDetector alr = new AlrDetector();
        for (long now = 0; now < 5 * SECOND; now += 5 * MILLI) {
            alr.onTick(1_000_000, now);
            alr.onSent(now < 2 * SECOND ? 0 : 600);
        }

        assertThat(alr.isLimited()).isFalse();
    }

    @Test
    void aBurstsQueueIsNoOveruseAndOneThatStaysIs() {
        final StandingQueue standing = new StandingQueue();

        assertThat(standing.judge(DelayState.OVERUSING, 5 * MILLI, 0)).isEqualTo(DelayState.NORMAL);
        assertThat(standing.judge(DelayState.OVERUSING, 40 * MILLI, 100 * MILLI))
                .isEqualTo(DelayState.UNDERUSING);
        assertThat(standing.judge(DelayState.OVERUSING, 40 * MILLI, 400 * MILLI))
                .isEqualTo(DelayState.OVERUSING);
    }

    @Test
    void aLongQueueIsOveruseAtOnce() {
        assertThat(new StandingQueue().judge(DelayState.OVERUSING, 200 * MILLI, 0))
                .isEqualTo(DelayState.OVERUSING);
    }

    @Test
    void aQueueThatWeLeftIsDrained() {
        final QueueDrain drain = new QueueDrain();
        drain.update(true, 400 * MILLI, 0);

        assertThat(drain.factor()).isBetween(0.3, 0.5);

        drain.update(false, 20 * MILLI, SECOND);
        assertThat(drain.factor()).isEqualTo(1);
        assertThat(drain.isForeign(SECOND)).isFalse();
    }

    @Test
    void aQueueThatDoesNotYieldIsLeftToItsOwner() {
        final QueueDrain drain = new QueueDrain();
        for (long now = 0; now < 6 * SECOND; now += 100 * MILLI) {
            drain.update(true, 300 * MILLI, now);
        }

        assertThat(drain.factor()).isEqualTo(1);
        assertThat(drain.isForeign(6 * SECOND)).isTrue();
        assertThat(drain.isForeign(30 * SECOND)).isFalse();
    }

    @Test
    void aQueueIsWhatIsAboveTheLeastDelayOfLate() {
        final QueueEstimate queue = new QueueEstimate();
        long now = 0;
        for (final long delay : new long[] {-700, -690, -650}) {
            queue.add((delay + 30) * MILLI);
            queue.add(delay * MILLI);
            queue.update(now += 100 * MILLI);
        }
        assertThat(queue.nanos()).isEqualTo(50 * MILLI);

        for (int i = 0; i < 300; i++) {
            queue.add(-650 * MILLI);
            queue.update(now += 100 * MILLI);
        }
        assertThat(queue.nanos()).isZero();
    }

    @Test
    void lossesThatHappenAnywayDoNotLimit() {
        assertThat(estimateAfterLosses(bps -> 0.02, 2_000_000)).isGreaterThan(1_800_000);
    }

    @Test
    void lossesThatFollowTheRateLimitIt() {
        assertThat(estimateAfterLosses(bps -> Math.max(0, 1 - 1_000_000 / bps), 2_000_000))
                .isBetween(800_000.0, 1_200_000.0);
    }

    private interface Link {
        double loss(double bps);
    }

    /** Ten seconds at the least of what losses and a delay that knows nothing allow. */
    private static double estimateAfterLosses(final Link link, final double delayBps) {
        final Random random = new Random(1);
        final LossController controller = new LossController();
        double bps = delayBps;
        double received = 0;
        double sent = 0;
        for (long now = 0; now < 10 * SECOND; now += (long) (8e9 * 1000 / bps)) {
            sent++;
            if (random.nextDouble() < link.loss(bps)) {
                controller.lost(1000, now);
            } else {
                received++;
                controller.received(1000, now);
            }
            if (sent == 20) {
                controller.update(delayBps, bps * received / sent, false, now);
                bps = Math.min(delayBps, controller.bps());
                received = 0;
                sent = 0;
            }
        }
        return bps;
    }

    @Test
    void aDelayThatGrowsIsOveruseAndOneThatShrinksUnderuse() {
        final Trendline trendline = new Trendline();
        for (int i = 0; i < 30; i++) {
            trendline.add(10, 12);
        }
        assertThat(trendline.state()).isEqualTo(DelayState.OVERUSING);

        for (int i = 0; i < 60; i++) {
            trendline.add(10, 8);
        }
        assertThat(trendline.state()).isEqualTo(DelayState.UNDERUSING);
    }

    @Test
    void aDelayThatStaysIsNeither() {
        final Trendline trendline = new Trendline();
        for (int i = 0; i < 200; i++) {
            trendline.add(10, i % 2 == 0 ? 13 : 7);
        }

        assertThat(trendline.state()).isEqualTo(DelayState.NORMAL);
    }
}
