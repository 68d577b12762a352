/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.daemon.http;

import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Function;
import java.util.function.Supplier;
import org.hummingbridge.signaling.colibri2.Colibri2Rest;
import org.hummingbridge.signaling.colibri2.Colibri2Rest.Response;

/** Colibri2 on {@code /colibri/v2/conferences}. Reads bodies on the event loop and does everything else on virtual threads. */
public final class Colibri2Routes implements RouteModule {
    private static final String CONFERENCES = "/colibri/v2/conferences";
    private static final String CONFERENCE = CONFERENCES + "/:meeting";
    private static final String SPEAKERS = CONFERENCE + "/dominant-speaker-identification";

    private static final int FIRST_SERVER_ERROR = 500;

    private final Colibri2Rest rest;
    private final Executor virtualThreads;

    public Colibri2Routes(final Colibri2Rest rest, final Executor virtualThreads) {
        this.rest = rest;
        this.virtualThreads = virtualThreads;
    }

    @Override
    public void mount(final Router router) {
        final BodyHandler bodies = BodyHandler.create(false).setBodyLimit(Colibri2Rest.MAX_BODY_BYTES);
        router.route(CONFERENCES + "*").failureHandler(Colibri2Routes::fail);
        router.post(CONFERENCES).handler(bodies).handler(context -> change(context, rest::create));
        router.patch(CONFERENCE).handler(bodies).handler(context -> {
            final String meeting = context.pathParam("meeting");
            change(context, body -> rest.update(meeting, body));
        });
        router.get(CONFERENCES).handler(context -> look(context, rest::describeAll));
        router.get(CONFERENCE).handler(context -> {
            final String meeting = context.pathParam("meeting");
            look(context, () -> rest.describe(meeting));
        });
        router.get(SPEAKERS).handler(context -> {
            final String meeting = context.pathParam("meeting");
            look(context, () -> rest.speakers(meeting));
        });
    }

    /** What clients do wrong before a handler sees it is no event for the log. */
    private static void fail(final RoutingContext context) {
        if (context.statusCode() >= FIRST_SERVER_ERROR || context.statusCode() < 0) {
            context.next();
        } else {
            context.response().setStatusCode(context.statusCode()).end();
        }
    }

    private void change(final RoutingContext context, final Function<byte[], CompletableFuture<Response>> operation) {
        final byte[] body =
                context.body().isEmpty() ? new byte[0] : context.body().buffer().getBytes();
        look(context, () -> operation.apply(body).join());
    }

    private void look(final RoutingContext context, final Supplier<Response> operation) {
        Answers.later(context, virtualThreads, () -> {
            final Response response = operation.get();
            return () -> Answers.json(context, response.status(), response.body());
        });
    }
}
