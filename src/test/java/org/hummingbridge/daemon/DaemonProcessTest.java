/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The program as its user meets it: what it prints, how it ends. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class DaemonProcessTest {
    private static final int BAD_CONFIGURATION = 78;
    private static final String CREATE = """
            {"meeting-id": "m", "create": true, "endpoints": [{"id": "a", "create": true,
                "capabilities": ["source-names"], "transport": {"ice-controlling": true}}]}""";

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
    void itServesACallOnRealPortsAndStopsCleanlyOnSigterm() throws Exception {
        start(DaemonCommand.onFreePorts());
        final List<String> report = reportUpTo("  ciphers ");
        final int http = port(report, "page +http://localhost:(\\d+)/");
        final int metrics = port(report, "metrics +http://localhost:(\\d+)/metrics");
        final int media = port(report, "media +UDP port (\\d+)");

        try (HttpClient client = HttpClient.newHttpClient()) {
            final HttpResponse<String> created = client.send(
                    HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + http + "/colibri/v2/conferences"))
                            .POST(BodyPublishers.ofString(CREATE))
                            .build(),
                    BodyHandlers.ofString());
            final String scraped = get(client, metrics, "/metrics");

            assertThat(created.statusCode()).isEqualTo(200);
            assertThat(created.body()).contains("\"ip\":\"127.0.0.1\",\"port\":\"" + media + "\"");
            assertThat(scraped.lines()).contains("hummingbridge_conferences 1.0", "hummingbridge_endpoints 1.0");
            assertThat(get(client, http, "/")).contains("<!doctype html>");
        }

        process.destroy();
        assertThat(process.waitFor()).isZero();
        assertThat(Files.readString(errors())).isEmpty();
    }

    @Test
    void standaloneTooEndsOverHttpIfThatIsAllowed() throws Exception {
        final Path file = Files.writeString(
                folder.resolve("shutdown.conf"),
                "videobridge { rest.shutdown.enabled = true, shutdown.shutting-down-delay = 0 seconds }");
        start(DaemonCommand.onFreePorts("standalone", "--config", file.toString()));
        final int http = port(reportUpTo("  ciphers "), "page +http://localhost:(\\d+)/");

        try (HttpClient client = HttpClient.newHttpClient()) {
            final HttpResponse<String> accepted = client.send(
                    HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + http + "/colibri/shutdown"))
                            .POST(BodyPublishers.ofString("{\"graceful-shutdown\": false}"))
                            .build(),
                    BodyHandlers.ofString());
            assertThat(accepted.statusCode()).isEqualTo(200);
        }

        assertThat(process.waitFor()).isZero();
    }

    @Test
    void aTakenMediaPortEndsItWithOneSentence() throws Exception {
        try (DatagramSocket taken = new DatagramSocket(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0))) {
            start("--bind", "127.0.0.1", "--port", Integer.toString(taken.getLocalPort()), "--http-port", "0");

            assertRefused("videobridge.ice.udp.port", Integer.toString(taken.getLocalPort()));
        }
    }

    @Test
    void aTakenPortOfARangeIsPutDownToTheRangesSetting() throws Exception {
        try (DatagramSocket taken = new DatagramSocket(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0))) {
            final int last = taken.getLocalPort();
            final Path file = Files.writeString(
                    folder.resolve("range.conf"), "hummingbridge.udp.ports = \"" + (last - 1) + ":" + last + "\"");
            start("standalone", "--config", file.toString(), "--bind", "127.0.0.1", "--http-port", "0");

            assertRefused("hummingbridge.udp.ports", "is taken");
        }
    }

    @Test
    void anAddressThatIsNotThereEndsItWithOneSentence() throws Exception {
        start("--bind", "192.0.2.77", "--port", "0", "--http-port", "0");

        assertRefused("ice4j.harvest.allowed-addresses");
    }

    @Test
    void aBadConfigurationEndsItWithOneSentence() throws Exception {
        final Path file = Files.writeString(folder.resolve("bad.conf"), "hummingbridge.metrics.prot = 1");
        start("standalone", "--config", file.toString());

        assertRefused("hummingbridge.metrics.prot", "hummingbridge.metrics.port");
    }

    private void start(final String... arguments) throws IOException {
        start(List.of(arguments));
    }

    private void start(final List<String> arguments) throws IOException {
        process = new ProcessBuilder(DaemonCommand.line(arguments))
                .redirectError(errors().toFile())
                .start();
    }

    private Path errors() {
        return folder.resolve("stderr");
    }

    private void assertRefused(final String... words) throws Exception {
        assertThat(process.waitFor()).isEqualTo(BAD_CONFIGURATION);
        assertThat(Files.readAllLines(errors())).singleElement().asString().contains(words);
    }

    private List<String> reportUpTo(final String last) throws IOException {
        final List<String> lines = new ArrayList<>();
        final BufferedReader reader = process.inputReader();
        for (String line = reader.readLine(); line != null; line = reader.readLine()) {
            lines.add(line);
            if (line.startsWith(last)) {
                return lines;
            }
        }
        throw new AssertionError("ended early: " + lines + Files.readString(errors()));
    }

    private static int port(final List<String> report, final String pattern) {
        final Matcher matcher = Pattern.compile(pattern).matcher(String.join("\n", report));
        assertThat(matcher.find()).as(pattern + " in " + report).isTrue();
        return Integer.parseInt(matcher.group(1));
    }

    private static String get(final HttpClient client, final int port, final String path)
            throws IOException, InterruptedException {
        final HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .build();
        return client.send(request, BodyHandlers.ofString()).body();
    }
}
