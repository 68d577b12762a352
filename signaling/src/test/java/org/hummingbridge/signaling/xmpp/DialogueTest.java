/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.signaling.xmpp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import org.jivesoftware.smack.packet.ErrorIQ;
import org.jivesoftware.smack.packet.Presence;
import org.jivesoftware.smack.packet.StandardExtensionElement;
import org.jivesoftware.smack.packet.Stanza;
import org.jivesoftware.smack.packet.StanzaBuilder;
import org.jivesoftware.smack.packet.StanzaError.Condition;
import org.jivesoftware.smackx.ping.packet.Ping;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.jxmpp.jid.EntityFullJid;
import org.jxmpp.jid.impl.JidCreate;

class DialogueTest {
    private static final EntityFullJid US = JidCreate.entityFullFromOrThrowUnchecked("room@muc.test/jvb1");
    private static final EntityFullJid OTHER = JidCreate.entityFullFromOrThrowUnchecked("room@muc.test/jvb2");

    private final FakeLink link = new FakeLink();
    private final Course course = new Course("shard1", false, List.of(US), new Random(1), 0);
    private final StandardExtensionElement stats =
            StandardExtensionElement.builder("stats", "urn:test").build();
    private final Dialogue dialogue = new Dialogue(link, List.of(US), () -> stats, course, () -> 0);

    @BeforeAll
    static void initialize() {
        SmackSetup.initialize();
    }

    @BeforeEach
    void logIn() {
        course.next(0);
        course.connected();
        course.next(0);
        course.authenticated(0);
    }

    @Test
    void tellsARoomTheStatisticsAsSoonAsItIsIn() {
        dialogue.received(presence(US, Presence.Type.available));

        assertThat(course.isIn(US)).isTrue();
        assertThat(link.sent).singleElement().satisfies(sent -> {
            assertThat((Object) sent.getTo()).isEqualTo(US);
            assertThat(sent.hasExtension("stats", "urn:test")).isTrue();
        });
    }

    @Test
    void doesNotRepeatTheStatisticsWhenItsPresenceComesBack() {
        dialogue.received(presence(US, Presence.Type.available));
        dialogue.received(presence(US, Presence.Type.available));

        assertThat(link.sent).hasSize(1);
    }

    @Test
    void publishesOnlyWhereItIsIn() {
        dialogue.publish();

        assertThat(link.sent).isEmpty();
    }

    @Test
    void isNotInForThePresenceOfAnotherBridge() {
        dialogue.received(presence(OTHER, Presence.Type.available));

        assertThat(course.isIn(US)).isFalse();
    }

    @Test
    void isOutWhenTheRoomSaysSo() {
        dialogue.received(presence(US, Presence.Type.available));

        dialogue.received(presence(US, Presence.Type.unavailable));

        assertThat(course.isIn(US)).isFalse();
        assertThat(course.status().trouble().orElseThrow().failure()).isEqualTo(XmppFailure.LEFT_ROOM);
    }

    @Test
    void isOutWhenTheRoomDoesNotKnowItsOwnPing() {
        dialogue.received(presence(US, Presence.Type.available));
        dialogue.pingRoom(US);

        dialogue.received(answer(lastPing(), Condition.not_acceptable));

        assertThat(course.isIn(US)).isFalse();
    }

    @ParameterizedTest
    @EnumSource(
            value = Condition.class,
            names = {
                "service_unavailable",
                "feature_not_implemented",
                "remote_server_not_found",
                "remote_server_timeout"
            })
    void staysInAfterAnErrorThatSaysNothingAboutTheRoom(Condition condition) {
        dialogue.received(presence(US, Presence.Type.available));
        dialogue.pingRoom(US);

        dialogue.received(answer(lastPing(), condition));

        assertThat(course.isIn(US)).isTrue();
    }

    @Test
    void believesOnlyTheAnswerToItsLatestPing() {
        dialogue.received(presence(US, Presence.Type.available));
        dialogue.pingRoom(US);
        var former = lastPing();
        dialogue.pingServer();
        dialogue.pingRoom(US);

        dialogue.received(answer(former, Condition.not_acceptable));

        assertThat(course.isIn(US)).isTrue();
    }

    @Test
    void publishesAndLeavesBeforeItParts() {
        dialogue.received(presence(US, Presence.Type.available));
        link.sent.clear();

        dialogue.part();

        assertThat(link.sent)
                .extracting(sent -> ((Presence) sent).getType())
                .containsExactly(Presence.Type.available, Presence.Type.unavailable);
        assertThat(link.partedInterrupted).isCompleted();
    }

    private Ping lastPing() {
        return link.sent.stream()
                .filter(Ping.class::isInstance)
                .map(Ping.class::cast)
                .reduce((_, later) -> later)
                .orElseThrow();
    }

    private static Presence presence(EntityFullJid from, Presence.Type type) {
        return StanzaBuilder.buildPresence().from(from).ofType(type).build();
    }

    private static Stanza answer(Ping ping, Condition condition) {
        var error = ErrorIQ.createErrorResponse(ping, condition);
        error.setFrom(ping.getTo());
        return error;
    }
}
