/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.signaling.colibri2;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.hummingbridge.sfu.conference.ConferenceControl.SpeakerOrder;
import org.hummingbridge.sfu.speech.SpeakerActivity;
import org.junit.jupiter.api.Test;

class SpeakersJsonTest {
    private static final List<String> EVERYBODY = List.of("b", "a");
    private static final List<SpeakerActivity> ACTIVITY = List.of(
            new SpeakerActivity("b", 30, 80, 4.6, 113.4, 414.5), new SpeakerActivity("a", 127, 70, 0.1, 0.1, 0.1));

    @Test
    void whoSpeaksIsNamedWithWhatThatRestsOn() {
        final ObjectNode json = AnswerJson.of(new SpeakerOrder("b", EVERYBODY, List.of("b"), false, ACTIVITY));

        assertThat(json.get("dominantEndpoint").textValue()).isEqualTo("b");
        assertThat(json.at("/dominantSpeakerIdentification/speakers")).hasSize(2);
        assertThat(json.at("/dominantSpeakerIdentification/speakers/0").toString())
                .isEqualTo("{\"id\":\"b\",\"level\":30,\"noiseLevel\":80,\"immediateScore\":4.6,\"mediumScore\":113.4,"
                        + "\"longScore\":414.5}");
    }

    @Test
    void beforeAnybodySpokeTheIdentificationIsNull() {
        final ObjectNode json = AnswerJson.of(new SpeakerOrder(null, EVERYBODY, List.of(), false, ACTIVITY));

        assertThat(json.get("dominantEndpoint").textValue()).isEqualTo("null");
        assertThat(json.get("dominantSpeakerIdentification").isNull()).isTrue();
    }
}
