/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.daemon.rooms;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RoomsTest {
    private final FakeBridge bridge = new FakeBridge();
    private final Rooms rooms = new Rooms(bridge, Runnable::run, new Random(1));

    private static final class Page implements Outlet {
        final List<JsonObject> heard = new ArrayList<>();

        @Override
        public void send(final String text) {
            heard.add(new JsonObject(text));
        }

        @Override
        public void close(final int code, final String reason) {
            throw new AssertionError("closed: " + reason);
        }

        JsonObject last() {
            return heard.getLast();
        }
    }

    private static Presence named(final String name) {
        return new Presence(name, false, false, new JsonArray());
    }

    private Rooms.Seat enter(final String room, final Presence presence, final Page page) {
        return switch (rooms.enter(room, presence, page)) {
            case Rooms.Entry.Admitted admitted -> admitted.seat();
            case Rooms.Entry.Refused refused -> throw new AssertionError(refused.reason());
        };
    }

    @Test
    void theFirstOneIsWelcomedToAnEmptyRoom() {
        final Page ada = new Page();

        enter("lobby", named("Ada"), ada);

        assertThat(ada.last().getString("type")).isEqualTo("welcome");
        assertThat(ada.last().getString("id")).matches("[0-9a-f]{8}");
        assertThat(ada.last().getString("meeting")).matches("[0-9a-f-]{36}");
        assertThat(ada.last().getJsonArray("peers")).isEmpty();
    }

    @Test
    void theSecondOneLearnsOfTheFirstAndTheFirstOfTheSecond() {
        final Page ada = new Page();
        final Page grace = new Page();
        enter("lobby", named("Ada"), ada);

        enter("lobby", new Presence("Grace", true, false, new JsonArray()), grace);

        final JsonObject peer = grace.last().getJsonArray("peers").getJsonObject(0);
        assertThat(peer.getString("name")).isEqualTo("Ada");
        assertThat(peer.getString("id")).isEqualTo(ada.heard.getFirst().getString("id"));
        assertThat(grace.last().getString("meeting"))
                .isEqualTo(ada.heard.getFirst().getString("meeting"));
        assertThat(ada.last().getString("type")).isEqualTo("peer");
        assertThat(ada.last().getString("name")).isEqualTo("Grace");
        assertThat(ada.last().getJsonObject("muted").getBoolean("audio")).isTrue();
    }

    @Test
    void anUpdateReachesTheOthersAndNotItsSender() {
        final Page ada = new Page();
        final Page grace = new Page();
        final Rooms.Seat seat = enter("lobby", named("Ada"), ada);
        enter("lobby", named("Grace"), grace);
        final int heardByAda = ada.heard.size();

        seat.update(new Presence("Ada", false, true, new JsonArray()));

        assertThat(grace.last().getJsonObject("muted").getBoolean("video")).isTrue();
        assertThat(ada.heard).hasSize(heardByAda);
    }

    @Test
    void roomsHearNothingOfEachOther() {
        final Page ada = new Page();
        enter("one", named("Ada"), ada);

        enter("two", named("Grace"), new Page());

        assertThat(ada.heard).hasSize(1);
    }

    @Test
    void whoeverLeavesIsExpiredAtTheBridgeAndGoneForTheOthers() {
        final Page ada = new Page();
        final Page grace = new Page();
        enter("lobby", named("Ada"), ada);
        final Rooms.Seat seat = enter("lobby", named("Grace"), grace);
        final String meeting = grace.heard.getFirst().getString("meeting");
        final String id = grace.heard.getFirst().getString("id");

        seat.leave();

        assertThat(ada.last()).isEqualTo(new JsonObject().put("type", "gone").put("id", id));
        assertThat(bridge.expiredSoFar()).containsExactly(meeting + "/" + id);
    }

    @Test
    void theLastOneToLeaveEndsTheConferenceAndTheRoom() {
        final Page ada = new Page();
        final Rooms.Seat seat = enter("lobby", named("Ada"), ada);

        seat.leave();

        assertThat(bridge.expiredSoFar()).containsExactly(ada.heard.getFirst().getString("meeting"));
        assertThat(rooms.count()).isZero();
    }

    @Test
    void aRoomThatWasEmptyBeginsANewMeeting() {
        final Page before = new Page();
        enter("lobby", named("Ada"), before).leave();
        final Page after = new Page();

        enter("lobby", named("Ada"), after);

        assertThat(after.last().getString("meeting")).isNotEqualTo(before.last().getString("meeting"));
    }

    @Test
    void leavingTwiceExpiresOnce() {
        final Rooms.Seat seat = enter("lobby", named("Ada"), new Page());
        seat.leave();

        seat.leave();

        assertThat(bridge.expiredSoFar()).hasSize(1);
    }

    @Test
    void aFullRoomRefusesTheNextOne() {
        for (int i = 0; i < Rooms.MAX_PARTICIPANTS; i++) {
            enter("lobby", named("Ada"), new Page());
        }

        final Rooms.Entry entry = rooms.enter("lobby", named("Grace"), new Page());

        assertThat(entry).isInstanceOf(Rooms.Entry.Refused.class);
    }

    @Test
    void aFullBridgeRefusesANewRoomButAdmitsToOldOnes() {
        for (int i = 0; i < Rooms.MAX_ROOMS; i++) {
            enter("room-" + i, named("Ada"), new Page());
        }

        assertThat(rooms.enter("one-more", named("Grace"), new Page())).isInstanceOf(Rooms.Entry.Refused.class);
        assertThat(rooms.enter("room-0", named("Grace"), new Page())).isInstanceOf(Rooms.Entry.Admitted.class);
        assertThat(rooms.count()).isEqualTo(Rooms.MAX_ROOMS);
    }

    @Test
    void roomNamesAreShortAndPlain() {
        assertThat(Rooms.isName("friday-standup.2")).isTrue();
        assertThat(Rooms.isName("a".repeat(64))).isTrue();
        assertThat(List.of("", "a".repeat(65), "a b", "../x", "Ä", "A")).noneMatch(Rooms::isName);
    }
}
