/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.bench.server;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A Hummingbridge of its own JVM on loopback, on free ports, as the launcher would start it, and on the cores that it is given. */
public final class OwnBridge implements AutoCloseable {
    private static final Pattern PAGE = Pattern.compile("page +http://localhost:(\\d+)/");
    private static final Pattern METRICS = Pattern.compile("metrics +http://localhost:(\\d+)/metrics");
    private static final Pattern MEDIA = Pattern.compile("media +UDP port (\\d+)");

    /** The line of its report by which everything above is known. */
    private static final String LAST_LINE = "  ciphers ";

    private static final long STOP_SECONDS = 5;

    private final Process process;
    private final List<String> report;
    private final double startMillis;

    private OwnBridge(final Process process, final List<String> report, final double startMillis) {
        this.process = process;
        this.report = report;
        this.startMillis = startMillis;
    }

    /**
     * Starts a bridge and waits until it has reported.
     *
     * @param cores in taskset's notation; null: not pinned
     * @param jvmOptions further options, separated by blanks
     * @param config the bridge's settings; null: its defaults
     */
    public static OwnBridge start(
            final Program program, final @Nullable String cores, final String jvmOptions, final @Nullable Path config)
            throws IOException {
        final List<String> command = new ArrayList<>();
        if (cores != null) {
            command.addAll(List.of("taskset", "-c", cores));
        }
        command.addAll(program.command(Arrays.stream(jvmOptions.split(" "))
                .filter(option -> !option.isBlank())
                .toList()));
        command.addAll(List.of("standalone", "--bind", "127.0.0.1"));
        command.addAll(List.of("--port", "0", "--http-port", "0", "--metrics-port", "0"));
        if (config != null) {
            command.addAll(List.of("--config", config.toString()));
        }
        final long start = System.nanoTime();
        final Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        final List<String> report = new ArrayList<>();
        final BufferedReader reader = process.inputReader();
        for (String line = reader.readLine(); line != null; line = reader.readLine()) {
            report.add(line);
            if (line.startsWith(LAST_LINE)) {
                final double millis = (System.nanoTime() - start) / 1e6;
                // A virtual thread would keep its carrier while it waits for a pipe: on one core the only one.
                Thread.ofPlatform().daemon().name("bridge-output").start(() -> drain(reader));
                return new OwnBridge(process, report, millis);
            }
        }
        throw new IOException("the bridge ended before it was ready: " + String.join("\n", report));
    }

    /** A full pipe would stop it. */
    private static void drain(final BufferedReader reader) {
        try {
            while (reader.readLine() != null) {
                // What it says later is of no use here.
            }
        } catch (IOException e) {
            // It has ended.
        }
    }

    private int port(final Pattern pattern) {
        final Matcher matcher = pattern.matcher(String.join("\n", report));
        if (!matcher.find()) {
            throw new IllegalStateException("no " + pattern + " in the bridge's report: " + report);
        }
        return Integer.parseInt(matcher.group(1));
    }

    public URI control() {
        return URI.create("http://127.0.0.1:" + port(PAGE));
    }

    URI metrics() {
        return URI.create("http://127.0.0.1:" + port(METRICS) + "/metrics");
    }

    public int mediaPort() {
        return port(MEDIA);
    }

    public long pid() {
        return process.pid();
    }

    /** From the start of its JVM to the end of its report. */
    public double startMillis() {
        return startMillis;
    }

    /** What it says of its transport and ciphers. */
    public List<String> report() {
        return report.stream()
                .map(String::strip)
                .filter(line -> line.startsWith("media") || line.startsWith("ciphers"))
                .toList();
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
                return;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        process.destroyForcibly();
    }
}
