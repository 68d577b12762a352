/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.net;

import java.net.InetSocketAddress;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.hummingbridge.sfu.datagram.Backlog;
import org.hummingbridge.sfu.datagram.BatchTask;
import org.hummingbridge.sfu.datagram.Counters;
import org.hummingbridge.sfu.datagram.Loop;
import org.hummingbridge.sfu.datagram.LoopParts;
import org.hummingbridge.sfu.datagram.LoopTask;
import org.hummingbridge.sfu.datagram.PacketArena;
import org.hummingbridge.sfu.datagram.PacketBuffer;
import org.hummingbridge.sfu.datagram.Path;
import org.hummingbridge.sfu.datagram.StunRouter;

/**
 * A loop driven by hand, in time that is set by hand: routes, stages and groups datagrams with the parts of the real one, but has
 * neither a thread nor sockets. What it sends stays where it was staged until {@link #carry}. Used by the thread that makes it,
 * but for {@link #execute}.
 */
public final class HandLoop implements Loop {
    /** Takes a datagram that was sent; the array is valid only during the call. */
    @FunctionalInterface
    public interface Wire {
        void carry(Path to, byte[] bytes, int offset, int length);
    }

    private final Thread thread = Thread.currentThread();
    private final MemoryPort port;
    private final LoopParts parts;
    private final Containment containment;
    private final LoopTasks tasks;
    private final BatchEnds batchEnds;
    private final Intake intake;
    private final Queue<Runnable> submitted = new ConcurrentLinkedQueue<>();
    private long now;

    public HandLoop(
            final InetSocketAddress local, final StunRouter router, final int arenaSlots, final long startNanos) {
        final Counters counters = new Counters();
        final PacketArena arena = new PacketArena(arenaSlots);
        final Routes routes = new Routes(new PathTable(1), counters, () -> {});
        this.port = new MemoryPort(local);
        this.parts = new LoopParts(
                0, new UdpSendBatch(List.of(port), counters), arena, counters, new Backlog(counters), routes);
        this.containment = new Containment(0, counters);
        this.tasks = new LoopTasks(containment);
        this.batchEnds = new BatchEnds(containment);
        this.intake =
                new Intake(this, new Demux(router, routes, counters), containment, new Handoffs(), arena, counters);
        this.now = startNanos;
    }

    public InetSocketAddress local() {
        return port.localAddress();
    }

    /** Sets the time, which must not go back. */
    public void time(final long nanos) {
        now = nanos;
    }

    /** Brings one datagram of a read batch to its sink. */
    public void receive(final Path from, final byte[] bytes, final int offset, final int length) {
        final PacketBuffer packet = intake.admit(length);
        if (packet == null) {
            throw new IllegalStateException("no slot for a datagram of " + length + " bytes");
        }
        System.arraycopy(bytes, offset, packet.bytes(), packet.offset(), length);
        intake.received(packet, from.localSocket(), from.high(), from.low(), from.port(), now);
    }

    /** Closes a read batch: what it brought is passed on. */
    public void endTurn() {
        batchEnds.call(now);
        containment.flush(sends());
    }

    public void tick() {
        tasks.onTick(now);
        containment.flush(sends());
    }

    /** Runs what was submitted. */
    public void runSubmitted() {
        for (Runnable task = submitted.poll(); task != null; task = submitted.poll()) {
            containment.run(task);
        }
        containment.flush(sends());
    }

    /** Datagrams that were sent since the last {@link #carry}. */
    public int sent() {
        return port.datagrams();
    }

    /** GSO runs and single datagrams that they left in. */
    public int runs() {
        return port.runs();
    }

    /** Hands over everything that was sent since the last call. */
    public void carry(final Wire wire) {
        port.carry(wire);
    }

    @Override
    public LoopParts parts() {
        return parts;
    }

    @Override
    public boolean inLoop() {
        return Thread.currentThread() == thread;
    }

    @Override
    public long nowNanos() {
        return now;
    }

    @Override
    public void execute(final Runnable task) {
        submitted.add(task);
    }

    @Override
    public void atBatchEnd(final BatchTask task) {
        batchEnds.add(task);
    }

    @Override
    public void add(final LoopTask task) {
        tasks.add(task);
    }

    @Override
    public void remove(final LoopTask task) {
        tasks.remove(task);
    }
}
