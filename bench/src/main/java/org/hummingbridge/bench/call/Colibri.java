/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.bench.call;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import org.hummingbridge.bench.net.GeneratorSocket;
import org.hummingbridge.sfu.conference.RemoteTransport;
import org.hummingbridge.sfu.dtls.Fingerprint;
import org.hummingbridge.sfu.ice.IceCredentials;
import org.hummingbridge.sfu.ice.RemoteCandidate;
import org.ice4j.ice.CandidateType;
import org.jspecify.annotations.Nullable;

/** The bridge's control interface: {@code /colibri/v2/conferences} over HTTP, as a focus would use it. */
public final class Colibri implements AutoCloseable {
    private static final int OK = 200;
    private static final Duration TIMEOUT = Duration.ofSeconds(20);
    private static final String PATH = "/colibri/v2/conferences";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final URI base;
    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(TIMEOUT)
            .build();

    /**
     * The interface at an address; connects when it is first used.
     *
     * @param base scheme, host and port of the bridge's private HTTP server
     */
    public Colibri(final URI base) {
        this.base = base;
    }

    /**
     * The bridge's side of an endpoint's transport.
     *
     * @param webSocket where the bridge channel can be opened; null if nowhere
     */
    record Answer(RemoteTransport transport, @Nullable String webSocket) {}

    void createConference(final String meetingId) throws IOException, InterruptedException {
        post(Offer.createConference(meetingId));
    }

    void expireConference(final String meetingId) throws IOException, InterruptedException {
        patch(meetingId, Offer.expireConference(meetingId));
    }

    Answer createEndpoint(final String meetingId, final Seat seat) throws IOException, InterruptedException {
        final JsonNode answer = patch(meetingId, Offer.createEndpoint(meetingId, seat));
        return read(answer.path("endpoints").path(0).path("transport").path("transport"));
    }

    JsonNode post(final String body) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(base.resolve(PATH)).POST(BodyPublishers.ofString(body)));
    }

    JsonNode patch(final String meetingId, final String body) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(base.resolve(PATH + "/" + meetingId))
                .method("PATCH", BodyPublishers.ofString(body)));
    }

    private JsonNode send(final HttpRequest.Builder request) throws IOException, InterruptedException {
        final HttpResponse<String> response = answer(request.header("Content-Type", "application/json")
                .timeout(TIMEOUT)
                .build());
        if (response.statusCode() != OK) {
            throw new IOException("the bridge answered " + response.statusCode() + " to "
                    + response.request().method() + " " + response.uri() + ": " + response.body());
        }
        return JSON.readTree(response.body());
    }

    private HttpResponse<String> answer(final HttpRequest request) throws IOException, InterruptedException {
        try {
            return client.send(request, BodyHandlers.ofString());
        } catch (ConnectException e) {
            throw new IOException(
                    "nothing answers at " + base + "; is it the private HTTP server of a bridge, with its REST"
                            + " interface enabled (videobridge.apis.rest.enabled)?",
                    e);
        }
    }

    /** What of it an IPv4 socket can use. */
    static Answer read(final JsonNode transport) throws IOException {
        final List<Fingerprint> fingerprints = new ArrayList<>();
        for (final JsonNode node : transport.path("fingerprints")) {
            final Fingerprint read = Fingerprint.parse(
                    node.path("hash").asText(), node.path("fingerprint").asText());
            if (read != null) {
                fingerprints.add(read);
            }
        }
        final List<RemoteCandidate> candidates = new ArrayList<>();
        for (final JsonNode node : transport.path("candidates")) {
            final String ip = node.path("ip").asText();
            if ("udp".equalsIgnoreCase(node.path("protocol").asText()) && !ip.contains(":")) {
                candidates.add(new RemoteCandidate(
                        CandidateType.parse(node.path("type").asText()),
                        new InetSocketAddress(
                                GeneratorSocket.ipv4(ip), node.path("port").asInt()),
                        node.path("foundation").asText(),
                        node.path("priority").asLong()));
            }
        }
        if (fingerprints.isEmpty() || candidates.isEmpty()) {
            throw new IOException("the bridge's answer has no "
                    + (candidates.isEmpty() ? "IPv4 candidate" : "fingerprint") + ": " + transport);
        }
        final String webSocket = transport.path("web-sockets").path(0).asText("");
        return new Answer(
                new RemoteTransport(
                        new IceCredentials(
                                transport.path("ufrag").asText(),
                                transport.path("pwd").asText()),
                        candidates,
                        fingerprints,
                        null,
                        0),
                webSocket.isEmpty() ? null : webSocket);
    }

    /** Opens a bridge channel over a WebSocket and asks for everything on it. */
    WebSocket openChannel(final String url) throws IOException, InterruptedException {
        try {
            final WebSocket socket = client.newWebSocketBuilder()
                    .connectTimeout(TIMEOUT)
                    .buildAsync(URI.create(url), new WebSocket.Listener() {})
                    .get();
            socket.sendText(Offer.CONSTRAINTS, true).get();
            return socket;
        } catch (ExecutionException e) {
            throw new IOException("no bridge channel over " + url, e);
        }
    }

    @Override
    public void close() {
        client.close();
    }
}
