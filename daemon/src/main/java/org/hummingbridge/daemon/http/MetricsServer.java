/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.daemon.http;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import org.hummingbridge.daemon.settings.Settings.Listen;
import org.hummingbridge.daemon.settings.StartupException;

/** {@code /metrics} for Prometheus, and nothing else. Open to the network, so it holds little for each client and few clients. */
public final class MetricsServer implements AutoCloseable {
    private static final String TEXT_FORMAT = "text/plain; version=0.0.4; charset=utf-8";
    private static final int IDLE_SECONDS = 10;
    private static final int MAX_CONNECTIONS = 64;

    /** Scrapes that are computed at the same time; a scraper that finds none free comes back. */
    private static final int MAX_SCRAPES = 2;

    private static final int BUSY = 503;

    private final HttpServer server;

    private MetricsServer(final HttpServer server) {
        this.server = server;
    }

    /** {@code scrape} runs on {@code virtualThreads}. */
    public static MetricsServer open(
            final Vertx vertx, final Listen listen, final Supplier<String> scrape, final Executor virtualThreads)
            throws StartupException {
        final Semaphore free = new Semaphore(MAX_SCRAPES);
        final Router router = Router.router(vertx);
        router.get("/metrics").handler(context -> {
            if (free.tryAcquire()) {
                virtualThreads.execute(() -> answer(context, scrape, free));
            } else {
                context.fail(BUSY);
            }
        });
        return new MetricsServer(ListeningServer.open(
                vertx,
                ListeningServer.options(IDLE_SECONDS),
                MAX_CONNECTIONS,
                router,
                listen,
                "hummingbridge.metrics",
                "--metrics-port"));
    }

    public int port() {
        return server.actualPort();
    }

    @Override
    public void close() {
        ListeningServer.close(server);
    }

    private static void answer(final RoutingContext context, final Supplier<String> scrape, final Semaphore free) {
        try {
            context.response().putHeader("Content-Type", TEXT_FORMAT).end(scrape.get());
        } finally {
            free.release();
        }
    }
}
