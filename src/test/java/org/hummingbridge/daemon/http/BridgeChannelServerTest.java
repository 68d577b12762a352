/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.daemon.http;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.hummingbridge.daemon.settings.ChannelSettings;
import org.hummingbridge.daemon.settings.ChannelSettings.PublicHttp;
import org.hummingbridge.daemon.settings.ChannelSettings.Sctp;
import org.hummingbridge.daemon.settings.ChannelSettings.WebSockets;
import org.hummingbridge.daemon.settings.Settings.Listen;
import org.hummingbridge.daemon.settings.StartupException;
import org.hummingbridge.sfu.allocation.ReceiverConstraints;
import org.hummingbridge.sfu.conference.ConferenceEvent.EndpointJoined;
import org.hummingbridge.sfu.conference.ConferenceEvent.EndpointLeft;
import org.hummingbridge.sfu.conference.ConferenceEvent.ForwardedSourcesChanged;
import org.hummingbridge.sfu.conference.ConferenceListener;
import org.hummingbridge.signaling.channel.BridgeChannels;
import org.hummingbridge.signaling.channel.ChannelCounter;
import org.hummingbridge.signaling.channel.ChannelDrop;
import org.hummingbridge.signaling.channel.ChannelPolicy;
import org.hummingbridge.signaling.channel.WebSocketAddresses;
import org.hummingbridge.signaling.xmpp.Eventually;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A public server on loopback, one conference, and clients that dial the addresses they are given. */
@Timeout(60)
class BridgeChannelServerTest {
    private static final long SOON_SECONDS = 30;
    private static final String HELLO = "{\"colibriClass\":\"ServerHello\"}";
    private static final String NOTHING_FORWARDED = "{\"colibriClass\":\"ForwardedSources\",\"forwardedSources\":[]}";

    private final FakeConference conference = new FakeConference("c0ffee");
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Vertx vertx = Vertx.vertx();
    private final BridgeChannels channels = new BridgeChannels(
            ChannelPolicy.of(ReceiverConstraints.EVERYTHING),
            new WebSocketAddresses(false, "jvb1", List.of("bridge.example:443")),
            threads,
            new SecureRandom(),
            System::nanoTime);
    private final ConferenceListener events = channels.listen(conference.control);
    private final List<PlainWebSocket> clients = new ArrayList<>();
    private BridgeChannelServer server;

    @BeforeEach
    void join() {
        events.on(new EndpointJoined("ada", false));
    }

    @AfterEach
    void stop() throws Exception {
        for (final PlainWebSocket client : clients) {
            client.close();
        }
        if (server != null) {
            server.close();
        }
        vertx.close().await();
        threads.shutdownNow();
    }

    private void serve(final Duration pingInterval, final Duration idleTimeout, final boolean compression)
            throws Exception {
        server = BridgeChannelServer.open(vertx, settings(true, pingInterval, idleTimeout, compression), channels);
    }

    private void serve() throws Exception {
        serve(Duration.ofSeconds(15), Duration.ofSeconds(60), true);
    }

    private static ChannelSettings settings(
            final boolean enabled, final Duration pingInterval, final Duration idleTimeout, final boolean compression) {
        return settings(enabled, pingInterval, idleTimeout, compression, 0);
    }

    private static ChannelSettings settings(
            final boolean enabled,
            final Duration pingInterval,
            final Duration idleTimeout,
            final boolean compression,
            final int port) {
        return new ChannelSettings(
                new Sctp(true),
                new WebSockets(enabled, "jvb1", compression, true, pingInterval, idleTimeout, null, List.of()),
                new PublicHttp(new Listen("127.0.0.1", port), null));
    }

    @Test
    void aTakenPortIsNamedWithTheSettingsThatChangeIt() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
            final ChannelSettings settings =
                    settings(true, Duration.ofSeconds(15), Duration.ofSeconds(60), true, taken.getLocalPort());

            assertThatThrownBy(() -> BridgeChannelServer.open(vertx, settings, channels))
                    .isInstanceOf(StartupException.class)
                    .hasMessage("videobridge.http-servers.public: TCP port " + taken.getLocalPort()
                            + " on 127.0.0.1 is taken by another process; stop that one, or choose another port in"
                            + " videobridge.http-servers.public.port.");
        }
    }

    private int port() {
        return server.ports().getFirst();
    }

    /** What the endpoint's client dials, without the host. */
    private String address(final String endpointId) {
        final URI uri = URI.create(channels.of(conference.control, endpointId).getFirst());
        return uri.getRawPath() + "?" + uri.getRawQuery();
    }

    private PlainWebSocket client(final String pathAndQuery, final String headers) throws IOException {
        final PlainWebSocket client = new PlainWebSocket(connection(), pathAndQuery, headers);
        clients.add(client);
        return client;
    }

    /** A client that has been greeted. */
    private PlainWebSocket client(final String endpointId) throws Exception {
        final PlainWebSocket client = client(address(endpointId), "");
        assertThat(client.next()).isEqualTo(HELLO);
        assertThat(client.next()).isEqualTo(NOTHING_FORWARDED);
        return client;
    }

    private boolean wasAnyCutOff() {
        return channels.counters().get(ChannelCounter.WEB_SOCKETS_CLOSED_ABNORMALLY) > 0;
    }

    private Socket connection() throws IOException {
        final Socket socket = new Socket();
        // Small, so that a client that does not read is noticed soon.
        socket.setReceiveBufferSize(16_384);
        socket.connect(new InetSocketAddress("127.0.0.1", port()));
        return socket;
    }

    private int status(final String pathAndQuery) throws IOException {
        return client(pathAndQuery, "").status();
    }

    @Test
    void theAddressThatAnEndpointIsGivenOpensItsChannel() throws Exception {
        serve();

        client("ada").say("{\"colibriClass\":\"LastNChangedEvent\",\"lastN\":3}");

        assertThat(conference.lastN.poll(SOON_SECONDS, SECONDS)).isEqualTo(3);
    }

    @Test
    void aMessageMayComeInSeveralFrames() throws Exception {
        serve();

        client("ada").sayInTwo("{\"colibriClass\":\"LastNCha", "ngedEvent\",\"lastN\":4}");

        assertThat(conference.lastN.poll(SOON_SECONDS, SECONDS)).isEqualTo(4);
    }

    @Test
    void whatFollowsTheEndpointAndThePasswordDoesNotMatter() throws Exception {
        serve();

        assertThat(status(address("ada").replace("?", "/more/of/it?") + "&and=this"))
                .isEqualTo(101);
    }

    @Test
    void pathsThatAreNotOursAreNotFound() throws Exception {
        serve();
        final String address = address("ada");

        assertThat(status(address.replace("/jvb1/", "/jvb2/"))).isEqualTo(404);
        assertThat(status(address.replace("/colibri-ws/", "/colibri-relay-ws/")))
                .isEqualTo(404);
        assertThat(status(address.replace("/ada", ""))).isEqualTo(404);
        assertThat(status("/")).isEqualTo(404);
    }

    @Test
    void wrongConferenceEndpointAndPasswordAreRefusedInTheSameWords() throws Exception {
        serve();
        final String address = address("ada");

        final List<String> answers = List.of(
                client(address.replace("/c0ffee/", "/beef/"), "").answer,
                client(address.replace("/ada", "/eve"), "").answer,
                client(address + "x", "").answer,
                client(address.replace("pwd", "password"), "").answer,
                client(address.substring(0, address.indexOf('?')), "").answer);

        assertThat(answers).allMatch(answers.getFirst()::equals).allMatch(answer -> answer.startsWith("HTTP/1.1 403"));
    }

    @Test
    void anEndpointThatWasNeverGivenAnAddressHasNoPassword() throws Exception {
        serve();

        assertThat(status("/colibri-ws/jvb1/c0ffee/ada?pwd=")).isEqualTo(403);
    }

    @Test
    void aRequestThatIsNoUpgradeIsNotFound() throws Exception {
        serve();

        try (Socket socket = new Socket("127.0.0.1", port())) {
            socket.getOutputStream()
                    .write(("GET " + address("ada") + " HTTP/1.1\r\nHost: b\r\nConnection: close\r\n\r\n")
                            .getBytes(US_ASCII));
            assertThat(new String(socket.getInputStream().readAllBytes(), US_ASCII))
                    .startsWith("HTTP/1.1 404");
        }
    }

    @Test
    void aSecondConnectionTakesThePlaceOfTheFirst() throws Exception {
        serve();
        final PlainWebSocket first = client("ada");

        client("ada");

        assertThat(first.farewell()).isEqualTo("close 1000 replaced");
    }

    @Test
    void theChannelEndsWithItsEndpoint() throws Exception {
        serve();
        final PlainWebSocket ada = client("ada");

        events.on(new EndpointLeft("ada"));

        assertThat(ada.farewell()).isEqualTo("close 1001 endpoint closed");
    }

    @Test
    void aSilentClientIsPinged() throws Exception {
        serve(Duration.ofMillis(50), Duration.ofSeconds(60), true);

        final PlainWebSocket ada = client(address("ada"), "");

        // On a busy machine one comes before the greeting, too.
        String heard = ada.next();
        while (List.of(HELLO, NOTHING_FORWARDED).contains(heard)) {
            heard = ada.next();
        }
        assertThat(heard).isEqualTo("ping");
    }

    @Test
    void aClientThatAnswersNothingIsGivenUp() throws Exception {
        // Long enough for the connection to open on a busy machine, be the greeting on time or not.
        serve(Duration.ofSeconds(15), Duration.ofSeconds(3), true);

        assertThat(client(address("ada"), "").farewell()).isEqualTo("end");
    }

    @Test
    void messagesArePackedForWhoAsksForIt() throws Exception {
        serve();

        final PlainWebSocket ada = client(address("ada"), PlainWebSocket.DEFLATE);

        assertThat(ada.answer).containsIgnoringCase("\r\n" + PlainWebSocket.DEFLATE);
        assertThat(ada.next()).isEqualTo("packed " + HELLO);
        ada.sayCompressed("{\"colibriClass\":\"LastNChangedEvent\",\"lastN\":5}".getBytes(US_ASCII));
        assertThat(conference.lastN.poll(SOON_SECONDS, SECONDS)).isEqualTo(5);
    }

    @Test
    void messagesAreNotPackedWhereTheOperatorDoesNotWantIt() throws Exception {
        serve(Duration.ofSeconds(15), Duration.ofSeconds(60), false);

        final PlainWebSocket ada = client(address("ada"), PlainWebSocket.DEFLATE);

        assertThat(ada.answer).doesNotContainIgnoringCase("permessage-deflate");
        assertThat(ada.next()).isEqualTo(HELLO);
    }

    @Test
    void aFrameThatIsTooLongEndsTheConnection() throws Exception {
        serve();
        final PlainWebSocket ada = client("ada");

        ada.say("x".repeat(BridgeChannelServer.MAX_MESSAGE_BYTES + 1));

        ada.farewell();
        assertThat(channels.counters().get(ChannelCounter.WEB_SOCKET_MESSAGES_RECEIVED))
                .isZero();
    }

    @Test
    void framesThatMakeAMessageTooLongEndTheConnection() throws Exception {
        serve();
        final PlainWebSocket ada = client("ada");

        ada.sayInTwo("x".repeat(BridgeChannelServer.MAX_MESSAGE_BYTES), "x");

        assertThat(ada.farewell()).isEqualTo("close 1009 message too big");
        assertThat(channels.counters().get(ChannelCounter.WEB_SOCKET_MESSAGES_RECEIVED))
                .isZero();
    }

    @Test
    void aMessageThatIsTooLongOnlyWhenItIsUnpackedEndsTheConnection() throws Exception {
        serve();
        final PlainWebSocket ada = client(address("ada"), PlainWebSocket.DEFLATE);

        ada.sayCompressed(new byte[16 * 1024 * 1024]);

        ada.farewell();
        assertThat(channels.counters().get(ChannelCounter.WEB_SOCKET_MESSAGES_RECEIVED))
                .isZero();
    }

    @Test
    void aMessageThatMakesNoSenseIsCountedAndChangesNothing() throws Exception {
        serve();
        final PlainWebSocket ada = client("ada");

        ada.say("nonsense");
        ada.say("{\"colibriClass\":\"ClientHello\"}");

        assertThat(ada.next()).isEqualTo(HELLO);
        assertThat(channels.counters().get(ChannelDrop.MALFORMED)).isEqualTo(1);
    }

    @Test
    void aClientThatDoesNotReadIsCutOffAndOthersHearEverything() throws Exception {
        serve(Duration.ofHours(1), Duration.ofHours(1), true);
        events.on(new EndpointJoined("bob", false));
        final PlainWebSocket ada = client("ada");
        client("bob");
        final List<String> names = List.of("x".repeat(60_000));

        for (int round = 0; round < 100 && !wasAnyCutOff(); round++) {
            for (int i = 0; i < 10; i++) {
                events.on(new ForwardedSourcesChanged("bob", names));
            }
            events.on(new ForwardedSourcesChanged("ada", names));
            assertThat(ada.next()).endsWith(names.getFirst() + "\"]}");
        }

        Eventually.become(this::wasAnyCutOff, () -> "nobody was cut off");
        events.on(new EndpointLeft("ada"));
        assertThat(ada.next()).isEqualTo("close 1001 endpoint closed");
    }

    @Test
    void thereIsNoServerWhereWebSocketsAreOff() throws Exception {
        server = BridgeChannelServer.open(
                vertx, settings(false, Duration.ofSeconds(15), Duration.ofSeconds(60), true), channels);

        assertThat(server.ports()).isEmpty();
    }
}
