/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.signaling.colibri2;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.hummingbridge.sfu.media.PayloadType;
import org.hummingbridge.signaling.colibri2.ConferenceModifyJson.Reading;
import org.junit.jupiter.api.Test;

class ConferenceModifyJsonTest {
    @Test
    void typesAreStrictAndTheRefusalSaysWhichMember() {
        assertThat(refusal("{\"meeting-id\": 5, \"create\": true}"))
                .isEqualTo("Expected string for meeting-id, got NUMBER");
        assertThat(refusal("{\"meeting-id\": \"m\", \"create\": \"true\"}"))
                .isEqualTo("Expected boolean for create, got STRING");
        assertThat(refusal("{\"meeting-id\": \"m\", \"endpoints\": {}}"))
                .isEqualTo("Expected array for endpoints, got OBJECT");
        assertThat(refusal("{\"meeting-id\": null}")).isEqualTo("Expected string for meeting-id, got NULL");
        assertThat(refusal("{\"create\": true}")).isEqualTo("meeting-id must be set for conference-modify IQ");
    }

    @Test
    void unknownMembersAreIgnored() {
        assertThat(request("{\"meeting-id\": \"m\", \"from-the-future\": [{\"x\": null}]}")
                        .meetingId())
                .isEqualTo("m");
    }

    @Test
    void namelessFormatParametersAreIgnored() {
        final PayloadType red = request("""
                {"meeting-id": "m", "endpoints": [{"id": "a", "medias": [{"type": "audio", "payload-types": [
                    {"id": "112", "name": "red", "clockrate": "48000", "channels": "2", "parameters": {"null": "111/111"},
                     "rtcp-fbs": [{"type": "nack", "subtype": "pli"}, {"type": "transport-cc"}]}]}]}]}""")
                .endpoints()
                .getFirst()
                .medias()
                .getFirst()
                .payloadTypes()
                .getFirst();

        assertThat(red.parameters()).isEqualTo(Map.of());
        assertThat(red.feedback()).containsExactlyInAnyOrder("nack pli", "transport-cc");
        assertThat(red.channels()).isEqualTo(2);
    }

    @Test
    void deeplyNestedDocumentsAreRefused() {
        assertThat(refusal("{\"meeting-id\": \"m\", \"x\": " + "[".repeat(10_000) + "]".repeat(10_000) + "}"))
                .startsWith("Could not parse JSON");
    }

    @Test
    void documentsOfVeryManySmallValuesAreRefused() {
        assertThat(refusal("{\"meeting-id\": \"m\", \"x\": [" + "1,".repeat(200_000) + "1]}"))
                .startsWith("Could not parse JSON");
    }

    @Test
    void bodiesBeyondOneMebibyteAreRefused() {
        assertThat(refusal("{\"meeting-id\": \"m\", \"x\": \"" + "x".repeat(1 << 20) + "\"}"))
                .isEqualTo("Request is larger than 1048576 bytes");
    }

    @Test
    void repeatedMembersAreRefused() {
        assertThat(refusal("{\"meeting-id\": \"m\", \"meeting-id\": \"n\"}")).startsWith("Could not parse JSON");
    }

    @Test
    void trailingContentIsRefused() {
        assertThat(refusal("{\"meeting-id\": \"m\"} {}")).startsWith("Could not parse JSON");
    }

    private static ConferenceModify request(final String json) {
        return ((Reading.Request) read(json)).request();
    }

    private static String refusal(final String json) {
        return ((Reading.Refusal) read(json)).error().text();
    }

    private static Reading read(final String json) {
        return ConferenceModifyJson.read(json.getBytes(StandardCharsets.UTF_8), null);
    }
}
