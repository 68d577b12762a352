/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.daemon;

import io.vertx.core.Vertx;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.hummingbridge.daemon.http.Colibri2Routes;
import org.hummingbridge.daemon.http.ControlServer;
import org.hummingbridge.daemon.http.MetricsServer;
import org.hummingbridge.daemon.http.RouteModule;
import org.hummingbridge.daemon.lifecycle.HandshakeCheck;
import org.hummingbridge.daemon.settings.OperationSettings.Rest;
import org.hummingbridge.daemon.settings.Settings;
import org.hummingbridge.daemon.settings.StartupException;
import org.hummingbridge.signaling.channel.BridgeChannels;
import org.hummingbridge.signaling.channel.ChannelPolicy;
import org.hummingbridge.signaling.channel.WebSocketAddresses;
import org.hummingbridge.signaling.colibri2.Colibri2Rest;
import org.hummingbridge.signaling.colibri2.Colibri2Settings;
import org.hummingbridge.signaling.colibri2.ConferenceModifyHandler;
import org.hummingbridge.signaling.xmpp.XmppStatus;

/** The bridge of a Jitsi deployment. The brewery is joined last, when everything that it promises can be kept. */
final class Deployment implements AutoCloseable {
    private final Settings settings;
    private final Closing closing;
    private final MediaPath media;
    private final BridgeChannels channels;
    private final Operations operations;
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
        this.operations = closing.add(new Operations(
                settings.operation(),
                media,
                channels.counters(),
                this::logins,
                Attendance.labels(settings),
                virtualThreads));
        final ConferenceModifyHandler handler = new ConferenceModifyHandler(
                media.control(),
                new Colibri2Settings(
                        settings.channel().sctp().enabled(), operations.lifecycle()::rejectsNewConferences),
                channels,
                virtualThreads);
        this.attendance = closing.add(new Attendance(settings, handler, operations.health(), operations.statistics()));
        operations.lifecycle().onChange(attendance::tell);
        this.metrics = closing.add(MetricsServer.open(vertx, settings.metrics(), operations.metrics(), virtualThreads));
        this.control = closing.add(ControlServer.open(vertx, settings.http(), routes(handler, virtualThreads)));
        operations.start();
    }

    private List<RouteModule> routes(final ConferenceModifyHandler handler, final ExecutorService virtualThreads) {
        final Rest gates = settings.operation().rest();
        final List<RouteModule> routes = new ArrayList<>();
        if (gates.colibri()) {
            routes.add(new Colibri2Routes(new Colibri2Rest(media.control(), handler), virtualThreads));
        }
        routes.addAll(operations.routes(gates, attendance.clients()));
        return routes;
    }

    private List<XmppStatus> logins() {
        return attendance.clients().statuses();
    }

    /** To be told the result of the DTLS self-test. */
    HandshakeCheck handshake() {
        return operations.handshake();
    }

    /** Waits until somebody ends the bridge over HTTP. */
    void awaitEnd() throws InterruptedException {
        operations.lifecycle().awaitEnd();
    }

    /** Has everybody moved elsewhere, and waits for it as long as the settings allow. */
    void depart() {
        operations.departure(attendance::close).run();
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
