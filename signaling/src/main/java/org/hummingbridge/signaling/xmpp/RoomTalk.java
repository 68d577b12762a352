/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.signaling.xmpp;

import java.util.Set;
import org.jivesoftware.smack.packet.ExtensionElement;
import org.jivesoftware.smack.packet.IQ;
import org.jivesoftware.smack.packet.Presence;
import org.jivesoftware.smack.packet.Stanza;
import org.jivesoftware.smack.packet.StanzaBuilder;
import org.jivesoftware.smackx.muc.packet.MUCInitialPresence;
import org.jivesoftware.smackx.muc.packet.MUCOwner;
import org.jivesoftware.smackx.muc.packet.MUCUser;
import org.jivesoftware.smackx.xdata.FormField;
import org.jivesoftware.smackx.xdata.packet.DataForm;
import org.jspecify.annotations.Nullable;
import org.jxmpp.jid.EntityFullJid;

/** What is said to rooms (XEP-0045). Keeps no state. */
final class RoomTalk {
    private RoomTalk() {}

    static Stanza join(EntityFullJid occupant) {
        return StanzaBuilder.buildPresence()
                .to(occupant)
                .addExtension(new MUCInitialPresence(null, -1, 0, -1, null))
                .build();
    }

    /** Without the element that joins, which would make the room list all occupants again. */
    static Stanza publish(EntityFullJid occupant, ExtensionElement stats) {
        return StanzaBuilder.buildPresence().to(occupant).addExtension(stats).build();
    }

    static Stanza leave(EntityFullJid occupant) {
        return StanzaBuilder.buildPresence()
                .ofType(Presence.Type.unavailable)
                .to(occupant)
                .build();
    }

    /** Unlocks a room that we have created, and lets everybody see whose the occupants are, as Jicofo expects. */
    static IQ open(EntityFullJid occupant) {
        var owner = new MUCOwner();
        owner.setType(IQ.Type.set);
        owner.setTo(occupant.asEntityBareJid());
        owner.addExtension(DataForm.builder(DataForm.Type.submit)
                .setFormType("http://jabber.org/protocol/muc#roomconfig")
                .addField(FormField.builder("muc#roomconfig_whois")
                        .setValue("anyone")
                        .build())
                .build());
        return owner;
    }

    static boolean isAbout(EntityFullJid occupant, Presence presence) {
        var from = presence.getFrom();
        if (from == null || !from.asBareJid().equals(occupant.asBareJid())) {
            return false;
        }
        return from.equals(occupant)
                || (presence.getType() == Presence.Type.error && from.hasNoResource())
                || statuses(presence).contains(MUCUser.Status.PRESENCE_TO_SELF_110);
    }

    static boolean hasCreated(Presence presence) {
        return statuses(presence).contains(MUCUser.Status.ROOM_CREATED_201);
    }

    /** Why an unavailable presence of ours came, in words. */
    static String reasonOf(Presence presence) {
        var statuses = statuses(presence);
        var words = statuses.contains(MUCUser.Status.KICKED_307)
                ? "kicked"
                : statuses.contains(MUCUser.Status.BANNED_301)
                        ? "banned"
                        : statuses.contains(MUCUser.Status.create(332))
                                ? "the MUC service shuts down"
                                : "removed by the server";
        var user = MUCUser.from(presence);
        var item = user == null ? null : user.getItem();
        @Nullable String reason = item == null ? null : item.getReason();
        return reason == null || reason.isBlank() ? words : words + ": " + reason;
    }

    private static Set<MUCUser.Status> statuses(Presence presence) {
        var user = MUCUser.from(presence);
        return user == null || user.getStatus() == null ? Set.of() : user.getStatus();
    }
}
