/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.signaling.xmpp;

import static org.assertj.core.api.Assertions.assertThat;

import org.jivesoftware.smack.packet.Presence;
import org.jivesoftware.smack.packet.StandardExtensionElement;
import org.jivesoftware.smack.packet.StanzaError;
import org.jivesoftware.smack.packet.StanzaError.Condition;
import org.jivesoftware.smack.util.PacketParserUtils;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.jxmpp.jid.EntityFullJid;
import org.jxmpp.jid.impl.JidCreate;

class RoomTalkTest {
    private static final EntityFullJid US = JidCreate.entityFullFromOrThrowUnchecked("room@muc.test/jvb1");

    @BeforeAll
    static void initialize() {
        SmackSetup.initialize();
    }

    @Test
    void joinsOnceAndPublishesWithoutJoiningAgain() {
        var stats = StandardExtensionElement.builder("stats", "http://jitsi.org/protocol/colibri")
                .build();
        assertThat(RoomTalk.join(US).toXML().toString()).contains("http://jabber.org/protocol/muc'");
        assertThat(RoomTalk.publish(US, stats).toXML().toString())
                .contains("to='room@muc.test/jvb1'", "<stats")
                .doesNotContain("http://jabber.org/protocol/muc");
    }

    @ParameterizedTest
    @CsvSource({
        "room@muc.test/jvb1, '', true",
        "room@muc.test/jvb2, '', false",
        "other@muc.test/jvb1, '', false",
        "room@muc.test, '', false",
        "room@muc.test, error, true",
        "room@muc.test/jvb2, error, false"
    })
    void tellsOwnPresencesFromThoseOfOthers(String from, String type, boolean own) throws Exception {
        var typed = type.isEmpty() ? "" : " type='" + type + "'";
        var presence = parse("<presence xmlns='jabber:client' from='" + from + "'" + typed + "/>");
        assertThat(RoomTalk.isAbout(US, presence)).isEqualTo(own);
    }

    @Test
    void knowsItselfUnderANicknameThatTheRoomChose() throws Exception {
        var presence = parse("<presence xmlns='jabber:client' from='room@muc.test/jvb1-2'>"
                + "<x xmlns='http://jabber.org/protocol/muc#user'><status code='110'/></x></presence>");
        assertThat(RoomTalk.isAbout(US, presence)).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "not_allowed, ROOM_MISSING, MUC_JIDS",
        "item_not_found, ROOM_MISSING, MUC_JIDS",
        "conflict, NICKNAME_TAKEN, MUC_NICKNAME",
        "registration_required, ROOM_CLOSED_TO_US, member",
        "forbidden, ROOM_CLOSED_TO_US, member",
        "remote_server_not_found, ROOM_SERVICE_UNKNOWN, MUC_JIDS",
        "undefined_condition, OTHER, rejects"
    })
    void namesTheSettingForEveryRejection(Condition condition, XmppFailure failure, String word) {
        var trouble =
                RoomDiagnosis.rejected(US, StanzaError.getBuilder(condition).build());
        assertThat(trouble.failure()).isEqualTo(failure);
        assertThat(trouble.sentence()).contains(word, "room@muc.test");
    }

    private static Presence parse(String xml) throws Exception {
        return (Presence) PacketParserUtils.parseStanza(xml);
    }
}
