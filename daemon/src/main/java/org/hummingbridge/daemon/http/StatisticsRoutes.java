/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.daemon.http;

import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import org.hummingbridge.daemon.settings.OperationSettings.Rest;
import org.hummingbridge.signaling.brewery.StatisticsSource;

/** {@code /colibri/stats}, and {@code /stats} for the pusher of rtcstats, of which this bridge has none. */
public final class StatisticsRoutes implements RouteModule {
    private static final String NO_RTCSTATS =
            new JsonObject().put("conferences", new JsonObject()).encode();

    private final StatisticsSource statistics;
    private final Rest gates;

    public StatisticsRoutes(final StatisticsSource statistics, final Rest gates) {
        this.statistics = statistics;
        this.gates = gates;
    }

    @Override
    public void mount(final Router router) {
        if (gates.colibri()) {
            router.get("/colibri/stats")
                    .handler(context -> Answers.json(context, 200, new JsonObject(statistics.statistics())));
        }
        if (gates.rtcstats()) {
            router.get("/stats").handler(context -> Answers.json(context, 200, NO_RTCSTATS));
        }
    }
}
