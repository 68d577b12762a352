/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.daemon;

import io.vertx.core.Vertx;
import java.io.PrintStream;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.hummingbridge.daemon.http.BridgeChannelServer;
import org.hummingbridge.daemon.http.Colibri2Routes;
import org.hummingbridge.daemon.http.ControlServer;
import org.hummingbridge.daemon.http.HttpLoops;
import org.hummingbridge.daemon.http.ListeningServer;
import org.hummingbridge.daemon.http.MetricsServer;
import org.hummingbridge.daemon.http.PageRoutes;
import org.hummingbridge.daemon.http.RouteModule;
import org.hummingbridge.daemon.lifecycle.Repeating;
import org.hummingbridge.daemon.rooms.RoomsRoute;
import org.hummingbridge.daemon.settings.OperationSettings.Rest;
import org.hummingbridge.daemon.settings.Settings;
import org.hummingbridge.daemon.settings.StartupException;
import org.hummingbridge.daemon.threads.LoopsFirst;
import org.hummingbridge.sfu.conference.Rehearsal;
import org.hummingbridge.sfu.dtls.DtlsSelfTest;
import org.hummingbridge.signaling.channel.BridgeChannels;
import org.hummingbridge.signaling.colibri2.Colibri2Rest;
import org.hummingbridge.signaling.colibri2.Colibri2Settings;
import org.hummingbridge.signaling.colibri2.ConferenceModifyHandler;
import org.hummingbridge.signaling.xmpp.XmppClients;
import org.hummingbridge.signaling.xmpp.XmppStatus;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The running bridge: media path, bridge channels, control interface, metrics and breweries, all of it or none. Sockets open
 * first and the brewery is joined last, so that nothing is offered before it works; closing goes the other way.
 */
final class Daemon implements AutoCloseable {
    /** Threads that come and go are few and are given their due a little later. */
    private static final Duration THREADS_REVIEW = Duration.ofSeconds(2);

    private static final Duration SELF_TEST_LIMIT = Duration.ofSeconds(30);

    private static final Logger LOG = LoggerFactory.getLogger(Daemon.class);

    private final Settings settings;
    private final Purpose purpose;
    private final Closing closing;
    private final MediaPath media;
    private final LoopsFirst threads;
    private final Operations operations;
    private final BridgeChannelServer channelServer;
    private final ControlServer control;
    private final MetricsServer metrics;
    private final @Nullable Attendance attendance;

    /**
     * Who it is for.
     *
     * @param brewery whether it joins the breweries that are configured
     * @param page whether browsers find a page here by which tabs join a call; opens the control interface for it
     */
    record Purpose(boolean brewery, boolean page) {
        /** A newcomer. */
        static final Purpose STANDALONE = new Purpose(false, true);
    }

    private Daemon(
            final Settings settings, final Purpose purpose, final MediaPath.Opening opening, final Closing closing)
            throws StartupException {
        this.settings = settings;
        this.purpose = purpose;
        this.closing = closing;
        final ExecutorService virtualThreads = Executors.newThreadPerTaskExecutor(
                Thread.ofVirtual().name("control-", 0).factory());
        closing.add(virtualThreads::shutdownNow);
        final BridgeChannels channels = Channels.of(settings, closing.add(new ThreadStarter(virtualThreads)));
        this.media = closing.add(opening.open(settings, channels));
        this.threads = LoopsFirst.arrange(settings.media().loopsFirst());
        final Vertx vertx = closing.add(HttpLoops.open()).vertx();
        this.operations = closing.add(new Operations(
                purpose.brewery() ? settings.operation() : settings.operation().withoutPublicAddress(),
                media,
                channels.counters(),
                purpose.brewery() ? this::logins : null,
                Attendance.labels(settings),
                virtualThreads));
        final ConferenceModifyHandler colibri2 = new ConferenceModifyHandler(
                media.control(),
                new Colibri2Settings(
                        settings.channel().sctp().enabled(), operations.lifecycle()::rejectsNewConferences),
                channels,
                virtualThreads);
        this.attendance = purpose.brewery() ? attend(colibri2) : null;
        this.metrics = closing.add(MetricsServer.open(vertx, settings.metrics(), operations.metrics(), virtualThreads));
        this.channelServer = closing.add(BridgeChannelServer.open(vertx, settings.channel(), channels));
        this.control = closing.add(ControlServer.open(vertx, settings.http(), routes(vertx, colibri2, virtualThreads)));
    }

    static Daemon start(final Settings settings, final Purpose purpose, final MediaPath.Opening opening)
            throws StartupException {
        final Closing closing = new Closing();
        boolean started = false;
        try {
            final Daemon bridge = new Daemon(settings, purpose, opening, closing);
            bridge.begin();
            started = true;
            return bridge;
        } finally {
            if (!started) {
                closing.close();
            }
        }
    }

    private void begin() {
        if (settings.media().rehearsal()) {
            rehearse(Rehearsal.Budget.BEFORE_READY);
        }
        operations.start();
        Repeating.start(operations.scheduler(), THREADS_REVIEW, threads::review);
        if (attendance != null) {
            attendance.begin(settings);
        }
    }

    /** A failure costs nothing but the first call's comfort. */
    void rehearse(final Rehearsal.Budget budget) {
        final Rehearsal.Account account = media.rehearse(budget);
        if (account.failure() != null) {
            LOG.warn(
                    "The rehearsal of a call failed, so the first one may stutter: {}; hummingbridge.rehearsal.enabled = false"
                            + " leaves it out",
                    account.failure());
        }
    }

    private Attendance attend(final ConferenceModifyHandler colibri2) {
        final Attendance made = closing.add(new Attendance(
                settings, colibri2, operations.health(), operations.statistics(), operations.scheduler()));
        operations.lifecycle().onChange(made::tell);
        return made;
    }

    int httpPort() {
        return control.port();
    }

    int metricsPort() {
        return metrics.port();
    }

    /** Shakes hands with itself, which takes a second, and warns if that fails. The bridge is not ready before. */
    void testHandshake(final PrintStream out) throws InterruptedException {
        final String failure = DtlsSelfTest.run(new SecureRandom(), SELF_TEST_LIMIT);
        operations.handshake().result(failure);
        if (failure != null) {
            out.println("  warning    Nobody will be able to join, because the DTLS self-test failed: " + failure);
        }
    }

    /** Waits until somebody ends the bridge over HTTP. */
    void awaitEnd() throws InterruptedException {
        operations.lifecycle().awaitEnd();
    }

    /** Has everybody moved elsewhere, and waits for it as long as the settings allow. Without a brewery nobody can be. */
    void depart() {
        if (attendance != null) {
            operations.departure(attendance::leave).run();
        }
    }

    /** What people need to know, line by line. */
    List<String> report() {
        final List<String> lines = new ArrayList<>();
        lines.add("Hummingbridge " + Version.number() + " is running.");
        lines.add((purpose.page() ? "  page       " : "  control    ")
                + ListeningServer.url(settings.http().listen(), httpPort(), "/"));
        lines.add("  metrics    " + ListeningServer.url(settings.metrics(), metricsPort(), "/metrics"));
        for (final int port : channelServer.ports()) {
            lines.add("  channels   WebSockets on port " + port);
        }
        if (purpose.brewery()) {
            settings.xmpp()
                    .servers()
                    .forEach(server -> lines.add("  XMPP       " + server.id() + ": " + server.username() + '@'
                            + server.domain() + " on " + server.host() + ':' + server.port() + ", as "
                            + server.nickname() + " in " + String.join(", ", server.mucs())));
            settings.xmpp()
                    .components()
                    .forEach(component -> lines.add("  XMPP       " + component.id() + ": component "
                            + component.domain() + " on " + component.host() + ':' + component.port()));
        }
        lines.add("  threads    " + threads.report());
        lines.addAll(media.report());
        return List.copyOf(lines);
    }

    @Override
    public void close() {
        closing.close();
    }

    private List<XmppStatus> logins() {
        return attendance == null ? List.of() : attendance.clients().statuses();
    }

    private List<RouteModule> routes(
            final Vertx vertx, final ConferenceModifyHandler colibri2, final ExecutorService virtualThreads) {
        final Rest gates = gates(settings.operation().rest());
        final List<RouteModule> routes = new ArrayList<>();
        if (gates.colibri()) {
            routes.add(new Colibri2Routes(new Colibri2Rest(media.control(), colibri2), virtualThreads));
        }
        final XmppClients clients = attendance == null ? null : attendance.clients();
        routes.addAll(operations.routes(gates, clients));
        if (purpose.page()) {
            routes.add(new RoomsRoute(vertx, media.control(), virtualThreads, new SecureRandom(), System::nanoTime));
            routes.add(new PageRoutes());
        }
        return routes;
    }

    /** The page drives the bridge over the control interface. */
    private Rest gates(final Rest wanted) {
        return new Rest(
                wanted.colibri() || purpose.page(),
                wanted.debug(),
                wanted.drain(),
                wanted.health(),
                wanted.prometheus(),
                wanted.rtcstats(),
                wanted.shutdown(),
                wanted.version());
    }
}
