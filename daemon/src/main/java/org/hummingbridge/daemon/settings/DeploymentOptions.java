/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.daemon.settings;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Where a deployment's configuration is.
 *
 * @param config HOCON file; null: that of {@code -Dconfig.file}, or the usual place if there is one
 * @param properties legacy file; null: the usual place if there is one
 * @param environment whether the variables of docker-jitsi-meet are read
 * @param options settings of the command line
 */
public record DeploymentOptions(
        @Nullable Path config, @Nullable Path properties, boolean environment, CommandLineOptions options) {
    /** Everything at its usual place. */
    public static final DeploymentOptions NONE = new DeploymentOptions(null, null, false, CommandLineOptions.NONE);
}
