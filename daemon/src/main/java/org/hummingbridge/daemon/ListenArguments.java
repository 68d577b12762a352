/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.daemon;

import org.hummingbridge.daemon.settings.CommandLineOptions;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where a bridge is reached, for every command that starts one; a mixin. */
final class ListenArguments {
    @Option(
            names = "--bind",
            paramLabel = "ADDRESS",
            description = "Local address for media, instead of all usable ones.")
    private @Nullable String bind;

    @Option(names = "--port", paramLabel = "PORT", description = "UDP port for media (0: a free one).")
    private @Nullable Integer port;

    @Option(
            names = "--http-port",
            paramLabel = "PORT",
            description = "TCP port of the control interface, and of the page if it is served.")
    private @Nullable Integer httpPort;

    @Option(names = "--metrics-port", paramLabel = "PORT", description = "TCP port of the metrics.")
    private @Nullable Integer metricsPort;

    CommandLineOptions options() {
        return new CommandLineOptions(bind, port, httpPort, metricsPort);
    }
}
