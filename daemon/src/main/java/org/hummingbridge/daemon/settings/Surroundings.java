/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.daemon.settings;

import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a process is started with besides its arguments.
 *
 * @param root the file system's; another one in tests
 */
record Surroundings(Map<String, String> environment, Map<String, String> systemProperties, Path root) {
    static Surroundings ofThisProcess() {
        final Map<String, String> properties = new TreeMap<>();
        for (final String name : System.getProperties().stringPropertyNames()) {
            properties.put(name, System.getProperty(name));
        }
        return new Surroundings(System.getenv(), properties, Path.of("/"));
    }
}
