/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.net;

import java.net.InetSocketAddress;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.hummingbridge.sfu.datagram.Backlog;
import org.hummingbridge.sfu.datagram.BatchTask;
import org.hummingbridge.sfu.datagram.Counters;
import org.hummingbridge.sfu.datagram.DatagramSink;
import org.hummingbridge.sfu.datagram.Errand;
import org.hummingbridge.sfu.datagram.Loop;
import org.hummingbridge.sfu.datagram.LoopTask;
import org.hummingbridge.sfu.datagram.PacketArena;
import org.hummingbridge.sfu.datagram.PacketBuffer;
import org.hummingbridge.sfu.datagram.Path;
import org.hummingbridge.sfu.datagram.SendBatch;
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
    private final Counters counters = new Counters();
    private final Backlog backlog = new Backlog(counters);
    private final PacketArena arena;
    private final MemoryPort port;
    private final UdpSendBatch sends;
    private final Containment containment = new Containment(0, counters);
    private final LoopTasks tasks = new LoopTasks(containment);
    private final BatchEnds batchEnds = new BatchEnds(containment);
    private final Routes routes;
    private final Demux demux;
    private final Queue<Runnable> submitted = new ConcurrentLinkedQueue<>();
    private long now;

    public HandLoop(
            final InetSocketAddress local, final StunRouter router, final int arenaSlots, final long startNanos) {
        this.arena = new PacketArena(arenaSlots);
        this.port = new MemoryPort(local);
        this.sends = new UdpSendBatch(List.of(port), counters);
        this.routes = new Routes(new PathTable(1), counters, () -> {});
        this.demux = new Demux(router, routes, counters);
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
        final PacketBuffer packet = arena.acquire();
        if (packet == null) {
            throw new IllegalStateException("all slots are in use");
        }
        packet.span(PacketBuffer.HEADROOM, length);
        System.arraycopy(bytes, offset, packet.bytes(), packet.offset(), length);
        final DatagramSink sink = demux.sinkFor(packet, from.localSocket(), from.high(), from.low(), from.port());
        if (sink == null) {
            packet.release();
            return;
        }
        packet.arrivalNanos(now);
        containment.deliver(sink, packet, now);
    }

    /** Closes a read batch: what it brought is passed on. */
    public void endTurn() {
        batchEnds.call(now);
        containment.flush(sends);
    }

    public void tick() {
        tasks.onTick(now);
        containment.flush(sends);
    }

    /** Runs what was submitted. */
    public void runSubmitted() {
        for (Runnable task = submitted.poll(); task != null; task = submitted.poll()) {
            containment.run(task);
        }
        containment.flush(sends);
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
    public int index() {
        return 0;
    }

    @Override
    public boolean sharesPortsWith(final int loop) {
        return false;
    }

    /** It is alone: nobody else can send for it. */
    @Override
    public void send(final Errand errand, final int loop) {
        throw new IllegalStateException("there is no loop " + loop);
    }

    @Override
    public void handOver() {}

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
    public SendBatch sends() {
        return sends;
    }

    @Override
    public PacketArena arena() {
        return arena;
    }

    @Override
    public Counters counters() {
        return counters;
    }

    @Override
    public Backlog backlog() {
        return backlog;
    }

    @Override
    public void bind(final Path path, final DatagramSink sink) {
        routes.bind(path, sink);
    }

    @Override
    public void unbind(final Path path, final DatagramSink sink) {
        routes.unbind(path, sink);
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
