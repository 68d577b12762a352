/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.datagram;

import java.util.concurrent.atomic.AtomicLong;
import org.jctools.queues.MpscArrayQueue;
import org.jspecify.annotations.Nullable;

/**
 * The slots of one loop. Grows up to a fixed number of slots and then refuses, so that a flood costs packets and not memory; never
 * shrinks. {@link #replenish} grows it ahead of demand, between packets; only what comes faster than that is made on demand.
 * {@link #acquire} and {@link #replenish} are for the owning thread only; a slot released on another thread comes home through a
 * queue.
 */
public final class PacketArena {
    /** Free slots that are made ahead: what comes in a stall of 30 ms at 30,000 packets per second. 2 MiB for each loop. */
    static final int RESERVE = 1024;

    /** Fewer free ones are too few. Half of the reserve has to be used up before it grows: what only comes and goes makes none. */
    static final int TOO_FEW = RESERVE / 2;

    /** Made in one go: about 20 µs. */
    static final int MAX_AT_ONCE = 64;

    private final PacketBuffer[] free;
    private final MpscArrayQueue<PacketBuffer> returned;
    private final int maxSlots;
    private final AtomicLong created = new AtomicLong();
    private final AtomicLong lost = new AtomicLong();
    private int freeCount;
    private boolean growing;
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
            packet = make();
        } else {
            return null;
        }
        packet.reset();
        return packet;
    }

    private PacketBuffer make() {
        created.incrementAndGet();
        return new PacketBuffer(this);
    }

    /** Makes some slots if few are free. To be called at every tick. */
    public void replenish() {
        if (freeCount >= RESERVE || (!growing && freeCount >= TOO_FEW)) {
            growing = false;
            return;
        }
        takeReturned();
        growing = growing || freeCount < TOO_FEW;
        final int wanted = growing ? Math.min(RESERVE - freeCount, MAX_AT_ONCE) : 0;
        for (int i = 0; i < wanted && created.get() < maxSlots; i++) {
            free[freeCount++] = make();
        }
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
