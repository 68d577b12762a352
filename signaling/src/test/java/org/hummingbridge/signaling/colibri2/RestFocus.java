/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.signaling.colibri2;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.charset.StandardCharsets;
import org.hummingbridge.signaling.colibri2.Colibri2Rest.Response;
import org.hummingbridge.signaling.colibri2.ConferenceModifyJson.Reading;
import org.hummingbridge.signaling.colibri2.FakeBridge.FakeConference;

/** Asks a fake bridge over REST about one meeting, {@code m}. */
final class RestFocus {
    final FakeBridge bridge = new FakeBridge();

    static String endpoint(final String id, final String members) {
        return "{\"endpoints\": [{\"id\": \"%s\", %s}]}".formatted(id, members);
    }

    static String create(final String id, final String members) {
        return endpoint(id, members + "\"create\": true, \"capabilities\": [\"source-names\"], \"transport\": {}");
    }

    static String createWithTransport(final String id, final String transport) {
        return endpoint(id, "\"create\": true, \"capabilities\": [\"source-names\"], \"transport\": " + transport);
    }

    void createConference() {
        ok(post("{\"meeting-id\": \"m\", \"name\": \"room@example.org\", \"create\": true}"));
    }

    void createEndpoint(final String id, final String members) {
        ok(patch(create(id, members)));
    }

    FakeConference conference() {
        return bridge.conferences.get("m");
    }

    Response post(final String body) {
        return rest(false).create(body.getBytes(StandardCharsets.UTF_8)).join();
    }

    Response patch(final String body) {
        return patch(rest(false), body);
    }

    /** Of a bridge on which they are on. */
    Response patchWithDataChannels(final String body) {
        return patch(rest(true), body);
    }

    private static Response patch(final Colibri2Rest rest, final String body) {
        return rest.update("m", body.getBytes(StandardCharsets.UTF_8)).join();
    }

    private Colibri2Rest rest(final boolean sctp) {
        return new Colibri2Rest(
                bridge,
                new ConferenceModifyHandler(bridge, new Colibri2Settings(sctp), ChannelAddresses.NONE, Runnable::run));
    }

    static ConferenceModify request(final String json) {
        return ((Reading.Request) ConferenceModifyJson.read(json.getBytes(StandardCharsets.UTF_8), null)).request();
    }

    static JsonNode ok(final Response response) {
        assertThat(response.status()).as(response.body()).isEqualTo(200);
        return tree(response);
    }

    static JsonNode refused(final Response response, final String condition) {
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
