/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.daemon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Who of a running bridge's threads the kernel prefers. A process of its own, since nice values cannot be taken back. */
@EnabledOnOs(OS.LINUX)
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class LoopsFirstProcessTest {
    /** Of /proc/PID/task/TID/stat, counted from behind the name in parentheses. */
    private static final int NICE_FIELD = 16;

    private static final int POLICY_FIELD = 38;
    private static final int ORDINARY = 0;

    @TempDir
    private Path folder;

    private Process process;

    @AfterEach
    void end() {
        if (process != null) {
            process.destroyForcibly();
        }
    }

    @Test
    void loopsKeepTheProcessesNiceValueAndAllElseStandsBack() throws Exception {
        assumeThat(field(ProcessHandle.current().pid(), POLICY_FIELD))
                .as("the scheduling class that the tests were started in")
                .isEqualTo(ORDINARY);
        final String report = start("hummingbridge.threads.loops-first = true");

        final int own = nice(process.pid());
        assertThat(report).contains("event loops first").contains("nice " + Math.min(19, own + 10));
        assertThat(nices("udp-loop")).isNotEmpty().containsOnly(own);
        assertThat(nices("GC Thread")).isNotEmpty().containsOnly(own);
        assertThat(nices("C2 Compiler")).isNotEmpty().containsOnly(Math.min(19, own + 10));
        assertThat(nices("vert.x")).isNotEmpty().containsOnly(Math.min(19, own + 10));
    }

    @Test
    void allAreEqualWhereTheSettingSaysSo() throws Exception {
        final String report = start("hummingbridge.threads.loops-first = false");

        assertThat(report).contains("hummingbridge.threads.loops-first is off");
        assertThat(nices("")).containsOnly(nice(process.pid()));
    }

    /** The line of the report that is about threads. */
    private String start(final String setting) throws IOException {
        final Path config = Files.writeString(folder.resolve("bridge.conf"), setting);
        final List<String> arguments = DaemonCommand.onFreePorts("--config", config.toString());
        process = new ProcessBuilder(DaemonCommand.line(List.of("-XX:+UseG1GC"), arguments))
                .redirectErrorStream(true)
                .start();
        final BufferedReader reader = process.inputReader();
        final List<String> lines = new ArrayList<>();
        for (String line = reader.readLine(); line != null; line = reader.readLine()) {
            lines.add(line);
            if (line.startsWith("  threads ")) {
                return line;
            }
        }
        throw new AssertionError("ended early: " + lines);
    }

    private List<Integer> nices(final String name) throws IOException {
        final Path threads = Path.of("/proc/" + process.pid() + "/task");
        try (Stream<Path> all = Files.list(threads)) {
            final List<Integer> found = new ArrayList<>();
            for (final Path thread : all.toList()) {
                try {
                    if (Files.readString(thread.resolve("comm")).startsWith(name)) {
                        found.add(nice(Long.parseLong(thread.getFileName().toString())));
                    }
                } catch (IOException e) {
                    assertThat(thread)
                            .as("%s of a thread that has not ended", e)
                            .doesNotExist();
                }
            }
            return found;
        }
    }

    private static int nice(final long thread) throws IOException {
        return field(thread, NICE_FIELD);
    }

    private static int field(final long thread, final int index) throws IOException {
        final String stat = Files.readString(Path.of("/proc/" + thread + "/stat"));
        return Integer.parseInt(stat.substring(stat.lastIndexOf(')') + 2).split(" ")[index]);
    }
}
