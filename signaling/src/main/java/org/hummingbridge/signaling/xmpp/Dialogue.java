/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.signaling.xmpp;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jivesoftware.smack.packet.ExtensionElement;
import org.jivesoftware.smack.packet.IQ;
import org.jivesoftware.smack.packet.Presence;
import org.jivesoftware.smack.packet.Stanza;
import org.jivesoftware.smack.packet.StanzaError;
import org.jivesoftware.smackx.ping.packet.Ping;
import org.jspecify.annotations.Nullable;
import org.jxmpp.jid.EntityFullJid;
import org.jxmpp.jid.Jid;

/**
 * What is said to the server and its rooms on one stream, and what their answers mean to the {@link Course}. Never waits for
 * an answer, and never decides when to speak.
 */
final class Dialogue {
    private final Link link;
    private final List<EntityFullJid> occupants;
    private final Supplier<@Nullable ExtensionElement> stats;
    private final Course course;
    private final LongSupplier nanoClock;

    /** The latest ping to the server and to each room, by its id; empty stands for the server. */
    private final Map<String, Optional<EntityFullJid>> pings = new HashMap<>();

    Dialogue(
            Link link,
            List<EntityFullJid> occupants,
            Supplier<@Nullable ExtensionElement> stats,
            Course course,
            LongSupplier nanoClock) {
        this.link = link;
        this.occupants = occupants;
        this.stats = stats;
        this.course = course;
        this.nanoClock = nanoClock;
    }

    Link link() {
        return link;
    }

    void join(EntityFullJid occupant) {
        link.send(RoomTalk.join(occupant));
    }

    void pingServer() {
        ping(link.pingTarget(), Optional.empty());
    }

    /** Asks the room for ourselves (XEP-0410). */
    void pingRoom(EntityFullJid occupant) {
        ping(occupant, Optional.of(occupant));
    }

    private void ping(Jid target, Optional<EntityFullJid> room) {
        var ping = new Ping(target);
        ping.setStanzaId("ping-" + Long.toHexString(nanoClock.getAsLong()) + "-" + pings.size());
        pings.values().remove(room);
        pings.put(ping.getStanzaId(), room);
        link.send(ping);
    }

    /** Gives the rooms that we are in the present statistics. */
    void publish() {
        course.taken().forEach(this::publishTo);
    }

    private void publishTo(EntityFullJid occupant) {
        var element = stats.get();
        if (element != null) {
            link.send(RoomTalk.publish(occupant, element));
        }
    }

    /** Leaves the rooms and ends the stream. */
    void part() {
        // That it shuts down has to be known before it is gone: a focus would take it for a crash.
        publish();
        course.taken().forEach(occupant -> link.send(RoomTalk.leave(occupant)));
        link.part();
    }

    void received(Stanza stanza) {
        if (stanza instanceof Presence presence) {
            for (var occupant : occupants) {
                if (RoomTalk.isAbout(occupant, presence)) {
                    presence(occupant, presence);
                }
            }
        } else if (stanza instanceof IQ answer) {
            var target = pings.remove(answer.getStanzaId());
            if (target != null) {
                answered(target, answer);
            }
        }
    }

    private void presence(EntityFullJid occupant, Presence presence) {
        var nowNanos = nanoClock.getAsLong();
        switch (presence.getType()) {
            case available -> {
                if (!course.isIn(occupant)) {
                    if (RoomTalk.hasCreated(presence)) {
                        link.send(RoomTalk.open(occupant));
                    }
                    course.joined(occupant, nowNanos);
                    publishTo(occupant);
                }
            }
            case error -> {
                if (!course.isIn(occupant)) {
                    course.notJoined(occupant, RoomDiagnosis.rejected(occupant, presence.getError()), nowNanos);
                }
            }
            case unavailable ->
                course.notJoined(occupant, RoomDiagnosis.fellOut(occupant, RoomTalk.reasonOf(presence)), nowNanos);
            default -> {
                // subscriptions are not for bridges
            }
        }
    }

    private void answered(Optional<EntityFullJid> room, IQ answer) {
        var nowNanos = nanoClock.getAsLong();
        if (room.isEmpty()) {
            course.serverAnswered(nowNanos);
            return;
        }
        var occupant = room.get();
        if (isIn(answer.getError())) {
            course.stillIn(occupant, nowNanos);
        } else if (course.isIn(occupant)) {
            course.notJoined(occupant, RoomDiagnosis.fellOut(occupant, "the room does not know us any more"), nowNanos);
        }
    }

    /** XEP-0410 section 3: which errors mean that the ping has come through, or that nothing is known. */
    private static boolean isIn(@Nullable StanzaError error) {
        return error == null
                || switch (error.getCondition()) {
                    case service_unavailable, feature_not_implemented, remote_server_not_found, remote_server_timeout ->
                        true;
                    default -> false;
                };
    }
}
