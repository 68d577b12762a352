/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.signaling.colibri2;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jivesoftware.smack.packet.IQ;
import org.jivesoftware.smack.packet.XmlEnvironment;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a focus does next hangs on the condition and on the payload of an error: each is what it acts on. */
class Colibri2XmppTest {
    private static final String CREATE_A =
            "<endpoint id='a' create='true'><capability name='source-names'/><transport ice-controlling='true'/></endpoint>";

    private final FakeBridge bridge = new FakeBridge();
    private boolean shuttingDown;
    private final ConferenceModifyHandler handler = new ConferenceModifyHandler(
            bridge, new Colibri2Settings(true, () -> shuttingDown), ChannelAddresses.NONE, Runnable::run);

    @Test
    void aBridgeThatShutsDownTakesNoNewConferenceButServesTheOldOnes() {
        ask("meeting-id='m' create='true'", CREATE_A);
        shuttingDown = true;

        assertError(ask("meeting-id='new' create='true'", CREATE_A), "service-unavailable", "graceful_shutdown", null);
        assertThat(ask("meeting-id='m'", CREATE_A.replace("'a'", "'b'")).getType())
                .isEqualTo(IQ.Type.result);
        assertThat(bridge.conferences).containsOnlyKeys("m");
    }

    @Test
    void aConferenceThatExistsIsAConflict() {
        ask("meeting-id='m' create='true'", CREATE_A);

        assertError(ask("meeting-id='m' create='true'", CREATE_A), "conflict", "conference_already_exists", null);
    }

    @Test
    void aConferenceThatDoesNotExistIsNotFound() {
        assertError(ask("meeting-id='m'", CREATE_A), "item-not-found", "conference_not_found", null);
        assertError(ask("meeting-id='m' expire='true'", ""), "item-not-found", "conference_not_found", null);
    }

    @Test
    void anEndpointThatExistsIsAConflictWithoutReason() {
        ask("meeting-id='m' create='true'", CREATE_A);

        assertError(ask("meeting-id='m'", CREATE_A), "conflict", null, null);
    }

    @ParameterizedTest
    @ValueSource(strings = {"<sources/>", "<transport/>", "<media type='audio'/>"})
    void anEndpointThatIsGoneIsNamedSoThatOnlyItIsGivenUp(final String update) {
        ask("meeting-id='m' create='true'", CREATE_A);

        assertError(
                ask("meeting-id='m'", "<endpoint id='gone'>" + update + "</endpoint>"),
                "item-not-found",
                "unknown_endpoint",
                "gone");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<endpoint id='gone' expire='true'/><endpoint id='gone2' expire='true'/>",
                "<endpoint id='gone'><force-mute audio='true'/></endpoint><endpoint id='a'><force-mute audio='true'/></endpoint>",
                "<endpoint id='gone'><initial-last-n value='1'/></endpoint>",
                "<relay id='gone' expire='true'/><relay id='gone2' expire='true'/>",
                "<connects/>"
            })
    void whatMayComeTooLateIsNoError(final String content) {
        ask("meeting-id='m' create='true'", CREATE_A);

        assertThat(ask("meeting-id='m'", content).getType()).isEqualTo(IQ.Type.result);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<relay id='r' create='true'><transport/></relay>",
                "<relay id='r'><transport/></relay>",
                "<connects><connect id='c' url='wss://x' create='true'/></connects>",
                "<endpoint id='a' expire='true'/><relay id='r' expire='true'/>",
                "<endpoint id='a'><sources/></endpoint><endpoint id='b'><sources/></endpoint>"
            })
    void whatIsNotServedIsSaidToBeNotImplemented(final String content) {
        ask("meeting-id='m' create='true'", CREATE_A);

        assertError(ask("meeting-id='m'", content), "feature-not-implemented", "feature_not_implemented", null);
    }

    @Test
    void anUnreadableRequestIsABadOne() {
        assertError(ask("", ""), "bad-request", "unspecified", null);
    }

    @Test
    void anErrorDoesNotRepeatWhatAFocusCouldNotRead() {
        assertThat(Stanzas.element(ask("", "<endpoint/>")).children())
                .extracting(XmlElement::name)
                .containsExactly("error");
    }

    @Test
    void aFailingBridgeIsAnInternalError() {
        bridge.failing = "createEndpoint";

        assertError(ask("meeting-id='m' create='true'", CREATE_A), "internal-server-error", null, null);
    }

    @Test
    void answersGoBackWhereTheRequestCameFromWithItsId() {
        final IQ result = ask("meeting-id='m' create='true'", CREATE_A);
        final IQ error = ask("meeting-id='m' create='true'", CREATE_A);

        assertThat(List.of(result, error)).allSatisfy(answer -> {
            assertThat(answer.getStanzaId()).isEqualTo("1");
            assertThat(answer.getTo().toString()).isEqualTo("brewery@muc.example.org/focus");
            assertThat(answer.getFrom().toString()).isEqualTo("jvb@example.org/x");
        });
    }

    @Test
    void aRestartAnswersTheNewTransportWithItsGeneration() {
        ask("meeting-id='m' create='true'", CREATE_A);
        bridge.iceGeneration = 1;

        final XmlElement answer =
                Stanzas.element(ask("meeting-id='m'", "<endpoint id='a'><transport ice-restart='true'/></endpoint>"));

        assertThat(iceUdp(answer).attribute("ice-generation")).isEqualTo("1");
        assertThat(iceUdp(answer).child(TransportXml.ICE_UDP, "candidate")).isNotNull();
    }

    @Test
    void theFirstTransportHasNoGeneration() {
        final XmlElement answer = Stanzas.element(ask("meeting-id='m' create='true'", CREATE_A));

        assertThat(iceUdp(answer).attributes()).doesNotContainKey("ice-generation");
    }

    @Test
    void requestsOfAMeetingWaitForEachOtherAndThoseOfAnotherDoNot() {
        final Deque<Runnable> meetings = new ArrayDeque<>();
        final Colibri2Xmpp colibri = new Colibri2Xmpp(
                new ConferenceModifyHandler(bridge, new Colibri2Settings(true), ChannelAddresses.NONE, meetings::add));
        final List<String> answered = new ArrayList<>();
        submit(colibri, answered, "1", "meeting-id='m' create='true'", CREATE_A);
        submit(colibri, answered, "2", "meeting-id='m'", CREATE_A.replace("'a'", "'b'"));
        submit(colibri, answered, "3", "meeting-id='n' create='true'", CREATE_A);
        submit(colibri, answered, "4", "meeting-id='m'", "<endpoint id='b'><sources/></endpoint>");

        assertThat(answered).isEmpty();
        assertThat(meetings).hasSize(2);
        meetings.removeLast().run();
        assertThat(answered).containsExactly("3 result");
        meetings.remove().run();
        assertThat(answered).containsExactly("3 result", "1 result", "2 result", "4 result");
    }

    private static void submit(
            final Colibri2Xmpp colibri,
            final List<String> answered,
            final String id,
            final String attributes,
            final String content) {
        final IQ request = Stanzas.conferenceModify(attributes, content);
        final var _ = colibri.answer(request).thenAccept(answer -> answered.add(id + " " + answer.getType()));
    }

    private static XmlElement iceUdp(final XmlElement answer) {
        final String colibri2 = ConferenceModifyXml.NAMESPACE;
        return answer.child(colibri2, "conference-modified")
                .child(colibri2, "endpoint")
                .child(colibri2, "transport")
                .child(TransportXml.ICE_UDP, "transport");
    }

    private IQ ask(final String attributes, final String content) {
        return new Colibri2Xmpp(handler)
                .answer(Stanzas.conferenceModify(attributes, content))
                .join();
    }

    private static void assertError(
            final IQ answer, final String condition, final String reason, final String endpoint) {
        assertThat(answer.getType()).isEqualTo(IQ.Type.error);
        final XmlElement error = Stanzas.element(answer).child("jabber:client", "error");
        final String printed = answer.toXML(XmlEnvironment.EMPTY).toString();
        assertThat(error.child("urn:ietf:params:xml:ns:xmpp-stanzas", condition))
                .as(printed)
                .isNotNull();
        assertThat(error.child("urn:ietf:params:xml:ns:xmpp-stanzas", "text").text())
                .isNotBlank();
        final XmlElement marker = error.child(ConferenceModifyXml.NAMESPACE, "error");
        assertThat(marker == null ? null : marker.attribute("reason"))
                .as(printed)
                .isEqualTo(reason);
        final XmlElement named = error.child(ConferenceModifyXml.NAMESPACE, "endpoint");
        assertThat(named == null ? null : named.attribute("id")).as(printed).isEqualTo(endpoint);
    }
}
