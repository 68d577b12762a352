/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.signaling.channel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.hummingbridge.sfu.allocation.AudioSubscription;
import org.hummingbridge.sfu.allocation.VideoConstraint;
import org.hummingbridge.sfu.allocation.VideoType;
import org.hummingbridge.signaling.channel.ClientMessage.EndpointMessage;
import org.hummingbridge.signaling.channel.ClientMessage.LastNChangedEvent;
import org.hummingbridge.signaling.channel.ClientMessage.ReceiverAudioSubscription;
import org.hummingbridge.signaling.channel.ClientMessage.ReceiverVideoConstraints;
import org.hummingbridge.signaling.channel.ClientMessage.SourceVideoTypeMessage;
import org.hummingbridge.signaling.channel.ClientMessageReader.Reading;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ClientMessageReaderTest {
    private static ClientMessage message(final String text) {
        assertThat(ClientMessageReader.read(text)).isInstanceOf(Reading.Message.class);
        return ((Reading.Message) ClientMessageReader.read(text)).message();
    }

    private static ChannelDrop refusal(final String text) {
        assertThat(ClientMessageReader.read(text)).isInstanceOf(Reading.Refused.class);
        return ((Reading.Refused) ClientMessageReader.read(text)).reason();
    }

    /** A message of that class with those further members. */
    private static String of(final String colibriClass, final String members) {
        return "{\"colibriClass\":\"" + colibriClass + "\"," + members + "}";
    }

    @Test
    void videoConstraintsKeepWhatIsThereApartFromWhatIsAbsent() {
        assertThat(message(of(
                        "ReceiverVideoConstraints",
                        "\"lastN\":2,\"onStageSources\":[\"a-v0\"],\"constraints\":"
                                + "{\"a-v0\":{\"maxHeight\":720,\"maxFrameRate\":15.5},\"b-v0\":{\"maxHeight\":0}}")))
                .isEqualTo(new ReceiverVideoConstraints(
                        2,
                        null,
                        List.of("a-v0"),
                        null,
                        Map.of("a-v0", new VideoConstraint(720, 15.5), "b-v0", VideoConstraint.NONE),
                        null));
    }

    @Test
    void heightsAreUnlimitedOrOffButNeverOtherwiseNegative() {
        final String fallback = "\"defaultConstraints\":{\"maxHeight\":%s}";

        assertThat(((ReceiverVideoConstraints) message(of("ReceiverVideoConstraints", fallback.formatted("-1"))))
                        .defaultConstraints())
                .isEqualTo(VideoConstraint.ANY);
        assertThat(refusal(of("ReceiverVideoConstraints", fallback.formatted("-2"))))
                .isEqualTo(ChannelDrop.BAD_FIELD);
        assertThat(refusal(of("ReceiverVideoConstraints", fallback.formatted("\"360\""))))
                .isEqualTo(ChannelDrop.BAD_FIELD);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"\"lastN\":1.5", "\"lastN\":99999999999", "\"lastN\":\"1\"", "\"lastN\":-2", "\"lastN\":true"})
    void aNumberThatIsNoneIsRefused(final String member) {
        assertThat(refusal(of("LastNChangedEvent", member))).isEqualTo(ChannelDrop.BAD_FIELD);
    }

    @Test
    void membersThatNobodyKnowsAreNoReasonToRefuse() {
        assertThat(message(of("LastNChangedEvent", "\"lastN\":4,\"later\":{\"versions\":[1]}")))
                .isEqualTo(new LastNChangedEvent(4));
    }

    @Test
    void audioIsSubscribedToInBothForms() {
        final Set<String> list = Set.of("a-a0");

        assertThat(message(of("ReceiverAudioSubscription", "\"all\":true,\"exclude\":[\"a-a0\"]")))
                .isEqualTo(new ReceiverAudioSubscription(new AudioSubscription(true, Set.of(), list)));
        assertThat(message(of("ReceiverAudioSubscription", "\"mode\":\"All\"")))
                .isEqualTo(new ReceiverAudioSubscription(AudioSubscription.EVERYTHING));
        assertThat(message(of("ReceiverAudioSubscription", "\"mode\":\"None\"")))
                .isEqualTo(new ReceiverAudioSubscription(new AudioSubscription(false, Set.of(), Set.of())));
        assertThat(message(of("ReceiverAudioSubscription", "\"mode\":\"Include\",\"list\":[\"a-a0\"]")))
                .isEqualTo(new ReceiverAudioSubscription(new AudioSubscription(false, list, Set.of())));
        assertThat(message(of("ReceiverAudioSubscription", "\"mode\":\"Exclude\",\"list\":[\"a-a0\"]")))
                .isEqualTo(new ReceiverAudioSubscription(new AudioSubscription(true, Set.of(), list)));
    }

    @ParameterizedTest
    @CsvSource({
        "camera,CAMERA",
        "DESKTOP,DESKTOP",
        "Desktop_High_Fps,DESKTOP_HIGH_FPS",
        "none,DISABLED",
        "disabled,DISABLED"
    })
    void videoTypesAreReadInAnyCase(final String written, final VideoType meant) {
        assertThat(message(of("SourceVideoTypeMessage", "\"sourceName\":\"a-v0\",\"videoType\":\"" + written + "\"")))
                .isEqualTo(new SourceVideoTypeMessage("a-v0", meant));
    }

    @Test
    void whatIsPassedOnStaysAsItIsWrittenButForItsSender() {
        final EndpointMessage message =
                (EndpointMessage) message("{ \"msgPayload\" : {\"n\":1.50,\"big\":123456789012345678901,"
                        + "\"e\":1E3, \"s\":\"\\u00e9\\/\"} ,\"from\":\"somebody else\",\"to\":\"b\",\n"
                        + "\"colibriClass\":\"EndpointMessage\",\"null\":null}");

        assertThat(message.to()).isEqualTo("b");
        assertThat(message.members().sentBy("a"))
                .isEqualTo("{\"colibriClass\":\"EndpointMessage\",\"from\":\"a\",\"msgPayload\" : {\"n\":1.50,"
                        + "\"big\":123456789012345678901,\"e\":1E3, \"s\":\"\\u00e9\\/\"},\"to\":\"b\",\"null\":null}");
    }

    @Test
    void aSendersNameCannotBreakOutOfItsString() {
        final EndpointMessage message = (EndpointMessage) message(of("EndpointMessage", "\"to\":\"\""));

        assertThat(message.members().sentBy("a\",\"b\":\"")).contains("\"from\":\"a\\\",\\\"b\\\":\\\"\"");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\'',
            value = {
                "{                                                       | MALFORMED",
                "''                                                      | MALFORMED",
                "{\"colibriClass\":\"ClientHello\"} x                    | MALFORMED",
                "{\"colibriClass\":\"ClientHello\",\"colibriClass\":\"\"}| MALFORMED",
                "{\"colibriClass\":\"EndpointStats\",\"a\":{\"b\":1,\"b\":2}} | MALFORMED",
                "{\"colibriClass\":\"EndpointStats\",\"a\":NaN}          | MALFORMED",
                "[1]                                                     | NOT_AN_OBJECT",
                "7                                                       | NOT_AN_OBJECT",
                "{\"a\":1}                                               | NO_CLASS",
                "{\"colibriClass\":1}                                    | NO_CLASS",
                "{\"colibriClass\":\"ServerHello\"}                      | UNKNOWN_CLASS",
                "{\"colibriClass\":\"EndpointMessage\"}                  | BAD_FIELD",
                "{\"colibriClass\":\"SourceVideoTypeMessage\",\"sourceName\":\"a\",\"videoType\":\"x\"} | BAD_FIELD",
            })
    void whatIsNoMessageHasAReason(final String text, final ChannelDrop reason) {
        assertThat(refusal(text)).isEqualTo(reason);
    }

    @Test
    void depthLengthAndListsHaveBounds() {
        final String deep = "[".repeat(MessageMembers.MAX_DEPTH) + "]".repeat(MessageMembers.MAX_DEPTH);
        final String many = "\"a\",".repeat(MessageFields.MAX_SOURCES) + "\"a\"";

        assertThat(refusal(of("EndpointStats", "\"a\":" + deep))).isEqualTo(ChannelDrop.LIMIT_EXCEEDED);
        assertThat(refusal(of("EndpointStats", "\"a\":" + "1".repeat(1_000)))).isEqualTo(ChannelDrop.LIMIT_EXCEEDED);
        assertThat(refusal(of("EndpointStats", "\"a\":\"" + "x".repeat(ClientMessageReader.MAX_LENGTH) + "\"")))
                .isEqualTo(ChannelDrop.TOO_LONG);
        assertThat(refusal(of("ReceiverVideoConstraints", "\"selectedSources\":[" + many + "]")))
                .isEqualTo(ChannelDrop.BAD_FIELD);
    }
}
