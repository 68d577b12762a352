/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.daemon.http;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.ext.web.Router;
import java.util.concurrent.Executor;
import org.hummingbridge.daemon.metrics.MetricsFormat;
import org.hummingbridge.daemon.metrics.MetricsRegistry;
import org.hummingbridge.daemon.settings.Settings.Listen;
import org.hummingbridge.daemon.settings.StartupException;

/** {@code /metrics} for Prometheus, and nothing else. Open to the network, so it holds little for each client and few clients. */
public final class MetricsServer implements AutoCloseable {
    private static final int IDLE_SECONDS = 10;
    private static final int MAX_CONNECTIONS = 64;

    private final HttpServer server;

    private MetricsServer(final HttpServer server) {
        this.server = server;
    }

    /** Scrapes run on {@code virtualThreads}. */
    public static MetricsServer open(
            final Vertx vertx, final Listen listen, final MetricsRegistry registry, final Executor virtualThreads)
            throws StartupException {
        final Router router = Router.router(vertx);
        new MetricsRoute(registry, MetricsFormat.TEXT, virtualThreads).mount(router);
        return new MetricsServer(ListeningServer.open(
                vertx,
                ListeningServer.options(IDLE_SECONDS),
                MAX_CONNECTIONS,
                router,
                listen,
                new ListeningServer.Setting("hummingbridge.metrics", "port", "--metrics-port")));
    }

    public int port() {
        return server.actualPort();
    }

    @Override
    public void close() {
        ListeningServer.close(server);
    }
}
