/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.bench.server;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A bridge's program and how its launcher starts it, so that nothing else is measured.
 *
 * @param classPath of the daemon
 * @param jvmOptions the file of options that all launchers share; without it, what the launcher passes by itself
 * @param classCache where the launcher keeps it; not there before it was trained
 */
public record Program(String classPath, Path jvmOptions, Path classCache) {
    private static final String MAIN = "org.hummingbridge.daemon.Main";
    private static final List<String> LAUNCHER_OPTIONS = List.of(
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow",
            "-XX:+UseG1GC",
            "-XX:MaxRAMPercentage=25",
            "-XX:+ExitOnOutOfMemoryError");

    /** What the build put into a folder. */
    public static Program in(final Path app) {
        return new Program(app + "/*", app.resolve("jvm.args"), app.resolve("classes.aot"));
    }

    List<String> command(final List<String> furtherOptions) {
        final List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(Files.exists(jvmOptions) ? List.of("@" + jvmOptions) : LAUNCHER_OPTIONS);
        if (Files.exists(classCache)) {
            command.addAll(List.of("-XX:AOTCache=" + classCache, "-Xlog:aot=off"));
        }
        command.addAll(furtherOptions);
        command.addAll(List.of("-cp", classPath, MAIN));
        return command;
    }
}
