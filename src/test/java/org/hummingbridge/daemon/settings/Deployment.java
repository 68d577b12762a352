/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.daemon.settings;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/** A machine as an operator has set it up: files under a root of its own, environment, system properties. */
final class Deployment {
    final Path root;
    final Map<String, String> environment = new TreeMap<>();
    final Map<String, String> systemProperties = new TreeMap<>();

    Deployment(final Path root) {
        this.root = root;
    }

    /** Writes a file of the bridge's folder. */
    void put(final String name, final String content) throws IOException {
        final Path folder = Files.createDirectories(root.resolve("etc/jitsi/videobridge"));
        Files.writeString(folder.resolve(name), content);
    }

    LoadedSettings load() throws StartupException {
        return load(DeploymentOptions.NONE);
    }

    LoadedSettings load(final DeploymentOptions options) throws StartupException {
        return SettingsReader.readDeployment(options, new Surroundings(environment, systemProperties, root));
    }
}
