/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.daemon.settings;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which files a deployment's configuration is in. One that is named has to be there, one at a usual place need not.
 *
 * @param configName what named {@code config}, for messages: an option, or nothing
 */
record DeploymentFiles(
        @Nullable Path config, String configName, @Nullable Path properties, String propertiesName) {
    private static final String HOME = "net.java.sip.communicator.SC_HOME_DIR_";

    static DeploymentFiles of(final DeploymentOptions options, final Surroundings surroundings) {
        final Map<String, String> system = surroundings.systemProperties();
        final Path home = Path.of(
                system.getOrDefault(HOME + "LOCATION", "/etc/jitsi"),
                system.getOrDefault(HOME + "NAME", "videobridge"));
        final String byProperty = system.get("config.file");
        final Path config;
        final String configName;
        if (options.config() != null) {
            config = options.config();
            configName = "--config ";
        } else if (byProperty != null) {
            config = Path.of(byProperty);
            configName = "-Dconfig.file=";
        } else {
            config = existing(surroundings, usual(options, home, "jvb.conf"));
            configName = "";
        }
        final boolean named = options.properties() != null;
        return new DeploymentFiles(
                config,
                configName,
                named
                        ? options.properties()
                        : existing(surroundings, usual(options, home, "sip-communicator.properties")),
                named ? "--properties " : "");
    }

    /**
     * In a container of docker-jitsi-meet the operator's own files have names of their own, in a volume. Others there were written
     * by older images.
     */
    private static List<Path> usual(final DeploymentOptions options, final Path home, final String name) {
        final Path usual = home.resolve(name);
        return options.environment() ? List.of(Path.of("/config", "custom-" + name), usual) : List.of(usual);
    }

    private static @Nullable Path existing(final Surroundings surroundings, final List<Path> candidates) {
        return candidates.stream()
                .map(each -> surroundings.root().resolve(Path.of("/").relativize(each.toAbsolutePath())))
                .filter(Files::exists)
                .findFirst()
                .orElse(null);
    }
}
