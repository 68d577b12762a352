/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.daemon.http;

import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;
import org.hummingbridge.daemon.metrics.MetricsFormat;
import org.hummingbridge.daemon.metrics.MetricsRegistry;

/** {@code /metrics} in the format that the client prefers. Computes few answers at the same time, each on a virtual thread. */
public final class MetricsRoute implements RouteModule {
    /** Scrapes that are computed at the same time; a scraper that finds none free comes back. */
    private static final int MAX_SCRAPES = 2;

    private static final int NOT_ACCEPTABLE = 406;
    private static final int BUSY = 503;

    private final MetricsRegistry registry;
    private final MetricsFormat otherwise;
    private final Executor virtualThreads;
    private final Semaphore free = new Semaphore(MAX_SCRAPES);

    /** @param otherwise for clients that take anything */
    public MetricsRoute(final MetricsRegistry registry, final MetricsFormat otherwise, final Executor virtualThreads) {
        this.registry = registry;
        this.otherwise = otherwise;
        this.virtualThreads = virtualThreads;
    }

    @Override
    public void mount(final Router router) {
        router.get("/metrics").handler(this::answer);
    }

    private void answer(final RoutingContext context) {
        final Optional<MetricsFormat> format =
                MetricsFormat.preferred(context.request().getHeader("Accept"), otherwise);
        if (format.isEmpty()) {
            Answers.text(context, NOT_ACCEPTABLE, "There is OpenMetrics, Prometheus text, and JSON.");
        } else if (free.tryAcquire()) {
            Answers.later(context, virtualThreads, () -> {
                try {
                    final String body = registry.scrape(format.get());
                    return () -> context.response()
                            .putHeader("Content-Type", format.get().contentType())
                            .end(body);
                } finally {
                    free.release();
                }
            });
        } else {
            context.fail(BUSY);
        }
    }
}
