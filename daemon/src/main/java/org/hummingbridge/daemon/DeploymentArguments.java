/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.daemon;

import java.nio.file.Path;
import org.hummingbridge.daemon.settings.DeploymentOptions;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options of every command that reads a deployment's configuration; a mixin. */
final class DeploymentArguments {
    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "Settings in HOCON (default: /etc/jitsi/videobridge/jvb.conf if it exists).")
    private @Nullable Path config;

    @Option(
            names = "--properties",
            paramLabel = "FILE",
            description = "Legacy settings (default: /etc/jitsi/videobridge/sip-communicator.properties if it exists).")
    private @Nullable Path properties;

    @Option(names = "--environment", description = "Read the JVB_* and XMPP_* variables of docker-jitsi-meet as well.")
    private boolean environment;

    @Mixin
    private final ListenArguments listen = new ListenArguments();

    DeploymentOptions options() {
        return new DeploymentOptions(config, properties, environment, listen.options());
    }
}
