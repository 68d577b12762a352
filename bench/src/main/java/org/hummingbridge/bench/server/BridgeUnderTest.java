/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.bench.server;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A bridge and how to look at it. {@link #close} ends it if it is ours, and leaves others alone. */
public final class BridgeUnderTest implements AutoCloseable {
    private static final Duration TIMEOUT = Duration.ofSeconds(5);
    private static final long DUMP_SECONDS = 10;

    private final URI control;
    private final URI metrics;
    private final @Nullable Long pid;
    private final @Nullable OwnBridge own;

    private BridgeUnderTest(
            final URI control, final URI metrics, final @Nullable Long pid, final @Nullable OwnBridge own) {
        this.control = control;
        this.metrics = metrics;
        this.pid = pid;
        this.own = own;
    }

    public static BridgeUnderTest ours(final OwnBridge own) {
        return new BridgeUnderTest(own.control(), own.metrics(), own.pid(), own);
    }

    /**
     * A bridge that runs already.
     *
     * @param pid its process on this machine; null if elsewhere
     */
    public static BridgeUnderTest other(final URI control, final @Nullable Long pid) {
        return new BridgeUnderTest(control, control.resolve("/metrics"), pid, null);
    }

    public URI control() {
        return control;
    }

    public @Nullable Long pid() {
        return pid;
    }

    public @Nullable OwnBridge own() {
        return own;
    }

    /** Null where the process cannot be seen. */
    public @Nullable ProcessSample process() throws IOException {
        return pid == null ? null : ProcessSample.of(pid);
    }

    /**
     * Costs the bridge some milliseconds: not to be asked for within the measured time.
     *
     * @param dumpFirst behind a measured time, so that the scraping is not counted as its allocation; otherwise before one
     */
    public JvmSample jvm(final boolean dumpFirst) throws InterruptedException {
        if (dumpFirst) {
            final String dump = threadDump();
            return JvmSample.of(scrape(), dump);
        }
        return JvmSample.of(scrape(), threadDump());
    }

    /** What a Hummingbridge has dropped so far, by reason; empty for other bridges. */
    public Map<String, Long> drops() throws InterruptedException {
        return Drops.of(scrape());
    }

    /** Null for bridges that we did not start. */
    public @Nullable Intake intake() throws IOException, InterruptedException {
        return own == null ? null : Intake.of(scrape(), KernelDrops.at(Set.of(own.mediaPort())));
    }

    /** Null where the process cannot be seen. */
    public @Nullable Footprint footprint() throws IOException, InterruptedException {
        return pid == null ? null : Footprint.of(pid, new Scrape(scrape()));
    }

    /** Null for bridges of other makes. */
    public @Nullable LoopSample loops() throws InterruptedException {
        return LoopSample.of(new Scrape(scrape()));
    }

    private String scrape() throws InterruptedException {
        try (HttpClient client = HttpClient.newBuilder().connectTimeout(TIMEOUT).build()) {
            final HttpRequest request = HttpRequest.newBuilder(metrics)
                    .header("Accept", "text/plain")
                    .timeout(TIMEOUT)
                    .build();
            return client.send(request, BodyHandlers.ofString()).body();
        } catch (IOException e) {
            return "";
        }
    }

    private String threadDump() throws InterruptedException {
        final Path jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd");
        if (pid == null || !Files.isExecutable(jcmd)) {
            return "";
        }
        Path file = null;
        try {
            file = Files.createTempFile("bench", ".threads");
            final Process process = new ProcessBuilder(jcmd.toString(), Long.toString(pid), "Thread.print", "-e")
                    .redirectErrorStream(true)
                    .redirectOutput(file.toFile())
                    .start();
            if (!process.waitFor(DUMP_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                return "";
            }
            return Files.readString(file, StandardCharsets.UTF_8);
        } catch (IOException e) {
            return "";
        } finally {
            delete(file);
        }
    }

    private static void delete(final @Nullable Path file) {
        if (file != null && !file.toFile().delete()) {
            file.toFile().deleteOnExit();
        }
    }

    @Override
    public void close() {
        if (own != null) {
            own.close();
        }
    }
}
