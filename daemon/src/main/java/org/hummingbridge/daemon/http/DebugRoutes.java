/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.daemon.http;

import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.hummingbridge.daemon.settings.OperationSettings.Rest;
import org.hummingbridge.daemon.statistics.BridgeFacts;
import org.hummingbridge.sfu.conference.ConferenceControl;
import org.hummingbridge.sfu.conference.EndpointSnapshot;

/**
 * {@code /debug}, {@code /debug/CONFERENCE} and {@code /debug/CONFERENCE/ENDPOINT}. Asks the loops, a conference after the
 * other, on a virtual thread; what a hanging loop would have told is left out.
 */
public final class DebugRoutes implements RouteModule {
    private static final int MOVED = 301;
    private static final int NOT_FOUND = 404;
    private static final String PATH = "/debug";
    private static final String OLD_PATH = "/colibri/debug";

    private final BridgeFacts facts;
    private final Rest gates;
    private final Executor virtualThreads;
    private final InstantSource clock;

    public DebugRoutes(
            final BridgeFacts facts, final Rest gates, final Executor virtualThreads, final InstantSource clock) {
        this.facts = facts;
        this.gates = gates;
        this.virtualThreads = virtualThreads;
        this.clock = clock;
    }

    @Override
    public void mount(final Router router) {
        if (!gates.debug()) {
            return;
        }
        router.get(PATH).handler(context -> {
            final boolean full = isFull(context, false);
            answer(context, () -> Optional.of(all(full)));
        });
        router.get(PATH + "/:conference").handler(context -> {
            final boolean full = isFull(context, true);
            final String id = context.pathParam("conference");
            answer(context, () -> one(id, full, endpoint -> true));
        });
        router.get(PATH + "/:conference/:endpoint").handler(context -> {
            final String id = context.pathParam("conference");
            final String endpointId = context.pathParam("endpoint");
            answer(context, () -> one(id, true, endpoint -> endpoint.id().equals(endpointId)));
        });
        if (gates.colibri()) {
            router.get(OLD_PATH + "*")
                    .handler(context -> context.response()
                            .setStatusCode(MOVED)
                            .putHeader("Location", context.request().uri().substring("/colibri".length()))
                            .end());
        }
    }

    private static boolean isFull(final RoutingContext context, final boolean otherwise) {
        final String asked = context.request().getParam("full");
        return asked == null ? otherwise : Boolean.parseBoolean(asked);
    }

    private JsonObject all(final boolean full) {
        final JsonObject conferences = new JsonObject();
        for (final ConferenceControl conference : facts.bridge().conferences()) {
            snapshot(conference, full, endpoint -> true).ifPresent(shown -> conferences.put(conference.id(), shown));
        }
        return conferences;
    }

    private Optional<JsonObject> one(final String id, final boolean full, final Predicate<EndpointSnapshot> which) {
        return facts.bridge().conferences().stream()
                .filter(conference -> conference.id().equals(id))
                .findAny()
                .flatMap(conference -> snapshot(conference, full, which))
                .map(shown -> new JsonObject().put(id, shown));
    }

    private Optional<JsonObject> snapshot(
            final ConferenceControl conference, final boolean full, final Predicate<EndpointSnapshot> which) {
        try {
            return Optional.of(
                    full
                            ? DebugJson.full(conference.snapshot(), clock.millis(), which)
                            : DebugJson.brief(conference.snapshot()));
        } catch (IllegalStateException e) {
            return Optional.empty();
        }
    }

    private void answer(final RoutingContext context, final Supplier<Optional<JsonObject>> conferences) {
        Answers.later(context, virtualThreads, () -> {
            final Optional<JsonObject> found = conferences.get();
            if (found.isEmpty()) {
                return () -> Answers.text(context, NOT_FOUND, "There is no such conference.");
            }
            final String body = bridge(found.get()).encode();
            return () -> Answers.json(context, 200, body);
        });
    }

    private JsonObject bridge(final JsonObject conferences) {
        final double stress = facts.latest().get().stress();
        final Integer reducedLastN = facts.latest().get().reducedLastN();
        final JsonObject load = new JsonObject()
                .put("state", stress >= 1 ? "OVERLOADED" : "NOT_OVERLOADED")
                .put("stress", Double.toString(stress))
                .put("reducer_enabled", Boolean.toString(reducedLastN != null));
        if (reducedLastN != null) {
            load.put("reducer", new JsonObject().put("jvbLastN", reducedLastN));
        }
        final Optional<String> trouble = facts.health().trouble();
        return new JsonObject()
                .put("shutdown_state", facts.lifecycle().state().name())
                .put("drain", facts.lifecycle().isDraining())
                .put("time", clock.millis())
                .put("load_management", load)
                .put("conferences", conferences)
                .put(
                        "health",
                        new JsonObject()
                                .put("success", trouble.isEmpty())
                                .put("hardFailure", true)
                                .put("responseCode", (Object) null)
                                .put("message", trouble.orElse(null)));
    }
}
