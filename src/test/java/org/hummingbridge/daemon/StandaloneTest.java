/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.daemon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.hummingbridge.daemon.settings.CommandLineOptions;
import org.hummingbridge.daemon.settings.SettingsReader;
import org.hummingbridge.daemon.settings.StartupException;
import org.hummingbridge.sfu.datagram.Counter;
import org.hummingbridge.sfu.datagram.DropReason;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StandaloneTest {
    private static final String CREATE = "{\"meeting-id\": \"m\", \"create\": true}";

    private final FakeMediaPath media = new FakeMediaPath();
    private final HttpClient client = HttpClient.newHttpClient();
    private Daemon bridge;

    @BeforeEach
    void start() throws StartupException {
        bridge = start(0, 0);
    }

    @AfterEach
    void stop() {
        bridge.close();
        client.close();
    }

    @Test
    void conferencesAreCreatedOverHttp() throws Exception {
        final HttpResponse<String> response = post("/colibri/v2/conferences", CREATE);

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("Content-Type")).contains("application/json");
        assertThat(response.body()).contains("jvb-a0");
        assertThat(media.conferences).containsKey("m");
    }

    @Test
    void errorsComeAsJsonWithTheirCondition() throws Exception {
        post("/colibri/v2/conferences", CREATE);

        final HttpResponse<String> response = post("/colibri/v2/conferences", CREATE);

        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(response.body()).contains("\"error\":\"conflict\"", "\"reason\":\"conference_already_exists\"");
    }

    @Test
    void bodiesBeyondOneMebibyteAreRefusedUnread() throws Exception {
        final HttpResponse<String> response = post("/colibri/v2/conferences", " ".repeat((1 << 20) + 1));

        assertThat(response.statusCode()).isEqualTo(413);
    }

    @Test
    void anUnknownConferenceIsNotFoundWhateverTheMethod() throws Exception {
        final HttpRequest patch = request("/colibri/v2/conferences/gone")
                .method("PATCH", BodyPublishers.ofString("{}"))
                .build();

        assertThat(send(patch).statusCode()).isEqualTo(404);
        assertThat(get("/colibri/v2/conferences/gone").statusCode()).isEqualTo(404);
        assertThat(get("/colibri/v2/conferences/gone/dominant-speaker-identification")
                        .statusCode())
                .isEqualTo(404);
    }

    @Test
    void aKnownConferenceIsNotDescribedButItsSpeakersAre() throws Exception {
        post("/colibri/v2/conferences", CREATE);

        assertThat(get("/colibri/v2/conferences/m").statusCode()).isEqualTo(501);
        assertThat(get("/colibri/v2/conferences/m/dominant-speaker-identification")
                        .body())
                .contains("endpointsBySpeechActivity");
    }

    @Test
    void meetingIdsInPathsMayBeEncoded() throws Exception {
        post("/colibri/v2/conferences", "{\"meeting-id\": \"a b/c\", \"create\": true}");

        assertThat(get("/colibri/v2/conferences/a%20b%2Fc").statusCode()).isEqualTo(501);
    }

    @Test
    void healthIsEmptyWhenWell() throws Exception {
        final HttpResponse<String> response = get("/about/health");

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body()).isEmpty();
    }

    @Test
    void versionIsWhatWasBuilt() throws Exception {
        assertThat(get("/about/version").body())
                .matches("\\{\"name\":\"Hummingbridge\",\"version\":\"\\d.*\",\"os\":\".+\"}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"evil.example", "evil.example:8080", "localhost.evil.example"})
    void requestsForOtherHostNamesAreMisdirected(final String host) throws Exception {
        assertThat(raw("GET /about/health HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n"))
                .startsWith("HTTP/1.1 421");
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost", "127.0.0.1", "[::1]", "LOCALHOST:1"})
    void localhostAndLiteralAddressesAreServed(final String host) throws Exception {
        assertThat(raw("GET /about/health HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n"))
                .startsWith("HTTP/1.1 200");
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://evil.example", "http://127.0.0.1:1", "null", "%"})
    void pagesOfOtherOriginsControlNothing(final String origin) throws Exception {
        final HttpRequest request = request("/colibri/v2/conferences")
                .header("Origin", origin)
                .POST(BodyPublishers.ofString(CREATE))
                .build();

        assertThat(send(request).statusCode()).isEqualTo(403);
        assertThat(media.conferences).isEmpty();
    }

    @Test
    void ourOwnPageControlsTheBridge() throws Exception {
        final HttpRequest request = request("/colibri/v2/conferences")
                .header("Origin", "http://127.0.0.1:" + bridge.httpPort())
                .POST(BodyPublishers.ofString(CREATE))
                .build();

        assertThat(send(request).statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/../logback.xml",
                "/%2e%2e/logback.xml",
                "/..%2flogback.xml",
                "//logback.xml",
                "/.hidden",
                "/js/"
            })
    void onlyFilesOfThePageAreServed(final String path) throws Exception {
        assertThat(raw("GET " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"))
                .startsWith("HTTP/1.1 404");
    }

    @Test
    void thePageAnswersMonitorsThatOnlyAskWhetherItIsThere() throws Exception {
        final HttpResponse<String> answer =
                send(request("/").method("HEAD", BodyPublishers.noBody()).build());

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValueAsLong("Content-Length").orElse(0))
                .isPositive();
        assertThat(answer.body()).isEmpty();
    }

    @Test
    void hugeHeadersAreRefused() throws Exception {
        final String huge = "x".repeat(100_000);

        assertThat(raw("GET /about/health HTTP/1.1\r\nHost: localhost\r\nX: " + huge + "\r\n\r\n"))
                .startsWith("HTTP/1.1 431");
    }

    @Test
    void metricsMoveWithTheLoops() throws Exception {
        media.loop.counters().add(Counter.RTP_FORWARDED, 41);
        media.loop.counters().drop(DropReason.SRTP_AUTH, 3);
        post("/colibri/v2/conferences", CREATE);

        final String metrics = metrics().body();

        assertThat(metrics.lines())
                .contains(
                        "hummingbridge_rtp_forwarded_total{loop=\"0\"} 41.0",
                        "hummingbridge_dropped_packets_total{reason=\"srtp_auth\"} 3.0",
                        "hummingbridge_conferences 1.0")
                .anyMatch(line -> line.startsWith("jvm_memory_used_bytes"))
                .anyMatch(line -> line.startsWith("hummingbridge_build_info") && line.contains("fake transport"));
    }

    @Test
    void metricsOutliveGarbageCollection() throws Exception {
        media.loop.counters().drop(DropReason.SRTP_AUTH, 3);
        System.gc();

        assertThat(metrics().body().lines())
                .contains(
                        "hummingbridge_dropped_packets_total{reason=\"srtp_auth\"} 3.0",
                        "hummingbridge_conferences 0.0");
    }

    @Test
    void everyCounterAndDropReasonIsAMetric() throws Exception {
        final String metrics = metrics().body();

        for (final Counter counter : Counter.values()) {
            assertThat(metrics).contains("hummingbridge_" + counter.label());
        }
        for (final DropReason reason : DropReason.values()) {
            assertThat(metrics).contains("reason=\"" + reason.label() + "\"");
        }
    }

    @Test
    void theMetricsPortServesNothingElse() throws Exception {
        final HttpRequest request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + bridge.metricsPort() + "/colibri/v2/conferences"))
                .POST(BodyPublishers.ofString(CREATE))
                .build();

        assertThat(send(request).statusCode()).isEqualTo(404);
    }

    @Test
    void manyParallelRequestsAreAllAnswered() {
        final List<CompletableFuture<HttpResponse<String>>> responses = IntStream.range(0, 300)
                .mapToObj(i -> client.sendAsync(
                        request("/colibri/v2/conferences")
                                .POST(BodyPublishers.ofString(
                                        "{\"meeting-id\": \"m%d\", \"create\": true}".formatted(i)))
                                .build(),
                        BodyHandlers.ofString()))
                .toList();

        assertThat(responses).allMatch(response -> response.join().statusCode() == 200);
        assertThat(media.conferences).hasSize(300);
    }

    @Test
    void theReportNamesThePageTheMetricsAndTheMediaPath() {
        assertThat(bridge.report())
                .anyMatch(line -> line.endsWith("http://localhost:" + bridge.httpPort() + "/"))
                .anyMatch(line -> line.contains("http://localhost:" + bridge.metricsPort() + "/metrics"))
                .contains("  media      nowhere");
    }

    @Test
    void aTakenPortIsNamedWithItsSettingAndEverythingIsClosedAgain() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            final FakeMediaPath other = new FakeMediaPath();
            final CommandLineOptions options = new CommandLineOptions(null, 0, taken.getLocalPort(), 0);

            assertThatThrownBy(() -> Daemon.start(
                            SettingsReader.read(null, options),
                            Daemon.Purpose.STANDALONE,
                            (settings, listeners) -> other))
                    .isInstanceOf(StartupException.class)
                    .hasMessageContaining("videobridge.http-servers.private")
                    .hasMessageContaining(Integer.toString(taken.getLocalPort()))
                    .hasMessageContaining("--http-port");
            assertThat(other.closed).isTrue();
        }
    }

    @Test
    void closingClosesTheMediaPathAndThePorts() throws Exception {
        final int port = bridge.httpPort();

        bridge.close();

        assertThat(media.closed).isTrue();
        assertThatThrownBy(() -> new Socket(InetAddress.getLoopbackAddress(), port))
                .isInstanceOf(IOException.class);
    }

    private Daemon start(final int httpPort, final int metricsPort) throws StartupException {
        final CommandLineOptions options = new CommandLineOptions(null, 0, httpPort, metricsPort);
        return Daemon.start(
                SettingsReader.read(null, options), Daemon.Purpose.STANDALONE, (settings, listeners) -> media);
    }

    private HttpRequest.Builder request(final String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + bridge.httpPort() + path));
    }

    private HttpResponse<String> get(final String path) throws IOException, InterruptedException {
        return send(request(path).build());
    }

    private HttpResponse<String> post(final String path, final String body) throws IOException, InterruptedException {
        return send(request(path).POST(BodyPublishers.ofString(body)).build());
    }

    private HttpResponse<String> metrics() throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + bridge.metricsPort() + "/metrics"))
                .build());
    }

    private HttpResponse<String> send(final HttpRequest request) throws IOException, InterruptedException {
        return client.send(request, BodyHandlers.ofString());
    }

    /** For what a well-behaved client does not send. */
    private String raw(final String request) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), bridge.httpPort())) {
            final OutputStream out = socket.getOutputStream();
            out.write(request.getBytes(StandardCharsets.ISO_8859_1));
            out.flush();
            final InputStream in = socket.getInputStream();
            return new String(in.readNBytes(12), StandardCharsets.ISO_8859_1);
        }
    }
}
