/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.daemon.http;

import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.hummingbridge.daemon.settings.ChannelSettings;
import org.hummingbridge.daemon.settings.ChannelSettings.TlsListen;
import org.hummingbridge.daemon.settings.ChannelSettings.WebSockets;
import org.hummingbridge.daemon.settings.Settings.Listen;
import org.hummingbridge.daemon.settings.StartupException;
import org.hummingbridge.signaling.channel.BridgeChannels;

/**
 * The public HTTP server, with TLS, without, or both: clients' bridge channels over WebSocket, and nothing else. Open to the
 * network, so it holds little for each client before it has shown a password, and ends connections on which nothing moves.
 */
public final class BridgeChannelServer implements AutoCloseable {
    static final int MAX_MESSAGE_BYTES = 64 * 1024;

    /** One for each endpoint, on more than the endpoints that one machine carries. */
    private static final int MAX_CONNECTIONS = 8_192;

    private static final String SETTING = "videobridge.http-servers.public";

    /** How long a client may take to answer a close frame. */
    private static final int CLOSING_SECONDS = 5;

    private final List<HttpServer> servers;

    private BridgeChannelServer(final List<HttpServer> servers) {
        this.servers = List.copyOf(servers);
    }

    /** Opens what is configured; nothing at all if WebSockets are off. */
    public static BridgeChannelServer open(
            final Vertx vertx, final ChannelSettings settings, final BridgeChannels channels) throws StartupException {
        final List<HttpServer> servers = new ArrayList<>();
        final BridgeChannelServer opened;
        final WebSockets webSockets = settings.webSockets();
        final Listen plain = settings.publicHttp().listen();
        final TlsListen tls = settings.publicHttp().tls();
        boolean done = false;
        try {
            final ChannelUpgrade upgrade = new ChannelUpgrade(vertx, channels, webSockets);
            if (webSockets.enabled() && plain != null) {
                servers.add(open(vertx, options(webSockets), webSockets, upgrade, plain, "port"));
            }
            if (webSockets.enabled() && tls != null) {
                final HttpServerOptions options = options(webSockets)
                        .setSsl(true)
                        .setUseAlpn(false)
                        .setKeyCertOptions(KeyStoreFile.read(tls, SETTING));
                servers.add(open(vertx, options, webSockets, upgrade, tls.listen(), "tls-port"));
            }
            opened = new BridgeChannelServer(servers);
            done = true;
        } finally {
            if (!done) {
                servers.forEach(ListeningServer::close);
            }
        }
        return opened;
    }

    /** Of what is open, without TLS first; empty if nothing is. */
    public List<Integer> ports() {
        return servers.stream().map(HttpServer::actualPort).toList();
    }

    @Override
    public void close() {
        servers.forEach(ListeningServer::close);
    }

    private static HttpServer open(
            final Vertx vertx,
            final HttpServerOptions options,
            final WebSockets settings,
            final Handler<HttpServerRequest> requests,
            final Listen listen,
            final String portKey)
            throws StartupException {
        final Handler<HttpConnection> deflate =
                settings.compression() ? new BoundedDeflate(MAX_MESSAGE_BYTES) : connection -> {};
        return ListeningServer.open(
                vertx,
                options,
                MAX_CONNECTIONS,
                deflate,
                requests,
                listen,
                new ListeningServer.Setting(SETTING, portKey, null));
    }

    private static HttpServerOptions options(final WebSockets settings) {
        final int idleMillis = Math.toIntExact(settings.idleTimeout().toMillis());
        final HttpServerOptions options = ListeningServer.options(0)
                .setIdleTimeoutUnit(TimeUnit.MILLISECONDS)
                .setMaxWebSocketFrameSize(MAX_MESSAGE_BYTES)
                .setMaxWebSocketMessageSize(MAX_MESSAGE_BYTES)
                .setWebSocketClosingTimeout(CLOSING_SECONDS)
                .setPerFrameWebSocketCompressionSupported(false)
                .setPerMessageWebSocketCompressionSupported(settings.compression());
        // Clients answer pings, so that those who do not are gone; without pings a client may rightly be silent.
        return settings.pings() ? options.setReadIdleTimeout(idleMillis) : options.setIdleTimeout(idleMillis);
    }
}
