/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.net;

import static org.assertj.core.api.Assertions.assertThat;

import org.hummingbridge.sfu.datagram.DatagramSink;
import org.hummingbridge.sfu.datagram.PacketArena;
import org.hummingbridge.sfu.datagram.PacketBuffer;
import org.junit.jupiter.api.Test;

class HandoffTest {
    private final PacketArena arena = new PacketArena(Handoff.MAX_PACKETS + 1);
    private final DatagramSink alice = RecordingSink.silent(null);
    private final DatagramSink bob = RecordingSink.silent(null);
    private final Handoff handoff = new Handoff();

    @Test
    void packetsComeOutInOrderEachWithItsSink() {
        final PacketBuffer first = arena.acquire();
        final PacketBuffer second = arena.acquire();
        handoff.offer(alice, first);
        handoff.offer(bob, second);

        assertThat(handoff.pollPacket()).isSameAs(first);
        assertThat(handoff.pollSink()).isSameAs(alice);
        assertThat(handoff.pollPacket()).isSameAs(second);
        assertThat(handoff.pollSink()).isSameAs(bob);
        assertThat(handoff.pollPacket()).isNull();
    }

    @Test
    void aFullQueueRefusesAndGoesOnOnceThereIsRoom() {
        for (int i = 0; i < Handoff.MAX_PACKETS; i++) {
            assertThat(handoff.offer(alice, arena.acquire())).isTrue();
        }
        final PacketBuffer refused = arena.acquire();

        assertThat(handoff.offer(bob, refused)).isFalse();
        handoff.pollPacket();
        handoff.pollSink();

        assertThat(handoff.offer(bob, refused)).isTrue();
    }
}
