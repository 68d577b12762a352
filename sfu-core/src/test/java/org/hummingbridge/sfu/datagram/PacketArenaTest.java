/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.datagram;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.hummingbridge.sfu.simulation.AllocationMeter;
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

    @Test
    void aQueueLongerThanAnyBeforeFindsItsSlotsMade() {
        final PacketArena arena = replenished(PacketArena.RESERVE * 4);
        final List<PacketBuffer> queue = new ArrayList<>(PacketArena.RESERVE);
        queued(arena, queue, PacketArena.TOO_FEW / 4);
        arena.replenish();
        final AllocationMeter meter = new AllocationMeter();

        meter.start();
        queued(arena, queue, PacketArena.TOO_FEW);
        meter.stop();

        assertThat(meter.take()).isZero();
    }

    @Test
    void whatComesAndGoesMakesNoSlots() {
        final PacketArena arena = replenished(PacketArena.RESERVE * 4);
        final long before = arena.slots();
        final List<PacketBuffer> queue = new ArrayList<>();

        for (int count = 0; count <= PacketArena.RESERVE - PacketArena.TOO_FEW; count += 8) {
            queued(arena, queue, count);
            arena.replenish();
            queue.forEach(PacketBuffer::release);
            queue.clear();
            arena.replenish();
        }

        assertThat(arena.slots()).isEqualTo(before);
    }

    @Test
    void whatStaysInUseIsReplacedALittleAtATime() {
        final PacketArena arena = replenished(PacketArena.RESERVE * 4);
        queued(arena, new ArrayList<>(), PacketArena.RESERVE);
        final long before = arena.slots();

        arena.replenish();

        assertThat(arena.slots() - before).isEqualTo(PacketArena.MAX_AT_ONCE);
        assertThat(replenish(arena).slots() - arena.inUse()).isEqualTo(PacketArena.RESERVE);
    }

    @Test
    void theReserveIsNoMoreThanThereMayBe() {
        final PacketArena arena = replenished(100);

        assertThat(arena.slots()).isEqualTo(100);
        queued(arena, new ArrayList<>(), 100);
        assertThat(arena.acquire()).isNull();
    }

    @Test
    void slotsThatComeHomeFromAnotherThreadAreNotMadeAgain() throws InterruptedException {
        final PacketArena arena = new PacketArena(PacketArena.RESERVE * 4);
        arena.owner(Thread.currentThread());
        replenish(arena);
        final List<PacketBuffer> queue = new ArrayList<>();
        queued(arena, queue, PacketArena.RESERVE);

        Thread.ofPlatform().start(() -> queue.forEach(PacketBuffer::release)).join();
        replenish(arena);

        assertThat(arena.slots()).isEqualTo(PacketArena.RESERVE);
    }

    private static PacketArena replenished(final int maxSlots) {
        return replenish(new PacketArena(maxSlots));
    }

    private static PacketArena replenish(final PacketArena arena) {
        for (int i = 0; i <= PacketArena.RESERVE / PacketArena.MAX_AT_ONCE; i++) {
            arena.replenish();
        }
        return arena;
    }

    private static void queued(final PacketArena arena, final List<PacketBuffer> queue, final int count) {
        for (int i = 0; i < count; i++) {
            queue.add(arena.acquire());
        }
    }
}
