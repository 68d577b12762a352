/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.spread;

import org.hummingbridge.sfu.datagram.DropReason;
import org.hummingbridge.sfu.datagram.Loop;
import org.hummingbridge.sfu.datagram.PacketBuffer;
import org.hummingbridge.sfu.datagram.Path;
import org.hummingbridge.sfu.srtp.SrtpSender;
import org.jspecify.annotations.Nullable;

/**
 * The way from a home loop to another loop that encrypts and sends for it. Packets leave in the order in which they were put in;
 * when the other loop is too far behind they are dropped and counted, and nobody waits. Used on the home loop only.
 *
 * <p>Why only sealing moves, and not the receiver: everything that decides about a receiver (selection, rewriting, estimates,
 * allocation, RTCP, ICE) reads and writes state of the whole conference, which would need locks or copies on two loops; encryption and
 * the kernel's way out need nothing but keys, an address and bytes, and are four fifths of the cost of a forwarded packet.
 *
 * <p>A {@link SrtpSender} that was put in once belongs to the other loop: the queue between the loops publishes it, and the home loop
 * neither seals with it nor closes it itself before the lane {@link #isIdle}. {@link #close} has that done where it is used.
 *
 * <p>Order of calls: {@link #begin}, and if that was true, writing at {@link #position} and then {@link #commit} or {@link #abort}.
 */
public final class SealingLane {
    /** Some 50 ms of work for the other loop: media that waits longer is better lost. 4 MiB once that much was under way. */
    static final int MAX_BATCHES = 64;

    private final Loop home;
    private final Loop sealing;
    private final SealBatch[] free = new SealBatch[MAX_BATCHES];
    private int freeCount;
    private int made;

    /** What is being filled; null when it has left. */
    private @Nullable SealBatch filling;

    /** Whether it was given to the loop, to be handed over: not before something is in it. */
    private boolean given;

    private @Nullable SrtpSender sender;
    private @Nullable Path path;

    public SealingLane(final Loop home, final Loop sealing) {
        this.home = home;
        this.sealing = sealing;
    }

    /** Index of the loop that seals. */
    public int loop() {
        return sealing.index();
    }

    /** Makes room for a packet of at most that length before encryption; false if there is none, which is counted. */
    public boolean begin(final SrtpSender newSender, final Path newPath, final int maxLength) {
        SealBatch batch = filling;
        if (batch == null || !batch.hasRoomFor(maxLength)) {
            batch = next();
            if (batch == null) {
                home.counters().drop(DropReason.SPREAD_FULL);
                return false;
            }
        }
        sender = newSender;
        path = newPath;
        return true;
    }

    private @Nullable SealBatch next() {
        final SealBatch batch;
        if (freeCount > 0) {
            batch = free[--freeCount];
        } else if (made < MAX_BATCHES) {
            made++;
            batch = new SealBatch(this);
        } else {
            return null;
        }
        filling = batch;
        given = false;
        return batch;
    }

    /** What is about to get a packet. The one before it, which is full, is handed over by this. */
    private SealBatch taking() {
        final SealBatch batch = open();
        if (!given) {
            given = true;
            home.send(batch, sealing.index());
        }
        return batch;
    }

    public byte[] array() {
        return open().bytes();
    }

    public int position() {
        return open().end();
    }

    /**
     * Puts in the packet whose header stands at {@link #position}.
     *
     * @param payloadOwner the packet whose payload it shares, which nobody writes to any more; null if the payload stands behind
     *     the header
     * @param payloadOffset in the bytes of {@code payloadOwner}
     */
    public void commit(
            final int headerLength,
            final @Nullable PacketBuffer payloadOwner,
            final int payloadOffset,
            final int payloadLength) {
        final SrtpSender opened = sender;
        final Path to = path;
        if (opened == null || to == null) {
            throw new IllegalStateException("commit without begin");
        }
        abort();
        taking().addRtp(opened, to, headerLength, payloadOwner, payloadOffset, payloadLength);
    }

    public void abort() {
        sender = null;
        path = null;
    }

    /** Puts in a compound of RTCP. */
    public void rtcp(final SrtpSender from, final Path to, final byte[] compound, final int offset, final int length) {
        if (begin(from, to, length)) {
            abort();
            System.arraycopy(compound, offset, array(), position(), length);
            taking().addRtcp(from, to, length);
        }
    }

    /** Gives up the keys of {@code mine} where they are used, behind what was put in before. */
    public void close(final SrtpSender mine) {
        home.handOver();
        // What is handed over is taken before a task that was submitted later; should it come to more than the other
        // loop takes at
        // once, a sender that is closed refuses the rest, on its own thread: no key is used after it was given up.
        sealing.execute(mine::close);
    }

    private SealBatch open() {
        final SealBatch batch = filling;
        if (batch == null) {
            throw new IllegalStateException("no packet was begun");
        }
        return batch;
    }

    void left(final SealBatch batch) {
        if (filling == batch) {
            filling = null;
        }
    }

    void back(final SealBatch batch) {
        free[freeCount++] = batch;
    }

    /** Whether all that was put in has left the other loop, so that it has nothing of this one in its hands. */
    public boolean isIdle() {
        return outstanding() == 0;
    }

    /** Batches with packets in them that are filled, under way or not taken back yet. */
    private int outstanding() {
        return made - freeCount - (filling != null && !given ? 1 : 0);
    }
}
