/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.signaling.xmpp;

import org.jivesoftware.smack.packet.StanzaError;
import org.jspecify.annotations.Nullable;
import org.jxmpp.jid.EntityFullJid;

/** Says why we are not in a room, naming the setting and the cure. Knows no streams. */
final class RoomDiagnosis {
    private RoomDiagnosis() {}

    static XmppTrouble rejected(EntityFullJid occupant, @Nullable StanzaError error) {
        var room = occupant.asEntityBareJidString();
        var condition = error == null ? null : error.getCondition();
        return switch (condition) {
            case not_allowed, item_not_found ->
                new XmppTrouble(
                        XmppFailure.ROOM_MISSING,
                        "the room " + room + " does not exist, and this account may not create it" + says(error)
                                + "; it comes when Jicofo starts, whose brewery-jid must be the same as MUC_JIDS, or make the"
                                + " account an admin of " + occupant.getDomain());
            case conflict ->
                new XmppTrouble(
                        XmppFailure.NICKNAME_TAKEN,
                        "the nickname " + occupant.getResourcepart() + " is taken in " + room
                                + "; the server may still hold a dead login of ours, otherwise give every bridge its own"
                                + " MUC_NICKNAME");
            case registration_required, forbidden, not_authorized ->
                new XmppTrouble(
                        XmppFailure.ROOM_CLOSED_TO_US,
                        "the room " + room + " does not let this account in (" + condition
                                + "); make it a member or admin there");
            case service_unavailable,
                    remote_server_not_found,
                    remote_server_timeout,
                    jid_malformed,
                    internal_server_error ->
                new XmppTrouble(
                        XmppFailure.ROOM_SERVICE_UNKNOWN,
                        "no answer from a MUC service for " + room + " (" + condition
                                + "); MUC_JIDS must name a room on a Component \"muc\" of the server");
            case null, default ->
                new XmppTrouble(XmppFailure.OTHER, "the room " + room + " rejects us (" + condition + ")");
        };
    }

    private static String says(@Nullable StanzaError error) {
        var text = error == null ? null : error.getDescriptiveText();
        return text == null || text.isBlank() ? "" : " (" + text + ")";
    }

    static XmppTrouble fellOut(EntityFullJid occupant, String how) {
        return new XmppTrouble(
                XmppFailure.LEFT_ROOM, "we are out of the room " + occupant.asBareJid() + " (" + how + ")");
    }
}
