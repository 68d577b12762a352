/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.daemon.http;

import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.Optional;
import java.util.function.Supplier;

/** {@code /about/health} and {@code /about/version}, for load balancers and people. Never runs a check of its own. */
public final class AboutRoutes implements RouteModule {
    private static final int UNHEALTHY = 500;

    private final Supplier<Optional<String>> ailment;
    private final String version;

    /** {@code ailment} is what the last check found, empty if all is well. */
    public AboutRoutes(final Supplier<Optional<String>> ailment, final String version) {
        this.ailment = ailment;
        this.version = version;
    }

    @Override
    public void mount(final Router router) {
        router.get("/about/health").handler(this::health);
        router.get("/about/version").handler(this::version);
    }

    private void health(final RoutingContext context) {
        final Optional<String> found = ailment.get();
        if (found.isEmpty()) {
            context.response().end();
        } else {
            context.response()
                    .setStatusCode(UNHEALTHY)
                    .putHeader("Content-Type", "text/plain")
                    .end(found.get());
        }
    }

    private void version(final RoutingContext context) {
        final JsonObject json = new JsonObject()
                .put("name", "Hummingbridge")
                .put("version", version)
                .put("os", System.getProperty("os.name"));
        context.response().putHeader("Content-Type", "application/json").end(json.encode());
    }
}
