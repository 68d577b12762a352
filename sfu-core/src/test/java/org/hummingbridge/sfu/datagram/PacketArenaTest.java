/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.datagram;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class PacketArenaTest {
    @Test
    void refusesWhenEverySlotIsInUse() {
        final PacketArena arena = new PacketArena(2);

        final PacketBuffer first = arena.acquire();
        arena.acquire();

        assertThat(arena.acquire()).isNull();
        first.release();
        assertThat(arena.acquire()).isSameAs(first);
    }

    @Test
    void aSlotComesHomeFromAnotherThread() throws InterruptedException {
        final PacketArena arena = new PacketArena(1);
        arena.owner(Thread.currentThread());
        final PacketBuffer packet = arena.acquire();

        final Thread other = Thread.ofPlatform().start(packet::release);
        other.join();

        assertThat(arena.inUse()).isZero();
        assertThat(arena.acquire()).isSameAs(packet);
    }

    @Test
    void aSecondReleaseIsRefused() {
        final PacketArena arena = new PacketArena(1);
        final PacketBuffer packet = arena.acquire();
        packet.release();

        assertThatThrownBy(packet::release).isInstanceOf(IllegalStateException.class);
    }
}
