/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.daemon.settings;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigValueFactory;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Settings that are given on the command line; null where they are not. Each stands for the key that it overrides. */
public record CommandLineOptions(
        @Nullable String bind,
        @Nullable Integer port,
        @Nullable Integer httpPort,
        @Nullable Integer metricsPort) {
    /** Nothing given. */
    public static final CommandLineOptions NONE = new CommandLineOptions(null, null, null, null);

    Config config() {
        Config config = ConfigFactory.empty();
        if (bind != null) {
            config = with(config, "ice4j.harvest.allowed-addresses", "--bind", List.of(bind));
        }
        if (port != null) {
            config = with(config, "videobridge.ice.udp.port", "--port", port);
            config = with(config, "hummingbridge.udp.ports", "--port", "");
        }
        if (httpPort != null) {
            config = with(config, "videobridge.http-servers.private.port", "--http-port", httpPort);
        }
        return metricsPort == null ? config : with(config, "hummingbridge.metrics.port", "--metrics-port", metricsPort);
    }

    private static Config with(final Config config, final String key, final String name, final Object value) {
        return config.withValue(key, ConfigValueFactory.fromAnyRef(value, name));
    }
}
