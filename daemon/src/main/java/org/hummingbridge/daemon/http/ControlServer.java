/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.daemon.http;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import org.hummingbridge.daemon.settings.Settings.Http;
import org.hummingbridge.daemon.settings.StartupException;

/**
 * The control interface, the page and whatever else brings routes, on one private port. Has no log-in, so it answers only
 * requests that name this machine (see {@link OriginCheck}) and allows no other origin.
 */
public final class ControlServer implements AutoCloseable {
    /** Connections and WebSockets without a byte for this long are closed. */
    public static final int IDLE_SECONDS = 60;

    /** Browsers open six per tab; beyond this somebody is playing. */
    private static final int MAX_CONNECTIONS = 512;

    private static final int MAX_WEB_SOCKET_MESSAGE_BYTES = 256 * 1024;

    /** For TRACE, which would show a page of another site what a proxy in between has added. */
    private static final int METHOD_NOT_ALLOWED = 405;

    private final HttpServer server;

    private ControlServer(final HttpServer server) {
        this.server = server;
    }

    public static ControlServer open(final Vertx vertx, final Http settings, final List<RouteModule> modules)
            throws StartupException {
        final Router router = Router.router(vertx);
        router.route().handler(new OriginCheck(settings.allowedHosts()));
        router.route().handler(SecurityHeaders::add);
        router.route().handler(ControlServer::refuseTrace);
        modules.forEach(module -> module.mount(router));
        final HttpServerOptions options = ListeningServer.options(IDLE_SECONDS)
                .setMaxWebSocketFrameSize(MAX_WEB_SOCKET_MESSAGE_BYTES)
                .setMaxWebSocketMessageSize(MAX_WEB_SOCKET_MESSAGE_BYTES);
        return new ControlServer(ListeningServer.open(
                vertx,
                options,
                MAX_CONNECTIONS,
                router,
                settings.listen(),
                new ListeningServer.Setting("videobridge.http-servers.private", "port", "--http-port")));
    }

    /** A route of its own for the method would turn every 404 into a 405. */
    private static void refuseTrace(final RoutingContext context) {
        if (context.request().method().equals(HttpMethod.TRACE)) {
            Answers.empty(context, METHOD_NOT_ALLOWED);
        } else {
            context.next();
        }
    }

    public int port() {
        return server.actualPort();
    }

    @Override
    public void close() {
        ListeningServer.close(server);
    }
}
