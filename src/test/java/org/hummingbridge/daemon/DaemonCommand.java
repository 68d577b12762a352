/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.daemon;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The command line of a bridge in a JVM of its own, which has the classes of the tests. */
public final class DaemonCommand {
    private DaemonCommand() {}

    /** These arguments, and free ports of the loopback interface for everything. */
    public static List<String> onFreePorts(final String... arguments) {
        final List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of("--bind", "127.0.0.1", "--port", "0", "--http-port", "0", "--metrics-port", "0"));
        return all;
    }

    public static List<String> line(final List<String> arguments) {
        return line(List.of(), arguments);
    }

    /** @param jvmOptions beside those that every start has */
    static List<String> line(final List<String> jvmOptions, final List<String> arguments) {
        final List<String> line = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-cp",
                System.getProperty("java.class.path")));
        line.addAll(jvmOptions);
        line.add(Main.class.getName());
        line.addAll(arguments);
        return line;
    }
}
