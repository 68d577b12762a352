/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.daemon.http;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

/** How the control interface answers. Never answers a connection that is gone. */
final class Answers {
    private Answers() {}

    static void json(final RoutingContext context, final int status, final JsonObject body) {
        json(context, status, body.encode());
    }

    static void json(final RoutingContext context, final int status, final String body) {
        if (!context.response().closed()) {
            context.response()
                    .setStatusCode(status)
                    .putHeader("Content-Type", "application/json")
                    .end(body);
        }
    }

    static void empty(final RoutingContext context, final int status) {
        if (!context.response().closed()) {
            context.response().setStatusCode(status).end();
        }
    }

    static void text(final RoutingContext context, final int status, final String sentence) {
        if (!context.response().closed()) {
            context.response()
                    .setStatusCode(status)
                    .putHeader("Content-Type", "text/plain; charset=utf-8")
                    .end(sentence + "\n");
        }
    }

    /**
     * Runs {@code work} where it may wait, and what it returns back on the request's event loop. Whatever either of them throws
     * fails the request, errors too: who is never answered waits until the connection's time is up.
     */
    static void later(final RoutingContext context, final Executor virtualThreads, final Supplier<Runnable> work) {
        final Context eventLoop = Vertx.currentContext();
        virtualThreads.execute(() -> {
            final Runnable answer = orFailure(context, work);
            eventLoop.runOnContext(ignored -> {
                try {
                    answer.run();
                } catch (RuntimeException | Error e) {
                    context.fail(e);
                }
            });
        });
    }

    private static Runnable orFailure(final RoutingContext context, final Supplier<Runnable> work) {
        try {
            return work.get();
        } catch (RuntimeException | Error e) {
            return () -> context.fail(e);
        }
    }
}
