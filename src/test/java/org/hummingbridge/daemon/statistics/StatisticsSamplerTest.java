/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.daemon.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import org.hummingbridge.daemon.settings.OperationSettings.Load;
import org.hummingbridge.daemon.settings.OperationSettings.Measurement;
import org.hummingbridge.sfu.conference.ConferenceControl;
import org.hummingbridge.sfu.conference.EndpointTotals;
import org.hummingbridge.sfu.datagram.Counter;
import org.hummingbridge.sfu.datagram.Counters;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class StatisticsSamplerTest {
    private static final double CPU_THRESHOLD = 0.9;
    private static final long PACKET_THRESHOLD = 1_000;

    private final Counters counters = new Counters();
    private final CountDownLatch release = new CountDownLatch(1);
    private long now;

    @AfterEach
    void stop() {
        release.countDown();
    }

    @Test
    void beforeTheFirstSampleThereIsNothing() {
        assertThat(sampler(Measurement.LOOPS).latest()).isEqualTo(BridgeStatistics.NONE);
    }

    @Test
    void packetsBothWaysAreTheLoadWhereThatIsWanted() {
        final StatisticsSampler sampler = sampler(Measurement.PACKET_RATE);
        counters.add(Counter.RTP_RECEIVED, 500);
        counters.add(Counter.MEDIA_PACKETS_SENT, 2_000);

        sample(sampler);

        assertThat(sampler.latest().load()).isEqualTo(500);
        assertThat(sampler.latest().stress()).isEqualTo(0.5, within(1e-9));
    }

    @Test
    void theMachineIsTheLoadWhereThatIsWanted() {
        final StatisticsSampler sampler = sampler(Measurement.CPU_USAGE);
        counters.add(Counter.BUSY_NANOS, Duration.ofSeconds(5).toNanos());

        sample(sampler);

        assertThat(sampler.latest().stress())
                .isBetween(0.0, 2 / CPU_THRESHOLD)
                .isEqualTo(sampler.latest().load() / CPU_THRESHOLD, within(1e-9));
    }

    @Test
    void aLoopThatHangsIsCountedAndTheRestIsSampled() {
        final StatisticsSampler sampler = sampler(
                Measurement.LOOPS,
                KnownLoad.control(() -> {
                    try {
                        release.await();
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                    throw new IllegalStateException("loop 0 failed a signalling call");
                }),
                KnownLoad.control(() -> KnownLoad.conference("b", KnownLoad.Guest.guest("1"))));
        counters.add(Counter.BUSY_NANOS, Duration.ofSeconds(4).toNanos());

        sample(sampler);

        assertThat(sampler.latest().unanswered()).isOne();
        assertThat(sampler.latest().census().endpoints()).isOne();
        assertThat(sampler.latest().stress()).isEqualTo(1, within(1e-9));
    }

    private StatisticsSampler sampler(final Measurement measurement, final ConferenceControl... conferences) {
        return new StatisticsSampler(
                new KnownLoad.StillBridge(List.of(conferences), new EndpointTotals(0, 0, 0, 0, 0, 0, 0, 0, 0, 0)),
                new LoopCounters(List.of(counters)),
                new Load(
                        measurement,
                        0.8,
                        CPU_THRESHOLD,
                        true,
                        PACKET_THRESHOLD,
                        0.01,
                        Collections.unmodifiableNavigableMap(new TreeMap<>())),
                Thread::startVirtualThread,
                () -> now);
    }

    private void sample(final StatisticsSampler sampler) {
        now += Duration.ofSeconds(5).toNanos();
        sampler.sample();
    }
}
