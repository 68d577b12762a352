/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import org.hummingbridge.daemon.http.ControlServer;
import org.hummingbridge.daemon.settings.CommandLineOptions;
import org.hummingbridge.daemon.settings.OperationSettings.Rest;
import org.hummingbridge.daemon.settings.Settings;
import org.hummingbridge.daemon.settings.SettingsReader;
import org.hummingbridge.signaling.brewery.BridgeLabels;
import org.hummingbridge.signaling.channel.ChannelCounters;
import org.hummingbridge.signaling.xmpp.IqHandler;
import org.hummingbridge.signaling.xmpp.XmppClients;
import org.hummingbridge.signaling.xmpp.XmppFailure;
import org.hummingbridge.signaling.xmpp.XmppIdentity;
import org.hummingbridge.signaling.xmpp.XmppState;
import org.hummingbridge.signaling.xmpp.XmppStatus;
import org.hummingbridge.signaling.xmpp.XmppTrouble;
import org.jivesoftware.smack.packet.IQ;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The private server as operators' tools use it. */
class OperationsTest {
    private static final Rest EVERYTHING = new Rest(true, true, true, true, true, true, true, true);
    private static final Rest NOTHING = new Rest(false, false, false, false, false, false, false, false);

    private final FakeMediaPath media = new FakeMediaPath();
    private final HttpClient client = HttpClient.newHttpClient();
    private final ExecutorService virtualThreads = Executors.newVirtualThreadPerTaskExecutor();
    private final Vertx vertx = Vertx.vertx();
    private volatile List<XmppStatus> logins = List.of(login(XmppState.JOINED, null));
    private XmppClients clients;
    private Operations operations;
    private ControlServer server;

    @BeforeEach
    void start() throws Exception {
        serve(EVERYTHING);
        operations.handshake().result(null);
        operations.start();
    }

    @AfterEach
    void stop() {
        server.close();
        operations.close();
        clients.close();
        vertx.close();
        virtualThreads.shutdownNow();
        client.close();
    }

    @Test
    void healthIsEmptyWhenAllIsWell() throws Exception {
        final HttpResponse<String> answer = get("/about/health");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEmpty();
    }

    @Test
    void aFailedSelfTestIsToldWithACure() throws Exception {
        operations.handshake().result("no provider for X.509");
        operations.health().check();

        final HttpResponse<String> answer = get("/about/health");

        assertThat(answer.statusCode()).isEqualTo(500);
        assertThat(answer.headers().firstValue("Content-Type").orElseThrow()).startsWith("text/plain");
        assertThat(answer.body()).contains("no provider for X.509", "check the Java runtime");
    }

    @Test
    void aLostServerMakesTheBridgeUnreadyAndNotUnhealthy() throws Exception {
        assertThat(get("/about/health/ready").statusCode()).isEqualTo(200);

        logins = List.of(login(XmppState.CONNECTING, "Nobody listens on prosody:5222; start Prosody."));
        operations.health().check();

        assertThat(get("/about/health").statusCode()).isEqualTo(200);
        assertThat(get("/about/health/live").statusCode()).isEqualTo(200);
        final HttpResponse<String> ready = get("/about/health/ready");
        assertThat(ready.statusCode()).isEqualTo(503);
        final JsonArray checks = new JsonObject(ready.body()).getJsonArray("checks");
        assertThat(checks)
                .extracting(JsonObject.class::cast)
                .filteredOn(check -> !check.getBoolean("passed"))
                .singleElement()
                .satisfies(check -> {
                    assertThat(check.getString("check")).isEqualTo("xmpp");
                    assertThat(check.getString("text")).contains("shard: Nobody listens on prosody:5222");
                });
        assertThat(get("/metrics").body()).contains("hummingbridge_ready 0.0", "hummingbridge_healthy 1.0");
    }

    @Test
    void aBridgeOnItsWayOutIsNotReady() throws Exception {
        operations.lifecycle().requestGracefulShutdown();

        assertThat(get("/about/health").statusCode()).isEqualTo(200);
        assertThat(get("/about/health/ready").body()).contains("on its way out");
    }

    @Test
    void statisticsAreThoseOfPresence() throws Exception {
        media.control().createConference("m", null);

        final HttpResponse<String> answer = get("/colibri/stats");

        assertThat(answer.headers().firstValue("Content-Type")).contains("application/json");
        final JsonObject json = new JsonObject(answer.body());
        assertThat(json.getMap().keySet())
                .isEqualTo(operations.statistics().statistics().keySet());
        assertThat(json.getInteger("conferences")).isOne();
        assertThat(json.getInteger("participants") - json.getInteger("octo_endpoints"))
                .isZero();
        assertThat(json.getString("version")).isEqualTo("1.2.3");
    }

    @Test
    void drainIsSwitchedOnAndOff() throws Exception {
        assertThat(get("/colibri/drain").body()).isEqualTo("{\"drain\":false}");

        assertThat(post("/colibri/drain/enable", "").statusCode()).isEqualTo(200);
        assertThat(get("/colibri/drain").body()).isEqualTo("{\"drain\":true}");

        assertThat(post("/colibri/drain/disable", "").statusCode()).isEqualTo(200);
        assertThat(get("/colibri/drain").body()).isEqualTo("{\"drain\":false}");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"graceful-shutdown": true}   | true
            {"graceful-shutdown": "true"} | true
            {"graceful-shutdown": false}  | false
            """)
    void shutdownIsAskedForAsScriptsDo(final String body, final boolean graceful) throws Exception {
        final HttpResponse<String> answer = post("/colibri/shutdown", body);

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEmpty();
        assertThat(operations.lifecycle().isGracefulShutdown()).isEqualTo(graceful);
        assertThat(operations.lifecycle().rejectsNewConferences()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{}", "[]", "{", "null", "{\"graceful-shutdown\": 1}", "{\"graceful-shutdown\": null}"})
    void whatIsNoOrderShutsNothingDown(final String body) throws Exception {
        assertThat(post("/colibri/shutdown", body).statusCode()).isEqualTo(400);
        assertThat(operations.lifecycle().rejectsNewConferences()).isFalse();
    }

    @Test
    void debugHasTheRecordedOutline() throws Exception {
        media.control().createConference("m", null);

        final JsonObject json = new JsonObject(get("/debug").body());

        assertThat(json.fieldNames())
                .containsExactly("shutdown_state", "drain", "time", "load_management", "conferences", "health");
        assertThat(json.getString("shutdown_state")).isEqualTo("RUNNING");
        assertThat(json.getJsonObject("load_management").fieldNames())
                .containsExactly("state", "stress", "reducer_enabled");
        final JsonObject conference = json.getJsonObject("conferences").getJsonObject("c0ffee");
        assertThat(conference.fieldNames())
                .containsExactly("id", "rtcstatsEnabled", "name", "meeting_id", "endpoints", "relays");
        assertThat(conference.getString("meeting_id")).isEqualTo("m");
        assertThat(json.getJsonObject("health").getBoolean("success")).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/debug?full=true", "/debug/c0ffee"})
    void debugInFullShowsWhoSpeaks(final String path) throws Exception {
        media.control().createConference("m", null);

        assertThat(new JsonObject(get(path).body())
                        .getJsonObject("conferences")
                        .getJsonObject("c0ffee")
                        .fieldNames())
                .contains("speech_activity", "creation_time", "expired", "endpoints");
    }

    @Test
    void anUnknownConferenceIsNotFound() throws Exception {
        assertThat(get("/debug/features").statusCode()).isEqualTo(404);
        assertThat(get("/debug/features/jvb/queue-stats").statusCode()).isEqualTo(404);
    }

    @Test
    void theOldDebugPathLeadsToTheNewOne() throws Exception {
        final HttpResponse<String> answer = get("/colibri/debug/c0ffee?full=true");

        assertThat(answer.statusCode()).isEqualTo(301);
        assertThat(answer.headers().firstValue("Location")).contains("/debug/c0ffee?full=true");
    }

    @Test
    void rtcstatsAreEmptyAsRecorded() throws Exception {
        assertThat(get("/stats").body()).isEqualTo("{\"conferences\":{}}");
    }

    @Test
    void metricsComeInTheFormatThatIsWanted() throws Exception {
        assertThat(get("/metrics").headers().firstValue("Content-Type").orElseThrow())
                .startsWith("application/openmetrics-text");
        final HttpRequest json =
                request("/metrics").header("Accept", "application/json").build();
        assertThat(new JsonObject(send(json).body()).getBoolean("healthy")).isTrue();
        final HttpRequest nothing =
                request("/metrics").header("Accept", "image/png").build();
        assertThat(send(nothing).statusCode()).isEqualTo(406);
    }

    @Test
    void loginsAreAddedListedAndRemoved() throws Exception {
        final String add = """
                {"id": "x", "hostname": "127.0.0.1", "port": "1", "domain": "auth.example.org", "username": "jvb",
                 "password": "secret", "muc_jids": "jvbbrewery@internal.auth.example.org", "muc_nickname": "jvb1",
                 "disable_certificate_verification": "true", "unknown": "ignored", "port_as_number": 5}""";

        assertThat(get("/colibri/muc-client/list").body()).isEqualTo("[]");
        assertThat(post("/colibri/muc-client/add", add).statusCode()).isEqualTo(200);
        assertThat(post("/colibri/muc-client/add", add).statusCode()).isEqualTo(200);
        assertThat(get("/colibri/muc-client/list").body()).isEqualTo("[\"x\"]");
        assertThat(post("/colibri/muc-client/remove", "{\"id\": \"x\"}").statusCode())
                .isEqualTo(200);
        assertThat(get("/colibri/muc-client/list").body()).isEqualTo("[]");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "[]",
                "{}",
                "{\"id\": 5}",
                "{\"id\": \"x\"}",
                "{\"id\": \"x\", \"hostname\": \"h\", \"username\": \"u\", \"password\": \"p\", \"muc_jids\": \"m@d\"}",
                "{\"id\": \"x\", \"hostname\": \"h\", \"username\": \"u\", \"password\": \"p\", \"muc_jids\": \"no room\","
                        + " \"muc_nickname\": \"n\"}"
            })
    void loginsThatCanNeverWorkAreRefusedWithASentence(final String body) throws Exception {
        final HttpResponse<String> answer = post("/colibri/muc-client/add", body);

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).isNotBlank();
        assertThat(get("/colibri/muc-client/list").body()).isEqualTo("[]");
    }

    @Test
    void tracingIsRefused() throws Exception {
        final HttpRequest trace = request("/about/health")
                .method("TRACE", BodyPublishers.noBody())
                .build();

        assertThat(send(trace).statusCode()).isEqualTo(405);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/about/health",
                "/about/health/ready",
                "/about/version",
                "/colibri/stats",
                "/colibri/drain",
                "/colibri/muc-client/list",
                "/debug",
                "/metrics",
                "/stats"
            })
    void whatIsSwitchedOffIsNotFound(final String path) throws Exception {
        server.close();
        operations.close();
        serve(NOTHING);

        assertThat(get(path).statusCode()).isEqualTo(404);
    }

    @Test
    void shutdownNeedsBothSwitches() throws Exception {
        server.close();
        operations.close();
        serve(new Rest(true, true, true, true, true, true, false, true));

        assertThat(post("/colibri/shutdown", "{\"graceful-shutdown\": true}").statusCode())
                .isEqualTo(404);
    }

    private void serve(final Rest gates) throws Exception {
        final Settings settings = SettingsReader.read(null, new CommandLineOptions(null, 0, 0, 0));
        clients = new XmppClients(
                new XmppIdentity("test", "1", "", List.of()), new NoRequests(), System::nanoTime, new SecureRandom());
        operations = new Operations(
                settings.operation(),
                media,
                new ChannelCounters(),
                () -> logins,
                new BridgeLabels("1.2.3", null, null, null),
                virtualThreads);
        server = ControlServer.open(
                vertx,
                new Settings.Http(new Settings.Listen("127.0.0.1", 0), Set.of()),
                operations.routes(gates, clients));
    }

    private static XmppStatus login(final XmppState state, final String trouble) {
        return new XmppStatus(
                "shard",
                false,
                state,
                0,
                Optional.ofNullable(trouble).map(text -> new XmppTrouble(XmppFailure.CONNECTION_REFUSED, text)),
                1,
                state == XmppState.JOINED ? 1 : 0,
                1,
                0,
                Map.of());
    }

    private HttpRequest.Builder request(final String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path));
    }

    private HttpResponse<String> get(final String path) throws Exception {
        return send(request(path).build());
    }

    private HttpResponse<String> post(final String path, final String body) throws Exception {
        return send(request(path).POST(BodyPublishers.ofString(body)).build());
    }

    private HttpResponse<String> send(final HttpRequest request) throws Exception {
        return client.send(request, BodyHandlers.ofString());
    }

    /** Nobody asks anything here. */
    private static final class NoRequests implements IqHandler {
        @Override
        public boolean handles(final String element, final String namespace) {
            return false;
        }

        @Override
        public void onIq(final IQ request, final Consumer<IQ> reply) {
            throw new UnsupportedOperationException();
        }
    }
}
