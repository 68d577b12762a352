/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.daemon.http;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.hummingbridge.daemon.lifecycle.BridgeHealth;
import org.hummingbridge.daemon.lifecycle.HealthFinding;
import org.hummingbridge.daemon.settings.OperationSettings.Rest;

/**
 * {@code /about/health} and {@code /about/version}, for load balancers, supervisors and people. {@code /about/health} is what a
 * focus is told too: about this process alone, from the last check. {@code /live} and {@code /ready} beneath it list every check.
 */
public final class AboutRoutes implements RouteModule {
    private static final int UNHEALTHY = 500;
    private static final int NOT_YET = 503;

    private final BridgeHealth health;
    private final String version;
    private final Rest gates;

    public AboutRoutes(final BridgeHealth health, final String version, final Rest gates) {
        this.health = health;
        this.version = version;
        this.gates = gates;
    }

    @Override
    public void mount(final Router router) {
        if (gates.health()) {
            router.get("/about/health").handler(this::health);
            router.get("/about/health/live").handler(context -> list(context, health::liveness));
            router.get("/about/health/ready").handler(context -> list(context, health::readiness));
        }
        if (gates.version()) {
            router.get("/about/version").handler(this::version);
        }
    }

    private void health(final RoutingContext context) {
        final Optional<String> trouble = health.trouble();
        if (trouble.isEmpty()) {
            context.response().end();
        } else {
            context.response()
                    .setStatusCode(UNHEALTHY)
                    .putHeader("Content-Type", "text/plain; charset=utf-8")
                    .end(trouble.get() + "\n");
        }
    }

    private static void list(final RoutingContext context, final Supplier<List<HealthFinding>> look) {
        final List<HealthFinding> findings = look.get();
        final boolean passed = findings.stream().allMatch(HealthFinding::passed);
        final JsonArray checks = new JsonArray();
        for (final HealthFinding finding : findings) {
            checks.add(new JsonObject()
                    .put("check", finding.name())
                    .put("passed", finding.passed())
                    .put("text", finding.sentence()));
        }
        Answers.json(
                context,
                passed ? 200 : NOT_YET,
                new JsonObject().put("passed", passed).put("checks", checks));
    }

    private void version(final RoutingContext context) {
        Answers.json(
                context,
                200,
                new JsonObject()
                        .put("name", "Hummingbridge")
                        .put("version", version)
                        .put("os", System.getProperty("os.name")));
    }
}
