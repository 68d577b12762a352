/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.daemon.settings;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Settings that are given on the command line; null where they are not. Each stands for the key that it overrides. */
public record CommandLineOptions(
        @Nullable String bind,
        @Nullable Integer port,
        @Nullable Integer httpPort,
        @Nullable Integer metricsPort) {
    /** Nothing given. */
    public static final CommandLineOptions NONE = new CommandLineOptions(null, null, null, null);

    Map<String, ConfigFile.Option> byKey() {
        final Map<String, ConfigFile.Option> options = new LinkedHashMap<>();
        if (bind != null) {
            options.put("ice4j.harvest.allowed-addresses", new ConfigFile.Option("--bind", List.of(bind)));
        }
        put(options, "videobridge.ice.udp.port", "--port", port);
        put(options, "videobridge.http-servers.private.port", "--http-port", httpPort);
        put(options, "hummingbridge.metrics.port", "--metrics-port", metricsPort);
        if (port != null) {
            options.put("hummingbridge.udp.ports", new ConfigFile.Option("--port", ""));
        }
        return options;
    }

    private static void put(
            final Map<String, ConfigFile.Option> options,
            final String key,
            final String name,
            final @Nullable Object value) {
        if (value != null) {
            options.put(key, new ConfigFile.Option(name, value));
        }
    }
}
