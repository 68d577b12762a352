/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.daemon;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Supplier;
import org.hummingbridge.daemon.http.OpsRoutes;
import org.hummingbridge.daemon.http.RouteModule;
import org.hummingbridge.daemon.lifecycle.AddressCheck;
import org.hummingbridge.daemon.lifecycle.BridgeHealth;
import org.hummingbridge.daemon.lifecycle.Departure;
import org.hummingbridge.daemon.lifecycle.HandshakeCheck;
import org.hummingbridge.daemon.lifecycle.HealthCheck;
import org.hummingbridge.daemon.lifecycle.Lifecycle;
import org.hummingbridge.daemon.lifecycle.LoopHealth;
import org.hummingbridge.daemon.lifecycle.StunCheck;
import org.hummingbridge.daemon.lifecycle.WillingnessCheck;
import org.hummingbridge.daemon.lifecycle.XmppCheck;
import org.hummingbridge.daemon.metrics.MetricsRegistry;
import org.hummingbridge.daemon.settings.OperationSettings;
import org.hummingbridge.daemon.settings.OperationSettings.Rest;
import org.hummingbridge.daemon.statistics.BridgeFacts;
import org.hummingbridge.daemon.statistics.ColibriStatistics;
import org.hummingbridge.daemon.statistics.LoopCounters;
import org.hummingbridge.daemon.statistics.StatisticsSampler;
import org.hummingbridge.sfu.datagram.Loop;
import org.hummingbridge.signaling.brewery.BridgeLabels;
import org.hummingbridge.signaling.brewery.StatisticsSource;
import org.hummingbridge.signaling.channel.ChannelCounters;
import org.hummingbridge.signaling.xmpp.XmppClients;
import org.hummingbridge.signaling.xmpp.XmppStatus;
import org.jspecify.annotations.Nullable;

/**
 * What watches over a media path and tells of it: health, lifecycle, statistics, metrics, and the routes to them. Nothing runs
 * before {@link #start}; closing stops it and leaves the media path alone.
 */
final class Operations implements AutoCloseable {
    /** A sample that waits for a hanging loop must not hold up the check that finds it. */
    private static final int THREADS = 2;

    private final OperationSettings settings;
    private final Executor virtualThreads;
    private final ScheduledExecutorService scheduler = Executors.newScheduledThreadPool(
            THREADS, Thread.ofPlatform().daemon().name("operations-", 0).factory());
    private final HandshakeCheck handshake = new HandshakeCheck();
    private final Lifecycle lifecycle;
    private final BridgeHealth health;
    private final StatisticsSampler sampler;
    private final BridgeFacts facts;
    private final ColibriStatistics statistics;
    private final MetricsRegistry metrics;

    /**
     * @param xmpp how the logins stand; null: there is no XMPP, and readiness does not need it
     */
    Operations(
            final OperationSettings settings,
            final MediaPath media,
            final ChannelCounters channels,
            final @Nullable Supplier<List<XmppStatus>> xmpp,
            final BridgeLabels labels,
            final Executor virtualThreads) {
        this.settings = settings;
        this.virtualThreads = virtualThreads;
        final LoopCounters counters =
                new LoopCounters(media.loops().stream().map(Loop::counters).toList());
        this.lifecycle = new Lifecycle(
                settings.shutdown(), settings.initialDrain(), () -> participants(media), System::nanoTime, scheduler);
        this.health = health(settings.health(), media, xmpp);
        this.sampler =
                new StatisticsSampler(media.control(), counters, settings.load(), virtualThreads, System::nanoTime);
        this.facts = new BridgeFacts(
                sampler::latest,
                counters,
                media.control(),
                xmpp == null ? List::of : xmpp,
                channels,
                lifecycle,
                health,
                labels,
                settings.load().averageParticipantStress());
        this.statistics = new ColibriStatistics(facts, InstantSource.system());
        this.metrics = new MetricsRegistry(
                facts,
                new MetricsRegistry.Build(
                        labels.version(), Runtime.version().toString(), media.transport(), media.ciphers()));
    }

    private BridgeHealth health(
            final OperationSettings.Health wanted,
            final MediaPath media,
            final @Nullable Supplier<List<XmppStatus>> xmpp) {
        final List<HealthCheck> process = new ArrayList<>();
        // Whoever runs it without XMPP tries it on one machine or in one network.
        process.add(new AddressCheck(media::offered, wanted.requireValidAddress() && xmpp != null));
        process.add(handshake::passedOrPending);
        if (wanted.requireStun()) {
            process.add(new StunCheck(() -> stunTrouble(media.reachability())));
        }
        final List<HealthCheck> surroundings = new ArrayList<>();
        surroundings.add(handshake::passed);
        surroundings.add(new WillingnessCheck(lifecycle));
        if (xmpp != null) {
            surroundings.add(new XmppCheck(xmpp));
        }
        return new BridgeHealth(
                wanted, new LoopHealth(media.loops(), System::nanoTime), process, surroundings, System::nanoTime);
    }

    /** Begins to look after things; the first sample is there when it returns. */
    void start() {
        health.start(scheduler);
        sampler.start(scheduler, settings.statsInterval());
    }

    /** For presence too, which must not outlive it. */
    ScheduledExecutorService scheduler() {
        return scheduler;
    }

    Lifecycle lifecycle() {
        return lifecycle;
    }

    BridgeHealth health() {
        return health;
    }

    /** To be told the result of the DTLS self-test. */
    HandshakeCheck handshake() {
        return handshake;
    }

    StatisticsSource statistics() {
        return statistics;
    }

    MetricsRegistry metrics() {
        return metrics;
    }

    /** The routes of the private server. */
    List<RouteModule> routes(final Rest gates, final @Nullable XmppClients clients) {
        return OpsRoutes.of(gates, facts, statistics, metrics, clients, virtualThreads, InstantSource.system());
    }

    /** What to do on a signal before everything is closed. */
    Departure departure(final Runnable leaveRooms) {
        return new Departure(
                lifecycle,
                settings.shutdown().termDrain(),
                settings.shutdown().termDeadline(),
                leaveRooms,
                facts::endpoints,
                facts.counters()::mediaPackets,
                System::nanoTime);
    }

    @Override
    public void close() {
        scheduler.shutdownNow();
        metrics.close();
    }

    private static Optional<String> stunTrouble(final MediaPath.Reachability reachability) {
        return reachability.stunFailed() ? Optional.of(String.join("; ", reachability.warnings())) : Optional.empty();
    }

    private static int participants(final MediaPath media) {
        return media.control().conferences().stream()
                .mapToInt(conference -> conference.endpointIds().size())
                .sum();
    }
}
