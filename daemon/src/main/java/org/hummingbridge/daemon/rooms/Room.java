/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.daemon.rooms;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The people of one room, told about each other. Not thread-safe: {@link Rooms} holds its lock around every call. */
final class Room {
    private final String meetingId;
    private final Map<String, Member> members = new LinkedHashMap<>();

    private record Member(Presence presence, Outlet outlet) {}

    Room(final String meetingId) {
        this.meetingId = meetingId;
    }

    String meetingId() {
        return meetingId;
    }

    Set<String> ids() {
        return members.keySet();
    }

    void add(final String id, final Presence presence, final Outlet outlet) {
        final JsonArray peers = new JsonArray();
        members.forEach((peerId, member) -> peers.add(member.presence().toJson(peerId)));
        members.put(id, new Member(presence, outlet));
        outlet.send(new JsonObject()
                .put("type", "welcome")
                .put("id", id)
                .put("meeting", meetingId)
                .put("peers", peers)
                .encode());
        tellOthers(id, presence.toJson(id).put("type", "peer"));
    }

    void update(final String id, final Presence presence) {
        if (members.computeIfPresent(id, (_, member) -> new Member(presence, member.outlet())) != null) {
            tellOthers(id, presence.toJson(id).put("type", "peer"));
        }
    }

    void remove(final String id) {
        if (members.remove(id) != null) {
            tellOthers(id, new JsonObject().put("type", "gone").put("id", id));
        }
    }

    private void tellOthers(final String id, final JsonObject message) {
        final String text = message.encode();
        for (final Map.Entry<String, Member> entry : List.copyOf(members.entrySet())) {
            if (!entry.getKey().equals(id)) {
                entry.getValue().outlet().send(text);
            }
        }
    }
}
