/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.focus;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.hummingbridge.signaling.xmpp.Prosody;
import org.jitsi.xmpp.extensions.colibri2.Colibri2Endpoint;
import org.jitsi.xmpp.extensions.colibri2.Colibri2Error;
import org.jitsi.xmpp.extensions.colibri2.ConferenceModifiedIQ;
import org.jitsi.xmpp.extensions.jingle.IceUdpTransportPacketExtension;
import org.jivesoftware.smack.packet.IQ;
import org.jivesoftware.smack.packet.StanzaError;
import org.jivesoftware.smack.packet.StanzaError.Condition;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A focus and the bridge of a deployment over a real Prosody: what Jicofo once sent, its errors and its races. */
@Tag("prosody")
@Timeout(value = 240, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ScriptedFocusTest {
    private static final String BRIDGE = "jvb1";
    private static final List<String> RECORDED = List.of(
            "scripted/iq-06-conference-modify-create-capability-sources",
            "scripted/iq-07-conference-modify-capability-sources",
            "scripted/iq-08-conference-modify-sources-candidate",
            "scripted/iq-09-conference-modify-sources-candidate",
            "scripted/iq-10-conference-modify-candidate",
            "scripted/iq-11-conference-modify-candidate",
            "scripted/iq-12-conference-modify-sources",
            "scripted/iq-13-conference-modify-sources",
            "scripted/iq-14-conference-modify-expire",
            "scripted/iq-15-conference-modify-expire");

    @TempDir
    private static Path folder;

    private static Prosody prosody;
    private static DeployedBridge bridge;
    private static ScriptedFocus focus;

    private final String meeting = UUID.randomUUID().toString();

    @BeforeAll
    static void meet() throws Exception {
        prosody = Prosody.in(folder);
        prosody.start();
        bridge = DeployedBridge.start(folder, prosody, BRIDGE);
        focus = ScriptedFocus.in(prosody);
        try {
            focus.awaitBridge(BRIDGE);
        } catch (AssertionError e) {
            throw new AssertionError(bridge.output(), e);
        }
    }

    @AfterAll
    static void part() {
        if (focus != null) {
            focus.close();
        }
        if (bridge != null) {
            bridge.close();
        }
        prosody.close();
    }

    @Test
    void theBridgeSaysWhatAFocusChoosesBy() {
        final Map<String, String> said = focus.awaitBridge(BRIDGE);

        assertThat(said)
                .containsEntry("drain", "false")
                .containsEntry("graceful_shutdown", "false")
                .containsEntry("shutting_down", "false")
                .containsKeys("version", "stress_level")
                .doesNotContainKey("relay_id");
        assertThat(Double.parseDouble(said.get("stress_level"))).isNotNegative();
    }

    @Test
    void aRecordedConferenceIsServedFromItsFirstRequestToItsLast() {
        final List<IQ> answers = new ArrayList<>();
        for (final String name : RECORDED) {
            answers.add(ask(Request.recorded(name, meeting)));
        }

        assertThat(answers).allSatisfy(answer -> assertThat(answer).isInstanceOf(ConferenceModifiedIQ.class));
        assertInvitable((ConferenceModifiedIQ) answers.getFirst(), "abc00001");
        assertInvitable((ConferenceModifiedIQ) answers.get(1), "abc00000");
        assertThat(((ConferenceModifiedIQ) answers.get(2))
                        .getEndpoints()
                        .getFirst()
                        .getTransport())
                .isNull();
        assertError(ask(update("abc00001")), Condition.item_not_found, Colibri2Error.Reason.CONFERENCE_NOT_FOUND);
    }

    @Test
    void aConferenceSentWithoutWaitingIsServedInTheOrderOfSending() {
        final List<CompletableFuture<IQ>> answers = RECORDED.stream()
                .map(name -> focus.send(Request.recorded(name, meeting), BRIDGE))
                .toList();

        assertThat(answers).allSatisfy(answer -> assertThat(answer.join()).isInstanceOf(ConferenceModifiedIQ.class));
    }

    @Test
    void manyConferencesAtOnceAreServedEachWithItsOwnEndpoint() {
        final List<CompletableFuture<IQ>> answers = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            answers.add(focus.send(
                    Request.conferenceModify(
                            "create='true' meeting-id='" + meeting + i + "'", endpoint("create='true'", "e" + i)),
                    BRIDGE));
        }

        for (int i = 0; i < answers.size(); i++) {
            assertInvitable((ConferenceModifiedIQ) answers.get(i).join(), "e" + i);
        }
        for (int i = 0; i < answers.size(); i++) {
            focus.send(Request.conferenceModify("expire='true' meeting-id='" + meeting + i + "'", ""), BRIDGE)
                    .join();
        }
    }

    @Test
    void anUpdateThatCrossesTheExpiryLosesThatEndpointAlone() {
        final CompletableFuture<IQ> created = focus.send(create("a"), BRIDGE);
        final CompletableFuture<IQ> second = focus.send(add("b"), BRIDGE);
        final CompletableFuture<IQ> expired = focus.send(modify("<endpoint id='a' expire='true'/>"), BRIDGE);
        final CompletableFuture<IQ> late = focus.send(update("a"), BRIDGE);
        final CompletableFuture<IQ> other = focus.send(update("b"), BRIDGE);

        assertThat(created.join()).isInstanceOf(ConferenceModifiedIQ.class);
        assertThat(second.join()).isInstanceOf(ConferenceModifiedIQ.class);
        assertThat(expired.join()).isInstanceOf(ConferenceModifiedIQ.class);
        final StanzaError error =
                assertError(late.join(), Condition.item_not_found, Colibri2Error.Reason.UNKNOWN_ENDPOINT);
        final Colibri2Endpoint named = error.getExtension(Colibri2Endpoint.ELEMENT, "jitsi:colibri2");
        assertThat(named.getId()).isEqualTo("a");
        assertThat(other.join()).isInstanceOf(ConferenceModifiedIQ.class);
    }

    @Test
    void endpointsThatAreGoneMayBeExpiredAndMutedInABatch() {
        ask(create("a"));

        final IQ answer = ask(modify("<endpoint id='gone' expire='true'/><endpoint id='gone2' expire='true'/>"));
        final IQ muted = ask(modify("<endpoint id='gone'><force-mute audio='true'/></endpoint>"
                + "<endpoint id='a'><force-mute audio='true'/></endpoint>"));

        assertThat(((ConferenceModifiedIQ) answer).getEndpoints()).allMatch(Colibri2Endpoint::getExpire);
        assertThat(muted).isInstanceOf(ConferenceModifiedIQ.class);
    }

    @Test
    void aMeetingOrAnEndpointCannotBeCreatedTwice() {
        final CompletableFuture<IQ> first = focus.send(create("a"), BRIDGE);
        final CompletableFuture<IQ> again = focus.send(create("a"), BRIDGE);
        final CompletableFuture<IQ> endpointAgain = focus.send(add("a"), BRIDGE);

        assertThat(first.join()).isInstanceOf(ConferenceModifiedIQ.class);
        assertError(again.join(), Condition.conflict, Colibri2Error.Reason.CONFERENCE_ALREADY_EXISTS);
        assertError(endpointAgain.join(), Condition.conflict, null);
    }

    @Test
    void relaysAreRefusedAndTheConferenceGoesOn() {
        ask(create("a"));

        final IQ refused =
                ask(Request.recorded("octo/iq-03-conference-modify-relay-endpoints-capability-sources", meeting));

        assertError(refused, Condition.feature_not_implemented, Colibri2Error.Reason.FEATURE_NOT_IMPLEMENTED);
        assertThat(ask(modify("<relay id='jvb2' expire='true'/>"))).isInstanceOf(ConferenceModifiedIQ.class);
        assertThat(ask(update("a"))).isInstanceOf(ConferenceModifiedIQ.class);
    }

    @Test
    void whatCannotBeReadIsABadRequestAndTheStreamGoesOn() {
        final List<String> unreadable = List.of(
                "<endpoint/>",
                "<endpoint id='a'><media/></endpoint>",
                "<endpoint>".repeat(60) + "</endpoint>".repeat(60),
                "<connects><connect/></connects><endpoint id='a'><initial-last-n value='x'/></endpoint>");

        for (final String content : unreadable) {
            assertError(ask(modify(content)), Condition.bad_request, Colibri2Error.Reason.UNSPECIFIED);
        }
        assertThat(ask(Request.of("healthcheck", "http://jitsi.org/protocol/healthcheck"))
                        .getType())
                .isEqualTo(IQ.Type.result);
    }

    @Test
    void ordersToShutDownAndUnknownOnesAreRefused() {
        final IQ graceful = ask(Request.of("graceful-shutdown", "http://jitsi.org/protocol/colibri"));
        final IQ forced = ask(Request.of("force-shutdown", "http://jitsi.org/protocol/colibri"));

        final IQ unheardOf = ask(Request.of("unheard-of", "urn:unheard-of"));

        assertThat(graceful.getError().getCondition()).isEqualTo(Condition.service_unavailable);
        assertThat(forced.getError().getCondition()).isEqualTo(Condition.service_unavailable);
        assertThat(unheardOf.getError().getCondition()).isEqualTo(Condition.feature_not_implemented);
    }

    @Test
    void aBridgeThatIsStoppedLeavesTheRoom() throws Exception {
        try (DeployedBridge other = DeployedBridge.start(folder, prosody, "jvb2")) {
            focus.awaitBridge("jvb2");

            other.stop();

            focus.awaitDeparture("jvb2");
        }
    }

    /** Without these a focus invites nobody. */
    private static void assertInvitable(final ConferenceModifiedIQ answer, final String endpointId) {
        final Colibri2Endpoint endpoint = answer.getEndpoints().getFirst();
        assertThat(endpoint.getId()).isEqualTo(endpointId);
        final IceUdpTransportPacketExtension transport = endpoint.getTransport().getIceUdpTransport();
        assertThat(transport.getCandidateList()).isNotEmpty();
        assertThat(transport.getUfrag()).isNotBlank();
        assertThat(transport.getPassword()).isNotBlank();
        assertThat(endpoint.getTransport().getSctp().getPort()).isEqualTo(5_000);
        assertThat(answer.getSources().getMediaSources()).hasSize(2);
    }

    private static StanzaError assertError(
            final IQ answer, final Condition condition, final Colibri2Error.Reason reason) {
        assertThat(answer.getType()).isEqualTo(IQ.Type.error);
        final StanzaError error = answer.getError();
        assertThat(error.getCondition()).as(error.toString()).isEqualTo(condition);
        final Colibri2Error marker = error.getExtension(Colibri2Error.ELEMENT, Colibri2Error.NAMESPACE);
        assertThat(marker == null ? null : marker.getReason()).isEqualTo(reason);
        return error;
    }

    private Request create(final String endpointId) {
        return Request.conferenceModify(
                "create='true' name='room@conference.bridge.test' meeting-id='" + meeting + "'",
                endpoint("create='true'", endpointId));
    }

    private Request add(final String endpointId) {
        return modify(endpoint("create='true'", endpointId));
    }

    private Request update(final String endpointId) {
        return modify("<endpoint id='" + endpointId + "'><sources/></endpoint>");
    }

    private Request modify(final String content) {
        return Request.conferenceModify("meeting-id='" + meeting + "'", content);
    }

    private static String endpoint(final String attributes, final String id) {
        return "<endpoint id='" + id + "' " + attributes + "><capability name='source-names'/>"
                + "<transport ice-controlling='true'><sctp/></transport></endpoint>";
    }

    private static IQ ask(final Request request) {
        try {
            return focus.send(request, BRIDGE).join();
        } catch (RuntimeException e) {
            throw new AssertionError(bridge.output(), e);
        }
    }
}
