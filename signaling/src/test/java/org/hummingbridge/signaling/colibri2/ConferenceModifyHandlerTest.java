/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.signaling.colibri2;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Locale;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.hummingbridge.sfu.conference.ForceMute;
import org.hummingbridge.signaling.colibri2.Colibri2Rest.Response;
import org.hummingbridge.signaling.colibri2.ConferenceModifyJson.Reading;
import org.hummingbridge.signaling.colibri2.FakeBridge.FakeConference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConferenceModifyHandlerTest {
    private static final String FINGERPRINT = "AB:".repeat(31) + "AB";
    private static final String PASSWORD = "p".repeat(22);

    private final FakeBridge bridge = new FakeBridge();

    @Test
    void anEndpointIsCreatedWithItsSourcesTransportAndLimits() {
        createConference();

        final JsonNode answer = ok(patch(endpoint("a", """
                "create": true, "capabilities": ["source-names"],
                "sources": [{"type": "audio", "id": "a-a0", "sources": [{"ssrc": 4294967295}]}],
                "transport": {"ice-controlling": true, "transport": {"ufrag": "abcd", "pwd": "%s"}},
                "force-mute": {"audio": true, "video": false}, "initial-last-n": {"value": -1}""".formatted(PASSWORD))));

        assertThat(answer.at("/endpoints/0/transport/transport/ufrag").isTextual())
                .isTrue();
        assertThat(conference().sources.get("a").getFirst().ssrcs()).containsExactly(-1);
        assertThat(conference().mutes.get("a")).isEqualTo(new ForceMute(true, false));
        assertThat(conference().lastN.get("a")).isEqualTo(-1);
        assertThat(conference().transports.get("a").credentials().ufrag()).isEqualTo("abcd");
    }

    @Test
    void absentSourcesAreLeftAsTheyAre() {
        createConference();
        createEndpoint("a", "\"sources\": [{\"type\": \"audio\", \"id\": \"a-a0\", \"sources\": [{\"ssrc\": 1}]}],");

        ok(patch(endpoint("a", "\"force-mute\": {\"audio\": true, \"video\": true}")));

        assertThat(conference().sources.get("a")).hasSize(1);
    }

    @Test
    void anEmptySourceSetClears() {
        createConference();
        createEndpoint("a", "\"sources\": [{\"type\": \"audio\", \"id\": \"a-a0\", \"sources\": [{\"ssrc\": 1}]}],");

        ok(patch(endpoint("a", "\"sources\": []")));

        assertThat(conference().sources.get("a")).isEmpty();
    }

    @Test
    void endpointsAreMutedAndExpiredInBatchesUnknownOnesIncluded() {
        createConference();
        createEndpoint("a", "");
        createEndpoint("b", "");

        final JsonNode answer = ok(patch("""
                {"endpoints": [{"id": "a", "force-mute": {"audio": true, "video": true}},
                    {"id": "gone", "force-mute": {"audio": true, "video": true}},
                    {"id": "b", "expire": true}, {"id": "gone-too", "expire": true}]}"""));

        assertThat(answer.get("endpoints")).hasSize(4);
        assertThat(answer.at("/endpoints/3/expire").booleanValue()).isTrue();
        assertThat(conference().endpointIds()).containsExactly("a");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"sources\": []", "\"transport\": {}", "\"medias\": [{\"type\": \"audio\"}]"})
    void anUpdateOfAnUnknownEndpointNamesIt(final String update) {
        createConference();

        final JsonNode error = refused(patch(endpoint("gone", update)), "item-not-found");

        assertThat(error.get("reason").textValue()).isEqualTo("unknown_endpoint");
        assertThat(error.get("endpoint").textValue()).isEqualTo("gone");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"\"create\": true", "\"transport\": {}", "\"sources\": []", "\"medias\": [{\"type\": \"audio\"}]"
            })
    void moreThanOneEndpointIsOnlyServedForMutingAndExpiry(final String more) {
        createConference();

        refused(
                patch("{\"endpoints\": [{\"id\": \"a\", \"expire\": true}, {\"id\": \"b\", %s}]}".formatted(more)),
                "feature-not-implemented");
    }

    @Test
    void creatingAnEndpointTwiceIsAConflict() {
        createConference();
        createEndpoint("a", "");

        final JsonNode error = refused(patch(create("a", "")), "conflict");

        assertThat(error.has("reason")).isFalse();
    }

    @Test
    void creatingAConferenceTwiceIsAConflictWithAReason() {
        createConference();

        final JsonNode error = refused(post("{\"meeting-id\": \"m\", \"create\": true}"), "conflict");

        assertThat(error.get("reason").textValue()).isEqualTo("conference_already_exists");
    }

    @Test
    void endpointsHaveToSupportSourceNames() {
        createConference();

        refused(patch(endpoint("a", "\"create\": true, \"transport\": {}")), "bad-request");
    }

    @Test
    void visitorsCannotBeCreatedWithSources() {
        createConference();

        refused(patch(create("a", """
                "muc-role": "visitor",
                "sources": [{"type": "audio", "id": "a-a0", "sources": [{"ssrc": 1}]}],""")), "bad-request");
    }

    @Test
    void visitorsCannotBeGivenSourcesLater() {
        createConference();
        createEndpoint("a", "\"muc-role\": \"visitor\",");

        refused(patch(endpoint("a", "\"sources\": [{\"type\": \"audio\", \"id\": \"a-a0\"}]")), "bad-request");
    }

    @Test
    void dataChannelsAreRefusedWhereTheyAreOff() {
        createConference();

        refused(patch(createWithTransport("a", "{\"sctp\": {}}")), "feature-not-implemented");

        assertThat(conference().endpointIds()).isEmpty();
    }

    @Test
    void dataChannelsAreServedAsServerOnPort5000() {
        createConference();

        final Colibri2Rest rest = rest(true, Runnable::run);
        final JsonNode answer =
                ok(update(rest, createWithTransport("a", "{\"sctp\": {\"role\": \"SERVER\", \"port\": 5000}}")));

        assertThat(answer.at("/endpoints/0/transport/sctp/port").intValue()).isEqualTo(5000);
        assertThat(answer.at("/endpoints/0/transport/sctp/role").textValue()).isEqualTo("SERVER");
    }

    @Test
    void theSctpClientRoleIsNotServed() {
        createConference();

        refused(
                update(rest(true, Runnable::run), createWithTransport("a", "{\"sctp\": {\"role\": \"CLIENT\"}}")),
                "feature-not-implemented");
    }

    @Test
    void anotherSctpPortIsABadRequest() {
        createConference();

        refused(
                update(rest(true, Runnable::run), createWithTransport("a", "{\"sctp\": {\"port\": 5001}}")),
                "bad-request");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"relays\": [{\"id\": \"r\", \"create\": true}]}",
                "{\"relays\": [{\"id\": \"r\", \"expire\": true}], \"endpoints\": [{\"id\": \"a\", \"expire\": true}]}",
                "{\"connects\": [{\"id\": \"transcriber\", \"url\": \"wss://example.org\", \"create\": true}]}",
            })
    void relaysAndExportersAreNotServed(final String request) {
        createConference();

        refused(patch(request), "feature-not-implemented");
    }

    @Test
    void anEmptyListOfExportersChangesNothing() {
        createConference();
        createEndpoint("a", "");

        ok(patch("{\"connects\": []}"));
    }

    @Test
    void feedbackSourcesComeWithEveryCreationAndWithNothingElse() {
        assertThat(ok(post("{\"meeting-id\": \"m\", \"create\": true}")).get("sources"))
                .hasSize(2);
        assertThat(ok(patch(create("a", ""))).get("sources")).hasSize(2);
        assertThat(ok(patch(endpoint("a", "\"sources\": []"))).has("sources")).isFalse();
    }

    @Test
    void theConferenceEndsWithItsLastEndpoint() {
        createConference();
        createEndpoint("a", "");

        ok(patch(endpoint("a", "\"expire\": true")));

        assertThat(bridge.conferences).isEmpty();
        assertThat(patch("{}").status()).isEqualTo(404);
    }

    @Test
    void aConferenceWithoutEndpointsOutlivesTheRequestThatCreatedIt() {
        createConference();

        assertThat(bridge.conferences).containsKey("m");
    }

    @Test
    void anIceRestartAnswersTheNewTransportBehindAllOtherChanges() {
        createConference();
        createEndpoint("a", "");

        final JsonNode answer = ok(patch(endpoint("a", """
                "transport": {"ice-restart": true, "transport": {"ufrag": "abcd", "pwd": "%s"}}, "sources": []""".formatted(PASSWORD))));

        assertThat(answer.at("/endpoints/0/transport/transport/ufrag").isTextual())
                .isTrue();
        assertThat(bridge.calls.getLast()).isEqualTo("restartIce a");
    }

    @Test
    void aFailingBridgeLeavesNoHalfCreatedConference() {
        bridge.failing = "forceMute";

        final Response response = post("""
                {"meeting-id": "m", "create": true, "endpoints": [{"id": "a", "create": true,
                    "capabilities": ["source-names"], "transport": {}, "force-mute": {"audio": true, "video": true}}]}""");

        refused(response, "internal-server-error");
        assertThat(bridge.conferences).isEmpty();
    }

    @Test
    void aFailingBridgeLeavesNoHalfCreatedEndpoint() {
        createConference();
        createEndpoint("a", "");
        bridge.failing = "initialLastN";

        refused(patch(create("b", "\"initial-last-n\": {\"value\": 1},")), "internal-server-error");

        assertThat(conference().endpointIds()).containsExactly("a");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"id\": \"\"",
                "\"id\": \"a\\u0000b\"",
                "\"id\": \"a\", \"initial-last-n\": {\"value\": -2}",
                "\"id\": \"a\", \"initial-last-n\": {\"value\": 1.5}",
                "\"id\": \"a\", \"initial-last-n\": {}",
                "\"id\": \"a\", \"force-mute\": {\"audio\": \"true\"}",
                "\"id\": \"a\", \"sources\": [{\"type\": \"audio\", \"id\": \"x\", \"sources\": [{\"ssrc\": -1}]}]",
                "\"id\": \"a\", \"sources\": [{\"type\": \"audio\", \"id\": \"x\", \"sources\": [{\"ssrc\": 4294967296}]}]",
                "\"id\": \"a\", \"sources\": [{\"type\": \"audio\", \"id\": \"x\", \"sources\": [{\"ssrc\": 1}, {\"ssrc\": 1}]}]",
                "\"id\": \"a\", \"sources\": [{\"type\": \"audio\", \"id\": \"x\", \"sources\": [{\"ssrc\": 1}]},"
                        + " {\"type\": \"video\", \"id\": \"y\", \"sources\": [{\"ssrc\": 1}]}]",
                "\"id\": \"a\", \"sources\": [{\"type\": \"audio\", \"id\": \"x\"}, {\"type\": \"video\", \"id\": \"x\"}]",
                "\"id\": \"a\", \"sources\": [{\"type\": \"data\", \"id\": \"x\"}]",
                "\"id\": \"a\", \"sources\": [{\"type\": \"audio\"}]",
                "\"id\": \"a\", \"sources\": [{\"type\": \"video\", \"id\": \"x\", \"sources\": [{\"ssrc\": 1}],"
                        + " \"ssrc-groups\": [{\"semantics\": \"FID\", \"sources\": [1, 2]}]}]",
                "\"id\": \"a\", \"sources\": [{\"type\": \"video\", \"id\": \"x\", \"sources\": [{\"ssrc\": 1}],"
                        + " \"ssrc-groups\": [{\"semantics\": \"FID\", \"sources\": [1, 1]}]}]",
                "\"id\": \"a\", \"medias\": [{\"type\": \"audio\", \"payload-types\": [{\"id\": \"128\", \"name\": \"x\","
                        + " \"clockrate\": \"1\"}]}]",
                "\"id\": \"a\", \"medias\": [{\"type\": \"audio\", \"payload-types\": [{\"id\": \"one\", \"name\": \"x\","
                        + " \"clockrate\": \"1\"}]}]",
                "\"id\": \"a\", \"medias\": [{\"type\": \"audio\", \"payload-types\": [{\"id\": \"1\", \"name\": \"x\"}]}]",
                "\"id\": \"a\", \"medias\": [{\"type\": \"audio\", \"rtp-hdrexts\": [{\"id\": 0, \"uri\": \"x\"}]}]",
                "\"id\": \"a\", \"medias\": [{\"type\": \"audio\", \"rtp-hdrexts\": [{\"id\": 15, \"uri\": \"x\"}]}]",
                "\"id\": \"a\", \"medias\": [{\"type\": \"audio\", \"rtp-hdrexts\": [{\"id\": 256, \"uri\": \"x\"}]}]",
                "\"id\": \"a\", \"transport\": {\"transport\": {\"ufrag\": \"abc\", \"pwd\": \"pppppppppppppppppppppp\"}}",
                "\"id\": \"a\", \"transport\": {\"transport\": {\"ufrag\": \"abcd\", \"pwd\": \"short\"}}",
                "\"id\": \"a\", \"transport\": {\"transport\": {\"ufrag\": \"ab:cd\", \"pwd\": \"pppppppppppppppppppppp\"}}",
                "\"id\": \"a\", \"transport\": {\"transport\": {\"ufrag\": \"abcd\"}}",
                "\"id\": \"a\", \"transport\": {\"transport\": {\"fingerprints\": [{\"hash\": \"sha-256\","
                        + " \"fingerprint\": \"AB\"}]}}",
                "\"id\": \"a\", \"transport\": {\"transport\": {\"fingerprints\": [{\"hash\": \"md5\","
                        + " \"fingerprint\": \"AB\"}]}}",
                "\"id\": \"a\", \"transport\": {\"transport\": {\"candidates\": [{\"type\": \"host\", \"protocol\": \"udp\","
                        + " \"ip\": \"127.0.0.1\", \"port\": \"65536\", \"foundation\": \"1\", \"priority\": \"1\"}]}}",
            })
    void anUpdateWithBadValuesIsRefusedAndChangesNothing(final String endpoint) {
        createConference();
        createEndpoint("a", "");
        final int before = bridge.calls.size();

        refused(patch("{\"endpoints\": [{%s}]}".formatted(endpoint)), "bad-request");

        assertThat(bridge.calls).hasSize(before);
    }

    @Test
    void aThousandSourcesAreRefused() {
        createConference();
        createEndpoint("a", "");
        final String sources = IntStream.range(0, 1_000)
                .mapToObj(i -> "{\"type\": \"video\", \"id\": \"v%d\", \"sources\": [{\"ssrc\": %d}]}".formatted(i, i))
                .collect(Collectors.joining(","));

        refused(patch(endpoint("a", "\"sources\": [" + sources + "]")), "bad-request");
    }

    @Test
    void moreThan64CandidatesAreRefused() {
        createConference();
        createEndpoint("a", "");
        final String candidates = IntStream.range(0, 65)
                .mapToObj(i -> candidate("127.0.0.1", "udp", "0", 1_000 + i))
                .collect(Collectors.joining(","));

        refused(
                patch(endpoint("a", "\"transport\": {\"transport\": {\"candidates\": [" + candidates + "]}}")),
                "bad-request");
    }

    @Test
    void candidatesThatCannotBeUsedArePassedOver() {
        createConference();
        createEndpoint("a", "");
        final String candidates = String.join(
                ",",
                candidate("f3e1.local", "udp", "0", 1_000),
                candidate("192.0.2.1", "tcp", "0", 1_001),
                candidate("192.0.2.1", "udp", "1", 1_002),
                candidate("0.0.0.0", "udp", "0", 1_003),
                candidate("255.255.255.255", "udp", "0", 1_004),
                candidate("224.0.0.1", "udp", "0", 1_005),
                candidate("fe80::1%lo", "udp", "0", 1_006),
                candidate("2001:db8::1", "UDP", "0", 1_007),
                candidate("192.0.2.1", "udp", "0", 1_008));

        ok(patch(endpoint("a", "\"transport\": {\"transport\": {\"candidates\": [" + candidates + "]}}")));

        assertThat(conference().transports.get("a").candidates())
                .extracting(candidate -> candidate.address().getPort())
                .containsExactly(1_007, 1_008);
    }

    @Test
    void unknownHashFunctionsArePassedOverBesideKnownOnes() {
        createConference();
        createEndpoint("a", "");

        ok(patch(endpoint("a", """
                "transport": {"transport": {"fingerprints": [
                    {"hash": "sha3-256", "fingerprint": "AB", "setup": "active"},
                    {"hash": "SHA-256", "fingerprint": "%s"}]}}""".formatted(FINGERPRINT.toLowerCase(Locale.ROOT)))));

        assertThat(conference().transports.get("a").fingerprints()).containsExactly(FakeBridge.fingerprint());
    }

    @ParameterizedTest
    @ValueSource(strings = {"room", "@example.org", "room@", "room@example.org/nick", "a b@example.org", "a@b@c"})
    void theNameOfAConferenceIsABareJid(final String name) {
        refused(post("{\"meeting-id\": \"m\", \"create\": true, \"name\": \"%s\"}".formatted(name)), "bad-request");

        assertThat(bridge.conferences).isEmpty();
    }

    @Test
    void requestsOfAMeetingRunOneByOneInTheOrderOfSubmission() {
        final Queue<Runnable> threads = new ArrayDeque<>();
        final ConferenceModifyHandler handler =
                new ConferenceModifyHandler(bridge, new Colibri2Settings(false), ChannelAddresses.NONE, threads::add);

        final CompletableFuture<Colibri2Answer> created =
                handler.submit(request("{\"meeting-id\": \"m\", \"create\": true}"));
        final CompletableFuture<Colibri2Answer> endpoint = handler.submit(
                request("{\"meeting-id\": \"m\", " + create("a", "").substring(1)));
        final CompletableFuture<Colibri2Answer> other =
                handler.submit(request("{\"meeting-id\": \"n\", \"create\": true}"));

        assertThat(threads).as("one drain per meeting").hasSize(2);
        threads.forEach(Runnable::run);
        assertThat(created.join()).isInstanceOf(ConferenceModified.class);
        assertThat(endpoint.join()).isInstanceOf(ConferenceModified.class);
        assertThat(other.join()).isInstanceOf(ConferenceModified.class);
    }

    @Test
    void aMeetingWithTooManyWaitingRequestsIsToldSo() {
        final ConferenceModifyHandler handler =
                new ConferenceModifyHandler(bridge, new Colibri2Settings(false), ChannelAddresses.NONE, drain -> {});
        final ConferenceModify request = request("{\"meeting-id\": \"m\"}");
        for (int i = 0; i < MeetingQueues.MAX_WAITING; i++) {
            assertThat(handler.submit(request)).isNotDone();
        }

        final Colibri2Answer answer = handler.submit(request).join();

        assertThat(((Colibri2Error) answer).condition()).isEqualTo(Colibri2Error.Condition.RESOURCE_CONSTRAINT);
    }

    private static String candidate(final String ip, final String protocol, final String generation, final int port) {
        return """
                {"component": "1", "foundation": "1", "generation": "%s", "id": "c", "ip": "%s", "network": "0",
                "port": "%d", "priority": "2130706431", "protocol": "%s", "type": "host"}""".formatted(generation, ip, port, protocol);
    }

    private static String endpoint(final String id, final String members) {
        return "{\"endpoints\": [{\"id\": \"%s\", %s}]}".formatted(id, members);
    }

    private static String create(final String id, final String members) {
        return endpoint(id, members + "\"create\": true, \"capabilities\": [\"source-names\"], \"transport\": {}");
    }

    private static String createWithTransport(final String id, final String transport) {
        return endpoint(id, "\"create\": true, \"capabilities\": [\"source-names\"], \"transport\": " + transport);
    }

    private void createConference() {
        ok(post("{\"meeting-id\": \"m\", \"name\": \"room@example.org\", \"create\": true}"));
    }

    private void createEndpoint(final String id, final String members) {
        ok(patch(create(id, members)));
    }

    private FakeConference conference() {
        return bridge.conferences.get("m");
    }

    private Response post(final String body) {
        return rest(false, Runnable::run)
                .create(body.getBytes(StandardCharsets.UTF_8))
                .join();
    }

    private Response patch(final String body) {
        return update(rest(false, Runnable::run), body);
    }

    private static Response update(final Colibri2Rest rest, final String body) {
        return rest.update("m", body.getBytes(StandardCharsets.UTF_8)).join();
    }

    private Colibri2Rest rest(final boolean sctp, final Executor executor) {
        return new Colibri2Rest(
                bridge,
                new ConferenceModifyHandler(bridge, new Colibri2Settings(sctp), ChannelAddresses.NONE, executor));
    }

    private static ConferenceModify request(final String json) {
        return ((Reading.Request) ConferenceModifyJson.read(json.getBytes(StandardCharsets.UTF_8), null)).request();
    }

    private static JsonNode ok(final Response response) {
        assertThat(response.status()).as(response.body()).isEqualTo(200);
        return tree(response);
    }

    private static JsonNode refused(final Response response, final String condition) {
        assertThat(response.status()).isEqualTo(400);
        final JsonNode error = tree(response);
        assertThat(error.get("error").textValue()).as(error.toString()).isEqualTo(condition);
        return error;
    }

    private static JsonNode tree(final Response response) {
        try {
            return new JsonMapper().readTree(response.body());
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }
}
