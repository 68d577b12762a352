/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** How a deployment's bridge ends, with somebody in a call. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class DepartureProcessTest {
    private static final int TERMINATED = 128 + 15;
    private static final String CREATE = """
            {"meeting-id": "%s", "create": true, "endpoints": [{"id": "a", "create": true,
                "capabilities": ["source-names"], "transport": {"ice-controlling": true}}]}""";

    @TempDir
    private Path folder;

    private final HttpClient client = HttpClient.newHttpClient();
    private Process process;
    private int port;

    @AfterEach
    void end() {
        process.destroyForcibly();
        client.close();
    }

    @Test
    void aSignalEndsItCleanlyThoughSomebodyIsHere() throws Exception {
        start("");
        create("m");

        process.destroy();

        assertThat(process.waitFor()).isZero();
    }

    @Test
    void itLetsCallsEndIfThatIsWantedAndASecondSignalEndsThatAtOnce() throws Exception {
        start("hummingbridge.shutdown.term-drain = 1 hour");
        create("m");

        process.destroy();
        awaitState("GRACEFUL_SHUTDOWN");

        assertThat(create("other").body()).contains("graceful");
        assertThat(process.isAlive()).isTrue();
        process.destroy();
        assertThat(process.waitFor()).isEqualTo(TERMINATED);
    }

    @Test
    void itEndsOverHttpWithoutWaitingForCalls() throws Exception {
        start("videobridge { rest.shutdown.enabled = true, shutdown.shutting-down-delay = 0 seconds }");
        create("m");

        assertThat(post("/colibri/shutdown", "{\"graceful-shutdown\": false}").statusCode())
                .isEqualTo(200);

        assertThat(process.waitFor()).isZero();
    }

    private void start(final String settings) throws IOException {
        final Path config = Files.writeString(folder.resolve("jvb.conf"), """
                videobridge.apis.rest.enabled = true
                videobridge.http-servers.private { host = "127.0.0.1", port = 0 }
                videobridge.ice.udp.port = 0
                ice4j.harvest.allowed-addresses = ["127.0.0.1"]
                hummingbridge.metrics { host = "127.0.0.1", port = 0 }
                """ + settings);
        process = new ProcessBuilder(DaemonCommand.line(List.of("run", "--config", config.toString())))
                .redirectErrorStream(true)
                .start();
        port = port(process.inputReader());
    }

    private static int port(final BufferedReader output) throws IOException {
        final Pattern control = Pattern.compile(" +control +http://\\S+?:(\\d+)/.*");
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            final Matcher matcher = control.matcher(line);
            if (matcher.matches()) {
                return Integer.parseInt(matcher.group(1));
            }
        }
        throw new AssertionError("ended early");
    }

    private void awaitState(final String state) throws Exception {
        final long deadline = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        while (!send(HttpRequest.newBuilder(uri("/debug")).build()).body().contains(state)) {
            assertThat(System.nanoTime()).as("never " + state).isLessThan(deadline);
            Thread.onSpinWait();
        }
    }

    private HttpResponse<String> create(final String meeting) throws Exception {
        return post("/colibri/v2/conferences", CREATE.formatted(meeting));
    }

    private HttpResponse<String> post(final String path, final String body) throws Exception {
        return send(HttpRequest.newBuilder(uri(path))
                .POST(BodyPublishers.ofString(body))
                .build());
    }

    private HttpResponse<String> send(final HttpRequest request) throws Exception {
        return client.send(request, BodyHandlers.ofString());
    }

    private URI uri(final String path) {
        return URI.create("http://127.0.0.1:" + port + path);
    }
}
