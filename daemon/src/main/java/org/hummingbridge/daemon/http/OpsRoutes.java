/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.daemon.http;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import org.hummingbridge.daemon.metrics.MetricsFormat;
import org.hummingbridge.daemon.metrics.MetricsRegistry;
import org.hummingbridge.daemon.settings.OperationSettings.Rest;
import org.hummingbridge.daemon.statistics.BridgeFacts;
import org.hummingbridge.signaling.brewery.StatisticsSource;
import org.hummingbridge.signaling.xmpp.XmppClients;
import org.jspecify.annotations.Nullable;

/** What operators and their tools ask of the control interface, as far as the settings serve it. */
public final class OpsRoutes {
    private OpsRoutes() {}

    /**
     * The routes.
     *
     * @param clients null without XMPP
     * @param clock of the wall
     */
    public static List<RouteModule> of(
            final Rest gates,
            final BridgeFacts facts,
            final StatisticsSource statistics,
            final MetricsRegistry metrics,
            final @Nullable XmppClients clients,
            final Executor virtualThreads,
            final InstantSource clock) {
        final List<RouteModule> modules = new ArrayList<>();
        modules.add(new AboutRoutes(facts.health(), facts.labels().version(), gates));
        modules.add(new StatisticsRoutes(statistics, gates));
        modules.add(new LifecycleRoutes(facts.lifecycle(), gates, virtualThreads));
        modules.add(new DebugRoutes(facts, gates, virtualThreads, clock));
        if (gates.prometheus()) {
            modules.add(new MetricsRoute(metrics, MetricsFormat.OPEN_METRICS, virtualThreads));
        }
        if (clients != null) {
            modules.add(new MucClientRoutes(clients, gates, virtualThreads));
        }
        return modules;
    }
}
