/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.daemon;

import io.vertx.core.Vertx;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.hummingbridge.daemon.http.AboutRoutes;
import org.hummingbridge.daemon.http.Colibri2Routes;
import org.hummingbridge.daemon.http.ControlServer;
import org.hummingbridge.daemon.http.MetricsServer;
import org.hummingbridge.daemon.http.RouteModule;
import org.hummingbridge.daemon.metrics.BridgeMetrics;
import org.hummingbridge.daemon.metrics.MetricsRegistry;
import org.hummingbridge.daemon.settings.Settings;
import org.hummingbridge.daemon.settings.StartupException;
import org.hummingbridge.sfu.datagram.Loop;
import org.hummingbridge.signaling.channel.BridgeChannels;
import org.hummingbridge.signaling.channel.ChannelPolicy;
import org.hummingbridge.signaling.channel.WebSocketAddresses;
import org.hummingbridge.signaling.colibri2.Colibri2Rest;
import org.hummingbridge.signaling.colibri2.Colibri2Settings;
import org.hummingbridge.signaling.colibri2.ConferenceModifyHandler;

/** The bridge of a Jitsi deployment. The brewery is joined last, when everything that it promises can be kept. */
final class Deployment implements AutoCloseable {
    private final Settings settings;
    private final Closing closing;
    private final MediaPath media;
    private final BridgeChannels channels;
    private final ControlServer control;
    private final MetricsServer metrics;
    private final Attendance attendance;

    private Deployment(final Settings settings, final MediaPath.Opening opening, final Closing closing)
            throws StartupException {
        this.settings = settings;
        this.closing = closing;
        final ExecutorService virtualThreads = Executors.newThreadPerTaskExecutor(
                Thread.ofVirtual().name("control-", 0).factory());
        closing.add(virtualThreads::shutdownNow);
        this.channels = new BridgeChannels(
                ChannelPolicy.of(BridgeTerms.of(settings).initial()),
                WebSocketAddresses.NONE,
                virtualThreads,
                new SecureRandom(),
                System::nanoTime);
        this.media = closing.add(opening.open(settings, channels));
        final Vertx vertx = Vertx.vertx();
        closing.add(vertx::close);
        final ConferenceModifyHandler handler = new ConferenceModifyHandler(
                media.control(), new Colibri2Settings(settings.channel().sctp().enabled()), channels, virtualThreads);
        final LoopHealth health = new LoopHealth(media.loops(), System::nanoTime);
        vertx.setPeriodic(LoopHealth.PERIOD_MILLIS, timer -> health.ask());
        final MetricsRegistry registry = closing.add(new MetricsRegistry(
                new BridgeMetrics(media.loops().stream().map(Loop::counters).toList(), () -> 0, () -> 0),
                new MetricsRegistry.Build(
                        Version.number(), Runtime.version().toString(), media.transport(), media.ciphers())));
        this.metrics = closing.add(MetricsServer.open(vertx, settings.metrics(), registry::scrape, virtualThreads));
        final List<RouteModule> routes = List.of(
                new Colibri2Routes(new Colibri2Rest(media.control(), handler), virtualThreads),
                new AboutRoutes(health::ailment, Version.number()));
        this.control = closing.add(ControlServer.open(vertx, settings.http(), routes));
        this.attendance = closing.add(new Attendance(settings, handler, health::ailment, Deployment::statistics));
    }

    private static SequencedMap<String, Object> statistics() {
        final SequencedMap<String, Object> map = new LinkedHashMap<>();
        map.put("stress_level", 0.01);
        map.put("drain", false);
        map.put("graceful_shutdown", false);
        map.put("shutting_down", false);
        map.put("healthy", true);
        return map;
    }

    static Deployment start(final Settings settings, final MediaPath.Opening opening) throws StartupException {
        final Closing closing = new Closing();
        boolean started = false;
        try {
            final Deployment bridge = new Deployment(settings, opening, closing);
            bridge.attendance.begin(settings);
            started = true;
            return bridge;
        } finally {
            if (!started) {
                closing.close();
            }
        }
    }

    /** What people need to know, line by line. */
    List<String> report() {
        final List<String> lines = new ArrayList<>();
        lines.add("Hummingbridge " + Version.number() + " is running.");
        lines.add("  control    port " + control.port());
        lines.add("  metrics    port " + metrics.port());
        lines.add("  XMPP       " + settings.xmpp().servers().size() + " servers");
        lines.addAll(media.report());
        return List.copyOf(lines);
    }

    @Override
    public void close() {
        closing.close();
    }
}
