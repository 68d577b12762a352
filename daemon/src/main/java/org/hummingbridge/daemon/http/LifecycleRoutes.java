/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.daemon.http;

import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.util.Optional;
import java.util.concurrent.Executor;
import org.hummingbridge.daemon.lifecycle.Lifecycle;
import org.hummingbridge.daemon.settings.OperationSettings.Rest;
import org.jspecify.annotations.Nullable;

/** {@code /colibri/drain} and {@code /colibri/shutdown}. Changes run on virtual threads, since Jicofo is told of them at once. */
public final class LifecycleRoutes implements RouteModule {
    private static final int MAX_BODY_BYTES = 4_096;
    private static final int BAD_REQUEST = 400;

    private final Lifecycle lifecycle;
    private final Rest gates;
    private final Executor virtualThreads;

    public LifecycleRoutes(final Lifecycle lifecycle, final Rest gates, final Executor virtualThreads) {
        this.lifecycle = lifecycle;
        this.gates = gates;
        this.virtualThreads = virtualThreads;
    }

    @Override
    public void mount(final Router router) {
        if (gates.drain()) {
            router.get("/colibri/drain")
                    .handler(context ->
                            Answers.json(context, 200, new JsonObject().put("drain", lifecycle.isDraining())));
            router.post("/colibri/drain/enable").handler(context -> change(context, () -> lifecycle.drain(true)));
            router.post("/colibri/drain/disable").handler(context -> change(context, () -> lifecycle.drain(false)));
        }
        if (gates.colibri() && gates.shutdown()) {
            router.post("/colibri/shutdown")
                    .handler(BodyHandler.create(false).setBodyLimit(MAX_BODY_BYTES))
                    .handler(this::shutdown);
        }
    }

    private void shutdown(final RoutingContext context) {
        final Optional<Boolean> graceful = graceful(context.body().asString());
        if (graceful.isEmpty()) {
            Answers.text(context, BAD_REQUEST, "Send {\"graceful-shutdown\": true} or false.");
        } else if (graceful.get()) {
            change(context, lifecycle::requestGracefulShutdown);
        } else {
            change(context, lifecycle::requestShutdown);
        }
    }

    /** The script that comes with jitsi-videobridge sends the string. */
    private static Optional<Boolean> graceful(final @Nullable String body) {
        if (body == null) {
            return Optional.empty();
        }
        try {
            return switch (new JsonObject(body).getValue("graceful-shutdown")) {
                case Boolean value -> Optional.of(value);
                case String value -> Optional.of(Boolean.parseBoolean(value));
                case null, default -> Optional.empty();
            };
        } catch (DecodeException | ClassCastException e) {
            return Optional.empty();
        }
    }

    private void change(final RoutingContext context, final Runnable change) {
        Answers.later(context, virtualThreads, () -> {
            change.run();
            return () -> Answers.empty(context, 200);
        });
    }
}
