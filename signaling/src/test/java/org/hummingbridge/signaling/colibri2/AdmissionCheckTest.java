/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.signaling.colibri2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hummingbridge.signaling.colibri2.RestFocus.create;
import static org.hummingbridge.signaling.colibri2.RestFocus.createWithTransport;
import static org.hummingbridge.signaling.colibri2.RestFocus.endpoint;
import static org.hummingbridge.signaling.colibri2.RestFocus.ok;
import static org.hummingbridge.signaling.colibri2.RestFocus.refused;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests that a bridge cannot serve, or not as it stands. */
class AdmissionCheckTest {
    private final RestFocus focus = new RestFocus();

    @ParameterizedTest
    @ValueSource(strings = {"\"sources\": []", "\"transport\": {}", "\"medias\": [{\"type\": \"audio\"}]"})
    void anUpdateOfAnUnknownEndpointNamesIt(final String update) {
        focus.createConference();

        final JsonNode error = refused(focus.patch(endpoint("gone", update)), "item-not-found");

        assertThat(error.get("reason").textValue()).isEqualTo("unknown_endpoint");
        assertThat(error.get("endpoint").textValue()).isEqualTo("gone");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"\"create\": true", "\"transport\": {}", "\"sources\": []", "\"medias\": [{\"type\": \"audio\"}]"
            })
    void moreThanOneEndpointIsOnlyServedForMutingAndExpiry(final String more) {
        focus.createConference();

        refused(
                focus.patch(
                        "{\"endpoints\": [{\"id\": \"a\", \"expire\": true}, {\"id\": \"b\", %s}]}".formatted(more)),
                "feature-not-implemented");
    }

    @Test
    void creatingAnEndpointTwiceIsAConflict() {
        focus.createConference();
        focus.createEndpoint("a", "");

        final JsonNode error = refused(focus.patch(create("a", "")), "conflict");

        assertThat(error.has("reason")).isFalse();
    }

    @Test
    void creatingAConferenceTwiceIsAConflictWithAReason() {
        focus.createConference();

        final JsonNode error = refused(focus.post("{\"meeting-id\": \"m\", \"create\": true}"), "conflict");

        assertThat(error.get("reason").textValue()).isEqualTo("conference_already_exists");
    }

    @Test
    void endpointsHaveToSupportSourceNames() {
        focus.createConference();

        refused(focus.patch(endpoint("a", "\"create\": true, \"transport\": {}")), "bad-request");
    }

    @Test
    void visitorsCannotBeCreatedWithSources() {
        focus.createConference();

        refused(focus.patch(create("a", """
                "muc-role": "visitor",
                "sources": [{"type": "audio", "id": "a-a0", "sources": [{"ssrc": 1}]}],""")), "bad-request");
    }

    @Test
    void visitorsCannotBeGivenSourcesLater() {
        focus.createConference();
        focus.createEndpoint("a", "\"muc-role\": \"visitor\",");

        refused(focus.patch(endpoint("a", "\"sources\": [{\"type\": \"audio\", \"id\": \"a-a0\"}]")), "bad-request");
    }

    @Test
    void dataChannelsAreRefusedWhereTheyAreOff() {
        focus.createConference();

        refused(focus.patch(createWithTransport("a", "{\"sctp\": {}}")), "feature-not-implemented");

        assertThat(focus.conference().endpointIds()).isEmpty();
    }

    @Test
    void dataChannelsAreServedAsServerOnPort5000() {
        focus.createConference();

        final JsonNode answer = ok(focus.patchWithDataChannels(
                createWithTransport("a", "{\"sctp\": {\"role\": \"SERVER\", \"port\": 5000}}")));

        assertThat(answer.at("/endpoints/0/transport/sctp/port").intValue()).isEqualTo(5000);
        assertThat(answer.at("/endpoints/0/transport/sctp/role").textValue()).isEqualTo("SERVER");
    }

    @Test
    void theSctpClientRoleIsNotServed() {
        focus.createConference();

        refused(
                focus.patchWithDataChannels(createWithTransport("a", "{\"sctp\": {\"role\": \"CLIENT\"}}")),
                "feature-not-implemented");
    }

    @Test
    void anotherSctpPortIsABadRequest() {
        focus.createConference();

        refused(focus.patchWithDataChannels(createWithTransport("a", "{\"sctp\": {\"port\": 5001}}")), "bad-request");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"relays\": [{\"id\": \"r\", \"create\": true}]}",
                "{\"relays\": [{\"id\": \"r\", \"expire\": true}], \"endpoints\": [{\"id\": \"a\", \"expire\": true}]}",
                "{\"connects\": [{\"id\": \"transcriber\", \"url\": \"wss://example.org\", \"create\": true}]}",
            })
    void relaysAndExportersAreNotServed(final String request) {
        focus.createConference();

        refused(focus.patch(request), "feature-not-implemented");
    }

    @Test
    void anEmptyListOfExportersChangesNothing() {
        focus.createConference();
        focus.createEndpoint("a", "");

        ok(focus.patch("{\"connects\": []}"));
    }
}
