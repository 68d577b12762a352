/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.browser;

import static java.util.concurrent.TimeUnit.SECONDS;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.hummingbridge.daemon.DaemonCommand;
import org.junit.jupiter.api.Assertions;

/** The bridge as people start it, in a JVM of its own, on loopback and on ports that are free. */
final class BridgeProcess implements AutoCloseable {
    static final String GCM = "AEAD_AES_128_GCM";

    private static final long START_SECONDS = 60;
    private static final long STOP_SECONDS = 20;
    private static final Pattern METRICS = Pattern.compile("metrics +http://[^:]+:(\\d+)/metrics");
    private static final Pattern PAGE = Pattern.compile("(?:page|control)\\s+http://\\S+?:(\\d+)/");

    private final Process process;
    private final Queue<String> output = new ConcurrentLinkedQueue<>();
    private final CompletableFuture<Integer> httpPort = new CompletableFuture<>();

    private BridgeProcess(final Process process) {
        this.process = process;
        // A virtual thread would keep its carrier while it waits for a pipe: on one core the only one.
        Thread.ofPlatform().daemon().start(this::read);
    }

    /** With the way to the kernel and the profile that most calls have, on a free port. */
    static BridgeProcess start() {
        return start("auto", GCM, 0);
    }

    /** @param transport epoll, nio or auto; @param profiles names of SRTP profiles in HOCON; @param httpPort 0 for a free one */
    static BridgeProcess start(final String transport, final String profiles, final int httpPort) {
        return start("standalone", """
                videobridge.ice.udp.port = 0
                videobridge.http-servers.private { host = "127.0.0.1", port = %d }
                ice4j.harvest.allowed-addresses = ["127.0.0.1"]
                hummingbridge {
                  harvest.loopback = true
                  udp.transport = %s
                  srtp.profiles = [%s]
                  metrics { host = "127.0.0.1", port = 0 }
                }
                """.formatted(httpPort, transport, profiles));
    }

    /** A deployment's bridge, with the page; {@code xmpp} is the entry of an XMPP client in HOCON, or empty. */
    static BridgeProcess deployment(final String xmpp) {
        return start("run", """
                videobridge {
                  ice.udp.port = 0
                  apis { rest.enabled = true, xmpp-client.configs { %s } }
                  health.require-valid-address = false
                  http-servers.private { host = "127.0.0.1", port = 0 }
                }
                ice4j.harvest.allowed-addresses = ["127.0.0.1"]
                hummingbridge {
                  harvest.loopback = true
                  metrics { host = "127.0.0.1", port = 0 }
                }
                """.formatted(xmpp), "--page");
    }

    /**
     * A deployment's bridge on files as an operator has them, with the page.
     *
     * @param prefix words in front of the command, such as those that enter a network namespace
     */
    static BridgeProcess deployment(final List<String> prefix, final Path config, final Path properties) {
        return start(
                prefix, List.of("run", "--config", config.toString(), "--properties", properties.toString(), "--page"));
    }

    private static BridgeProcess start(final String command, final String settings, final String... options) {
        final List<String> arguments = new ArrayList<>();
        try {
            final Path config = Files.createTempFile("hummingbridge", ".conf");
            config.toFile().deleteOnExit();
            Files.writeString(config, settings);
            arguments.addAll(List.of(command, "--config", config.toString()));
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
        arguments.addAll(List.of(options));
        return start(List.of(), arguments);
    }

    private static BridgeProcess start(final List<String> prefix, final List<String> arguments) {
        final List<String> line = new ArrayList<>(prefix);
        line.addAll(DaemonCommand.line(arguments));
        final Process process;
        try {
            process = new ProcessBuilder(line).redirectErrorStream(true).start();
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
        final BridgeProcess bridge = new BridgeProcess(process);
        try {
            bridge.httpPort.get(START_SECONDS, SECONDS);
        } catch (final Exception e) {
            process.destroyForcibly();
            return Assertions.fail("The bridge did not start:\n" + bridge.output(), e);
        }
        return bridge;
    }

    /** The sum over loops of one of its counters, by the name that it has in the metrics. */
    long counted(final String name) {
        final Matcher port = METRICS.matcher(output());
        if (!port.find()) {
            return Assertions.fail("No metrics in:\n" + output());
        }
        try (HttpClient client = HttpClient.newHttpClient()) {
            final URI metrics = URI.create("http://127.0.0.1:" + port.group(1) + "/metrics");
            return client.send(HttpRequest.newBuilder(metrics).build(), HttpResponse.BodyHandlers.ofLines())
                    .body()
                    .filter(line -> line.startsWith(name + '{') || line.startsWith(name + ' '))
                    .mapToLong(line -> (long) Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                    .sum();
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        } catch (final InterruptedException e) {
            return Assertions.fail(e);
        }
    }

    int httpPort() {
        return httpPort.join();
    }

    String output() {
        return String.join("\n", output);
    }

    private void read() {
        try (BufferedReader reader = process.inputReader()) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                output.add(line);
                final Matcher matcher = PAGE.matcher(line);
                if (matcher.find()) {
                    httpPort.complete(Integer.parseInt(matcher.group(1)));
                }
            }
        } catch (final IOException e) {
            output.add(e.toString());
        }
        httpPort.completeExceptionally(new IOException("the bridge ended"));
    }

    @Override
    public void close() {
        process.destroy();
        final boolean ended = process.onExit()
                .thenApply(_ -> true)
                .completeOnTimeout(false, STOP_SECONDS, SECONDS)
                .join();
        if (!ended) {
            process.destroyForcibly();
            Assertions.fail("The bridge did not stop:\n" + output());
        }
    }
}
