/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.datagram;

import java.util.concurrent.atomic.AtomicLong;
import org.jctools.queues.MpscArrayQueue;
import org.jspecify.annotations.Nullable;

/**
 * The slots of one loop. Grows on demand up to a fixed number of slots and then refuses, so that a flood costs packets and not
 * memory. {@link #acquire} is for the owning thread only; a slot released on another thread comes home through a queue.
 */
public final class PacketArena {
    private final PacketBuffer[] free;
    private final MpscArrayQueue<PacketBuffer> returned;
    private final int maxSlots;
    private final AtomicLong created = new AtomicLong();
    private final AtomicLong lost = new AtomicLong();
    private int freeCount;
    private @Nullable Thread owner;

    /** An arena of at most {@code maxSlots} slots of {@link PacketBuffer#CAPACITY} bytes. */
    public PacketArena(final int maxSlots) {
        this.maxSlots = maxSlots;
        this.free = new PacketBuffer[maxSlots];
        this.returned = new MpscArrayQueue<>(Math.max(2, maxSlots));
    }

    /** Names the thread that acquires; until then the arena is single-threaded by contract. */
    public void owner(final Thread thread) {
        owner = thread;
    }

    /** A slot with one reference, or null when all {@code maxSlots} are in use. */
    public @Nullable PacketBuffer acquire() {
        if (freeCount == 0) {
            takeReturned();
        }
        final PacketBuffer packet;
        if (freeCount > 0) {
            packet = free[--freeCount];
        } else if (created.get() < maxSlots) {
            created.incrementAndGet();
            packet = new PacketBuffer(this);
        } else {
            return null;
        }
        packet.reset();
        return packet;
    }

    private void takeReturned() {
        for (PacketBuffer p = returned.relaxedPoll(); p != null; p = returned.relaxedPoll()) {
            free[freeCount++] = p;
        }
    }

    void recycle(final PacketBuffer packet) {
        if (owner == null || owner == Thread.currentThread()) {
            free[freeCount++] = packet;
        } else if (!returned.offer(packet)) {
            lost.incrementAndGet();
        }
    }

    /** Slots in existence. */
    public long slots() {
        return created.get();
    }

    /** Slots that are not free. Exact only on the owning thread while no other thread releases. */
    public long inUse() {
        return created.get() - freeCount - returned.size();
    }

    /** Slots that could not be returned; always 0 unless a slot was released twice. */
    public long lost() {
        return lost.get();
    }
}
