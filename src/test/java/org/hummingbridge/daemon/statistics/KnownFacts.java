/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.daemon.statistics;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.hummingbridge.daemon.lifecycle.AddressCheck;
import org.hummingbridge.daemon.lifecycle.BridgeHealth;
import org.hummingbridge.daemon.lifecycle.Lifecycle;
import org.hummingbridge.daemon.lifecycle.LoopHealth;
import org.hummingbridge.daemon.settings.OperationSettings;
import org.hummingbridge.sfu.conference.ConferenceControl;
import org.hummingbridge.sfu.conference.EndpointTotals;
import org.hummingbridge.sfu.datagram.Counters;
import org.hummingbridge.signaling.brewery.BridgeLabels;
import org.hummingbridge.signaling.channel.ChannelCounters;
import org.hummingbridge.signaling.xmpp.XmppStatus;

/** Everything that is told about a bridge, as a test wants it. Stress is the loop's busy fraction divided by 0.8. */
public final class KnownFacts {
    public final Counters counters = new Counters();
    public final Lifecycle lifecycle;
    public volatile List<XmppStatus> logins = List.of();
    public Instant wall = Instant.EPOCH;

    private final ScheduledExecutorService scheduler = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().factory());
    private final StatisticsSampler sampler;
    private final BridgeFacts facts;
    private long now;

    public KnownFacts(final List<ConferenceControl> conferences, final EndpointTotals totals) {
        final KnownLoad.StillBridge bridge = new KnownLoad.StillBridge(conferences, totals);
        final LoopCounters loops = new LoopCounters(List.of(counters));
        final NavigableMap<Integer, Integer> noLimits = Collections.unmodifiableNavigableMap(new TreeMap<>());
        lifecycle = new Lifecycle(
                new OperationSettings.Shutdown(
                        Duration.ofHours(24), 0, Duration.ofMinutes(1), Duration.ZERO, Duration.ZERO),
                false,
                () -> 1,
                () -> now,
                scheduler);
        sampler = new StatisticsSampler(
                bridge,
                loops,
                new OperationSettings.Load(
                        OperationSettings.Measurement.LOOPS, 0.8, 0.9, true, 50_000, 0.64, 0.01, noLimits, null),
                Thread::startVirtualThread,
                () -> now);
        facts = new BridgeFacts(
                sampler::latest,
                loops,
                bridge,
                () -> logins,
                new ChannelCounters(),
                lifecycle,
                health(),
                new BridgeLabels("1.2.3", null, "eu", null),
                0.01);
    }

    private BridgeHealth health() {
        return new BridgeHealth(
                new OperationSettings.Health(
                        Duration.ofMinutes(1), Duration.ofSeconds(90), Duration.ofSeconds(3), false, false, false),
                new LoopHealth(List.of(), () -> now),
                List.of(new AddressCheck(() -> List.of(new InetSocketAddress("192.0.2.1", 1)), false)),
                List.of(),
                () -> now);
    }

    public BridgeFacts facts() {
        return facts;
    }

    /** What was counted before belongs to this sample. */
    public void sampleAfter(final Duration time) {
        now += time.toNanos();
        sampler.sample();
    }
}
