/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.signaling.colibri2;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.hummingbridge.sfu.conference.ConferenceControl;
import org.hummingbridge.signaling.colibri2.Colibri2Rest.Response;
import org.junit.jupiter.api.Test;

/** What jitsi-videobridge answers, recorded, is what this bridge answers: same status, same members, same types, same ids. */
class RecordedRequestsTest {
    private static final JsonMapper JSON = new JsonMapper();

    private static final String[] IN_ORDER = {
        "01-create-conference-first-endpoint",
        "02-create-second-endpoint-no-sources",
        "03-create-third-endpoint-with-sources",
        "04-update-transport-first",
        "05-update-sources-first",
        "06-update-transport-and-sources-second",
        "07-initial-last-n",
        "08-force-mute",
        "09-force-unmute-audio-only",
        "10-remove-all-sources",
        "11-update-sources-again",
        "12-relay-create",
        "13-relay-add-remote-endpoint",
        "14-relay-expire",
        "15-get-dominant-speaker",
        "16-get-conference",
        "17-err-unknown-meeting",
        "18-err-unknown-meeting-post-nocreate",
        "19-err-unknown-endpoint",
        "20-err-endpoint-exists",
        "21-err-conference-exists",
        "22-err-no-transport-on-create",
        "23-err-create-conflicting-ssrc",
        "24-err-bad-json",
        "25-err-not-object",
        "26-err-bad-type",
        "27-err-no-meeting-id",
        "28-expire-endpoint",
        "29-expire-unknown-endpoint",
        "30-expire-conference",
        "31-after-expire",
    };

    /** Relays do not exist here yet; their expiry does, since it has nothing to do. */
    private static final Set<String> REFUSED_HERE = Set.of("12-relay-create", "13-relay-add-remote-endpoint");

    /** Values that each bridge makes up, and what they look like. */
    private static final Map<String, Pattern> MADE_UP = Map.of(
            "web-sockets", Pattern.compile("wss?://[^ ]+\\?pwd=[^ ]+"),
            "ufrag", Pattern.compile("[A-Za-z0-9+/]{4,256}"),
            "pwd", Pattern.compile("[!-~]{22,256}"),
            "fingerprint", Pattern.compile("([0-9A-F]{2}:){31}[0-9A-F]{2}"),
            "ip", Pattern.compile("[0-9a-f.:]+"),
            "port", Pattern.compile("[0-9]+"),
            "foundation", Pattern.compile("[A-Za-z0-9+/]{1,32}"),
            "priority", Pattern.compile("[0-9]+"),
            "ssrc", Pattern.compile("[0-9]+"));

    private final FakeBridge bridge = new FakeBridge();
    private final Colibri2Rest rest = new Colibri2Rest(
            bridge,
            new ConferenceModifyHandler(
                    bridge, new Colibri2Settings(true), RecordedRequestsTest::channelAddresses, Runnable::run));

    private static List<String> channelAddresses(final ConferenceControl conference, final String endpointId) {
        return List.of("ws://127.0.0.1:9090/colibri-ws/jvb1/" + conference.id() + '/' + endpointId + "?pwd=0123");
    }

    @Test
    void everyRecordedRequestIsAnsweredAsRecorded() throws IOException {
        for (final String name : IN_ORDER) {
            final JsonNode recorded = recorded(name);
            final Response response = send(recorded.get("request"));
            if (REFUSED_HERE.contains(name)) {
                assertThat(response.status()).as(name).isEqualTo(400);
                assertThat(JSON.readTree(response.body()).get("error").textValue())
                        .as(name)
                        .isEqualTo("feature-not-implemented");
            } else {
                assertSame(name, recorded.get("response"), response);
            }
        }
        assertThat(bridge.conferences).isEmpty();
    }

    private static void assertSame(final String name, final JsonNode recorded, final Response response)
            throws IOException {
        final int status = recorded.get("status").intValue();
        assertThat(response.status()).as(name).isEqualTo(status);
        final JsonNode body = JSON.readTree(response.body());
        if (status == 200) {
            assertSameShape(name, "", recorded.get("body"), body);
        } else {
            assertThat(body.get("error").textValue()).as(name).isNotBlank();
            assertThat(body.get("text").textValue()).as(name).isNotBlank();
        }
    }

    private static void assertSameShape(
            final String where, final String member, final JsonNode recorded, final JsonNode ours) {
        assertThat(ours.getNodeType()).as(where).isEqualTo(recorded.getNodeType());
        switch (recorded.getNodeType()) {
            case OBJECT -> {
                final Set<String> expected = new TreeSet<>(((ObjectNode) recorded)
                        .propertyStream()
                        .map(Map.Entry::getKey)
                        .toList());
                assertThat(((ObjectNode) ours).propertyStream().map(Map.Entry::getKey))
                        .as(where)
                        .containsExactlyInAnyOrderElementsOf(expected);
                expected.forEach(key -> assertSameShape(where + "/" + key, key, recorded.get(key), ours.get(key)));
            }
            case ARRAY -> {
                assertThat(ours.size())
                        .as(where)
                        .isEqualTo(withoutRelayed(recorded).size());
                for (int i = 0; i < ours.size(); i++) {
                    assertSameShape(where + "/" + i, member, recorded.get(i), ours.get(i));
                }
            }
            default -> assertSameValue(where, member, recorded, ours);
        }
    }

    private static void assertSameValue(
            final String where, final String member, final JsonNode recorded, final JsonNode ours) {
        final boolean candidateId = where.matches(".*/candidates/\\d+/id");
        final Pattern pattern = candidateId ? Pattern.compile("[0-9a-f]+") : MADE_UP.get(member);
        if (pattern == null) {
            assertThat(ours).as(where).isEqualTo(recorded);
        } else {
            assertThat(ours.asText()).as(where).matches(pattern);
        }
    }

    /** The recorded bridge had a relayed endpoint by then. */
    private static JsonNode withoutRelayed(final JsonNode array) {
        final var kept = array.deepCopy();
        final var iterator = kept.iterator();
        while (iterator.hasNext()) {
            if (iterator.next().asText().equals("ffeeddcc")) {
                iterator.remove();
            }
        }
        return kept;
    }

    private Response send(final JsonNode request) throws IOException {
        final String[] path = request.get("path").textValue().split("/");
        final byte[] body = body(request.get("body"));
        final String meetingId = path.length > 4 ? path[4] : "";
        return switch (request.get("method").textValue()) {
            case "POST" -> rest.create(body).join();
            case "PATCH" -> rest.update(meetingId, body).join();
            default -> path.length > 5 ? rest.speakers(meetingId) : rest.describe(meetingId);
        };
    }

    /** Bodies that are no JSON document were recorded as a string. */
    private static byte[] body(final JsonNode body) throws IOException {
        return body.isTextual() ? body.textValue().getBytes(StandardCharsets.UTF_8) : JSON.writeValueAsBytes(body);
    }

    private static JsonNode recorded(final String name) throws IOException {
        try (InputStream stream = RecordedRequestsTest.class.getResourceAsStream("/colibri2-rest/" + name + ".json")) {
            return JSON.readTree(Objects.requireNonNull(stream, name));
        }
    }
}
