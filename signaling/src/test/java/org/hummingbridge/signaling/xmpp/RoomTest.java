/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.signaling.xmpp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class RoomTest extends ProsodyFixture {
    @Test
    void waitsForARoomThatItMayNotCreate() {
        prosody.register("guest", "guest secret");
        prosody.start();
        clients.add(server().with(
                        "guest", "guest secret", "jvb1", server().verified().tls()));
        await(failing(XmppFailure.ROOM_MISSING));
        assertThat(clients.statuses().getFirst().state()).isEqualTo(XmppState.JOINING);
        assertThat(clients.statuses().getFirst().sentence()).contains(Prosody.BREWERY, "MUC_JIDS");

        try (var focus = Focus.in(prosody)) {
            awaitBridge(focus, "jvb1");
            await(joined());
        }
    }

    @Test
    void createsAndOpensTheRoomIfItMay() {
        prosody.with(config -> config.replace("muc_room_locking = false", "muc_room_locking = true"))
                .start();
        clients.add(server().verified());
        await(joined());
        try (var focus = Focus.in(prosody)) {
            awaitBridge(focus, "jvb1");
        }
    }

    @Test
    void namesAMucServiceThatIsNotThere() {
        prosody.start();
        var known = server().verified();
        clients.add(new XmppServer(
                known.id(),
                known.host(),
                known.port(),
                known.domain(),
                known.username(),
                known.password(),
                List.of("jvbbrewery@typo.bridge.test"),
                known.nickname(),
                known.tls()));
        await(failing(XmppFailure.ROOM_MISSING));
        assertThat(clients.statuses().getFirst().sentence()).contains("typo.bridge.test", "MUC_JIDS");
    }

    @Test
    void comesBackAfterAKick() {
        prosody.start();
        try (var focus = Focus.in(prosody)) {
            clients.add(server().verified());
            awaitBridge(focus, "jvb1");

            focus.kick("jvb1");

            awaitSeen(focus, "+jvb1", "+jvb1 with stats", "-jvb1", "+jvb1", "+jvb1 with stats");
            await(joined());
            assertThat(clients.statuses().getFirst().failures()).containsEntry(XmppFailure.LEFT_ROOM, 1L);
        }
    }

    @Test
    void waitsForItsNicknameToBeFree() {
        prosody.register("other", "other secret");
        prosody.start();
        try (var focus = Focus.in(prosody);
                var other = bridge()) {
            other.add(server().with(
                            "other", "other secret", "jvb1", server().verified().tls()));
            awaitBridge(focus, "jvb1");
            clients.add(server().verified());
            await(failing(XmppFailure.NICKNAME_TAKEN));
            assertThat(clients.statuses().getFirst().sentence()).contains("MUC_NICKNAME");

            other.remove("shard1");

            await(joined());
        }
    }

    @Test
    void comesBackAfterTheServerHasStopped() {
        prosody.start();
        clients.add(server().verified());
        await(joined());

        prosody.stop();
        await(failing(XmppFailure.CONNECTION_REFUSED));
        prosody.start();

        await(joined());
        assertThat(clients.statuses().getFirst()).satisfies(status -> {
            assertThat(status.connects()).isEqualTo(2);
            assertThat(status.disconnects()).isEqualTo(1);
        });
    }

    @Test
    void comesBackAfterTheServerWasKilled() {
        prosody.start();
        clients.add(server().verified());
        await(joined());

        prosody.kill();
        await(failing(XmppFailure.CONNECTION_REFUSED));
        prosody.start();

        await(joined());
        try (var focus = Focus.in(prosody)) {
            awaitBridge(focus, "jvb1");
        }
    }
}
