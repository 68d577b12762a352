/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.signaling.colibri2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hummingbridge.signaling.colibri2.RestFocus.create;
import static org.hummingbridge.signaling.colibri2.RestFocus.endpoint;
import static org.hummingbridge.signaling.colibri2.RestFocus.ok;
import static org.hummingbridge.signaling.colibri2.RestFocus.refused;
import static org.hummingbridge.signaling.colibri2.RestFocus.request;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import org.hummingbridge.sfu.conference.ForceMute;
import org.hummingbridge.signaling.colibri2.Colibri2Rest.Response;
import org.junit.jupiter.api.Test;

/** What requests do to a bridge. */
class ConferenceModifyHandlerTest {
    private static final String PASSWORD = "p".repeat(22);

    private final RestFocus focus = new RestFocus();

    @Test
    void anEndpointIsCreatedWithItsSourcesTransportAndLimits() {
        focus.createConference();

        final JsonNode answer = ok(focus.patch(endpoint("a", """
                "create": true, "capabilities": ["source-names"],
                "sources": [{"type": "audio", "id": "a-a0", "sources": [{"ssrc": 4294967295}]}],
                "transport": {"ice-controlling": true, "transport": {"ufrag": "abcd", "pwd": "%s"}},
                "force-mute": {"audio": true, "video": false}, "initial-last-n": {"value": -1}""".formatted(PASSWORD))));

        assertThat(answer.at("/endpoints/0/transport/transport/ufrag").isTextual())
                .isTrue();
        assertThat(focus.conference().sources.get("a").getFirst().ssrcs()).containsExactly(-1);
        assertThat(focus.conference().mutes.get("a")).isEqualTo(new ForceMute(true, false));
        assertThat(focus.conference().lastN.get("a")).isEqualTo(-1);
        assertThat(focus.conference().transports.get("a").credentials().ufrag()).isEqualTo("abcd");
    }

    @Test
    void absentSourcesAreLeftAsTheyAre() {
        focus.createConference();
        focus.createEndpoint(
                "a", "\"sources\": [{\"type\": \"audio\", \"id\": \"a-a0\", \"sources\": [{\"ssrc\": 1}]}],");

        ok(focus.patch(endpoint("a", "\"force-mute\": {\"audio\": true, \"video\": true}")));

        assertThat(focus.conference().sources.get("a")).hasSize(1);
    }

    @Test
    void anEmptySourceSetClears() {
        focus.createConference();
        focus.createEndpoint(
                "a", "\"sources\": [{\"type\": \"audio\", \"id\": \"a-a0\", \"sources\": [{\"ssrc\": 1}]}],");

        ok(focus.patch(endpoint("a", "\"sources\": []")));

        assertThat(focus.conference().sources.get("a")).isEmpty();
    }

    @Test
    void endpointsAreMutedAndExpiredInBatchesUnknownOnesIncluded() {
        focus.createConference();
        focus.createEndpoint("a", "");
        focus.createEndpoint("b", "");

        final JsonNode answer = ok(focus.patch("""
                {"endpoints": [{"id": "a", "force-mute": {"audio": true, "video": true}},
                    {"id": "gone", "force-mute": {"audio": true, "video": true}},
                    {"id": "b", "expire": true}, {"id": "gone-too", "expire": true}]}"""));

        assertThat(answer.get("endpoints")).hasSize(4);
        assertThat(answer.at("/endpoints/3/expire").booleanValue()).isTrue();
        assertThat(focus.conference().endpointIds()).containsExactly("a");
    }

    @Test
    void feedbackSourcesComeWithEveryCreationAndWithNothingElse() {
        assertThat(ok(focus.post("{\"meeting-id\": \"m\", \"create\": true}")).get("sources"))
                .hasSize(2);
        assertThat(ok(focus.patch(create("a", ""))).get("sources")).hasSize(2);
        assertThat(ok(focus.patch(endpoint("a", "\"sources\": []"))).has("sources"))
                .isFalse();
    }

    @Test
    void theConferenceEndsWithItsLastEndpoint() {
        focus.createConference();
        focus.createEndpoint("a", "");

        ok(focus.patch(endpoint("a", "\"expire\": true")));

        assertThat(focus.bridge.conferences).isEmpty();
        assertThat(focus.patch("{}").status()).isEqualTo(404);
    }

    @Test
    void aConferenceWithoutEndpointsOutlivesTheRequestThatCreatedIt() {
        focus.createConference();

        assertThat(focus.bridge.conferences).containsKey("m");
    }

    @Test
    void anIceRestartAnswersTheNewTransportBehindAllOtherChanges() {
        focus.createConference();
        focus.createEndpoint("a", "");

        final JsonNode answer = ok(focus.patch(endpoint("a", """
                "transport": {"ice-restart": true, "transport": {"ufrag": "abcd", "pwd": "%s"}}, "sources": []""".formatted(PASSWORD))));

        assertThat(answer.at("/endpoints/0/transport/transport/ufrag").isTextual())
                .isTrue();
        assertThat(focus.bridge.calls.getLast()).isEqualTo("restartIce a");
    }

    @Test
    void aFailingBridgeLeavesNoHalfCreatedConference() {
        focus.bridge.failing = "forceMute";

        final Response response = focus.post("""
                {"meeting-id": "m", "create": true, "endpoints": [{"id": "a", "create": true,
                    "capabilities": ["source-names"], "transport": {}, "force-mute": {"audio": true, "video": true}}]}""");

        refused(response, "internal-server-error");
        assertThat(focus.bridge.conferences).isEmpty();
    }

    @Test
    void aFailingBridgeLeavesNoHalfCreatedEndpoint() {
        focus.createConference();
        focus.createEndpoint("a", "");
        focus.bridge.failing = "initialLastN";

        refused(focus.patch(create("b", "\"initial-last-n\": {\"value\": 1},")), "internal-server-error");

        assertThat(focus.conference().endpointIds()).containsExactly("a");
    }

    @Test
    void anErrorIsAnsweredTooAndThoseWhoAskNextAreServed() {
        focus.createConference();
        focus.bridge.failing = "createEndpoint";
        focus.bridge.failsBadly = true;

        refused(focus.patch(create("a", "")), "internal-server-error");

        focus.bridge.failing = "";
        ok(focus.patch(create("a", "")));
    }

    @Test
    void requestsOfAMeetingRunOneByOneInTheOrderOfSubmission() {
        final Queue<Runnable> threads = new ArrayDeque<>();
        final ConferenceModifyHandler handler = new ConferenceModifyHandler(
                focus.bridge, new Colibri2Settings(false), ChannelAddresses.NONE, threads::add);

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
        final ConferenceModifyHandler handler = new ConferenceModifyHandler(
                focus.bridge, new Colibri2Settings(false), ChannelAddresses.NONE, drain -> {});
        final ConferenceModify request = request("{\"meeting-id\": \"m\"}");
        for (int i = 0; i < MeetingQueues.MAX_WAITING; i++) {
            assertThat(handler.submit(request)).isNotDone();
        }

        final Colibri2Answer answer = handler.submit(request).join();

        assertThat(((Colibri2Error) answer).condition()).isEqualTo(Colibri2Error.Condition.RESOURCE_CONSTRAINT);
    }
}
