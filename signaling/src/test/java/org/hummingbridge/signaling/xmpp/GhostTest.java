/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.signaling.xmpp;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What the room sees of a bridge that died; its server would keep resumable logins for a minute. */
class GhostTest extends ProsodyFixture {
    @Test
    void isGoneFromTheRoomAsSoonAsItsSocketIs() {
        prosody.start();
        try (var focus = Focus.in(prosody);
                var wire = Wire.to(prosody.clientPort())) {
            clients.add(server().through(wire));
            awaitBridge(focus, "jvb1");

            wire.hangUp();

            awaitSeen(focus, "+jvb1", "+jvb1 with stats", "-jvb1");
        }
    }

    @Test
    void isReplacedByItsNewSelfIfNobodyClosedItsSocket() {
        prosody.start();
        try (var focus = Focus.in(prosody);
                var wire = Wire.to(prosody.clientPort());
                var restarted = bridge()) {
            clients.add(server().through(wire));
            awaitBridge(focus, "jvb1");
            wire.goSilent();

            restarted.add(server().verified());

            awaitSeen(focus, "+jvb1", "+jvb1 with stats", "-jvb1", "+jvb1", "+jvb1 with stats");
        }
    }

    @Test
    void stepsAsideIfItWasReplacedByALivingOne() {
        prosody.start();
        try (var focus = Focus.in(prosody);
                var second = bridge()) {
            clients.add(server().verified());
            awaitBridge(focus, "jvb1");

            second.add(server().verified());

            await(failing(XmppFailure.REPLACED));
            assertThat(clients.statuses().getFirst().sentence()).contains("MUC_NICKNAME");
            await(second, joined());
        }
    }
}
