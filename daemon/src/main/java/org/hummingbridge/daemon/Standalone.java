/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.daemon;

import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.hummingbridge.daemon.http.BridgeChannelServer;
import org.hummingbridge.daemon.http.Colibri2Routes;
import org.hummingbridge.daemon.http.ControlServer;
import org.hummingbridge.daemon.http.MetricsServer;
import org.hummingbridge.daemon.http.PageRoutes;
import org.hummingbridge.daemon.http.RouteModule;
import org.hummingbridge.daemon.lifecycle.HandshakeCheck;
import org.hummingbridge.daemon.rooms.RoomsRoute;
import org.hummingbridge.daemon.settings.OperationSettings.Rest;
import org.hummingbridge.daemon.settings.Settings;
import org.hummingbridge.daemon.settings.Settings.Listen;
import org.hummingbridge.daemon.settings.StartupException;
import org.hummingbridge.signaling.brewery.BridgeLabels;
import org.hummingbridge.signaling.channel.BridgeChannels;
import org.hummingbridge.signaling.colibri2.Colibri2Rest;
import org.hummingbridge.signaling.colibri2.Colibri2Settings;
import org.hummingbridge.signaling.colibri2.ConferenceModifyHandler;

/**
 * The bridge without XMPP: media path, control interface, page and metrics, all of it running or none. Opening order is
 * sockets first, so that nothing is offered before it works; closing order is the reverse.
 */
final class Standalone implements AutoCloseable {
    private static final int HTTP_LOOPS = 2;
    private static final int WORKERS = 2;
    private static final long CLOSE_MILLIS = 1_000;

    /** There is no SCTP association in this bridge yet. */
    private static final Colibri2Settings COLIBRI2 = new Colibri2Settings(false);

    private final Settings settings;
    private final Closing closing;
    private final BridgeChannels channels;
    private final MediaPath media;
    private final Operations operations;
    private final BridgeChannelServer webSockets;
    private final ControlServer control;
    private final MetricsServer metrics;

    private Standalone(final Settings settings, final MediaPath.Opening opening, final Closing closing)
            throws StartupException {
        this.settings = settings;
        this.closing = closing;
        final ExecutorService virtualThreads = Executors.newThreadPerTaskExecutor(
                Thread.ofVirtual().name("control-", 0).factory());
        closing.add(virtualThreads::shutdownNow);
        this.channels = Channels.of(settings, virtualThreads);
        this.media = closing.add(opening.open(settings, channels));
        final Vertx vertx = vertx();
        closing.add(() -> close(vertx));
        this.operations = closing.add(operations(virtualThreads));
        this.metrics = closing.add(MetricsServer.open(vertx, settings.metrics(), operations.metrics(), virtualThreads));
        this.webSockets = closing.add(BridgeChannelServer.open(vertx, settings.channel(), channels));
        this.control = closing.add(ControlServer.open(vertx, settings.http(), routes(vertx, virtualThreads)));
        operations.start();
    }

    static Standalone start(final Settings settings, final MediaPath.Opening opening) throws StartupException {
        final Closing closing = new Closing();
        boolean started = false;
        try {
            final Standalone bridge = new Standalone(settings, opening, closing);
            started = true;
            return bridge;
        } finally {
            if (!started) {
                closing.close();
            }
        }
    }

    int httpPort() {
        return control.port();
    }

    int metricsPort() {
        return metrics.port();
    }

    /** What people need to know, line by line. */
    List<String> report() {
        final List<String> lines = new ArrayList<>();
        lines.add("Hummingbridge " + Version.number() + " is running.");
        lines.add("  page       " + url(settings.http().listen(), httpPort(), "/"));
        lines.add("  metrics    " + url(settings.metrics(), metricsPort(), "/metrics"));
        for (final int port : webSockets.ports()) {
            lines.add("  channels   WebSockets on TCP port " + port);
        }
        lines.addAll(media.report());
        return List.copyOf(lines);
    }

    @Override
    public void close() {
        closing.close();
    }

    /** To be told the result of the DTLS self-test. */
    HandshakeCheck handshake() {
        return operations.handshake();
    }

    private Operations operations(final ExecutorService virtualThreads) {
        return new Operations(
                settings.operation(),
                media,
                channels.counters(),
                null,
                new BridgeLabels(Version.number(), null, null, null),
                virtualThreads);
    }

    private List<RouteModule> routes(final Vertx vertx, final ExecutorService virtualThreads) {
        final ConferenceModifyHandler handler =
                new ConferenceModifyHandler(media.control(), COLIBRI2, channels, virtualThreads);
        final List<RouteModule> routes = new ArrayList<>();
        routes.add(new Colibri2Routes(new Colibri2Rest(media.control(), handler), virtualThreads));
        routes.addAll(operations.routes(gates(settings.operation().rest()), null));
        routes.add(new RoomsRoute(vertx, media.control(), virtualThreads, new SecureRandom(), System::nanoTime));
        routes.add(new PageRoutes());
        return routes;
    }

    /** Without XMPP the control interface is the only way in, so it is always open. */
    private static Rest gates(final Rest wanted) {
        return new Rest(
                true,
                wanted.debug(),
                wanted.drain(),
                wanted.health(),
                wanted.prometheus(),
                wanted.rtcstats(),
                wanted.shutdown(),
                wanted.version());
    }

    /** Without native transports, worker pools of any size or files on disk: HTTP is the smallest part of the work here. */
    private static Vertx vertx() {
        return Vertx.vertx(new VertxOptions()
                .setEventLoopPoolSize(HTTP_LOOPS)
                .setWorkerPoolSize(WORKERS)
                .setInternalBlockingPoolSize(WORKERS)
                .setFileSystemOptions(
                        new FileSystemOptions().setFileCachingEnabled(false).setClassPathResolvingEnabled(false)));
    }

    private static void close(final Vertx vertx) throws Exception {
        vertx.close().toCompletionStage().toCompletableFuture().get(CLOSE_MILLIS, TimeUnit.MILLISECONDS);
    }

    private static String url(final Listen listen, final int port, final String path) {
        final boolean anywhere =
                listen.host().equals("0.0.0.0") || listen.host().equals("::");
        final String host = listen.host().indexOf(':') >= 0 ? "[" + listen.host() + "]" : listen.host();
        return "http://" + (anywhere || host.equals("127.0.0.1") ? "localhost" : host) + ":" + port + path
                + (anywhere ? " (on all addresses)" : "");
    }
}
