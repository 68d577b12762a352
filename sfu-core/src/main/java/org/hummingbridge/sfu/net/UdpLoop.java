/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.net;

import io.netty.channel.IoEventLoop;
import io.netty.util.concurrent.ScheduledFuture;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.hummingbridge.sfu.datagram.Backlog;
import org.hummingbridge.sfu.datagram.BatchTask;
import org.hummingbridge.sfu.datagram.Counter;
import org.hummingbridge.sfu.datagram.Counters;
import org.hummingbridge.sfu.datagram.DatagramSink;
import org.hummingbridge.sfu.datagram.DropReason;
import org.hummingbridge.sfu.datagram.Errand;
import org.hummingbridge.sfu.datagram.Loop;
import org.hummingbridge.sfu.datagram.LoopTask;
import org.hummingbridge.sfu.datagram.LoopWork;
import org.hummingbridge.sfu.datagram.PacketArena;
import org.hummingbridge.sfu.datagram.PacketBuffer;
import org.hummingbridge.sfu.datagram.Path;
import org.hummingbridge.sfu.datagram.SendBatch;
import org.hummingbridge.sfu.datagram.StunRouter;
import org.jspecify.annotations.Nullable;

/**
 * One thread's share of the bridge, in turns: a turn takes in a read batch (or what other loops handed over, or a tick), gives
 * every datagram to its sink, calls the tasks, and flushes the sends. Ticks only while it has tasks, so an idle bridge sleeps.
 *
 * <p>A port calls {@link #beginTurn}, then per datagram {@link #admit} and {@link #received}, then {@link #endTurn}.
 */
final class UdpLoop implements Loop {
    private final int index;
    private final IoEventLoop executor;
    private final Counters counters = new Counters();
    private final Backlog backlog = new Backlog(counters);
    private final PacketArena arena;
    private final Containment containment;
    private final LoopTasks tasks;
    private final BatchEnds batchEnds;
    private final Routes routes;
    private final Demux demux;
    private final List<UdpPort> ports = new ArrayList<>();
    private final UdpSendBatch sends = new UdpSendBatch(ports, counters);

    /** One wake-up for all that is waiting. */
    private final WakeFlag signalled = new WakeFlag();

    private final Runnable onSignal = this::onSignal;
    private final Runnable onTasks = this::onTasks;
    private final TaskQueue submitted;
    private final Handoffs handoffs = new Handoffs();
    private final Errands errands;
    private final Ticker ticker;

    /** Written once, by the loop's thread, before anything else is asked of it. */
    private volatile @Nullable ThreadClock clock;

    private boolean closed;
    private long turnStartNanos;
    private long slotsCounted;

    /** Any thread but the loop's own. */
    UdpLoop(
            final int index,
            final IoEventLoop executor,
            final int arenaSlots,
            final StunRouter router,
            final long pathTableSeed,
            final Transport transport)
            throws IOException {
        this.index = index;
        this.executor = executor;
        this.arena = new PacketArena(arenaSlots);
        this.containment = new Containment(index, counters);
        this.tasks = new LoopTasks(containment);
        this.batchEnds = new BatchEnds(containment);
        this.ticker = new Ticker(transport.timer(executor, this::onTimer));
        this.submitted = new TaskQueue(containment, System::nanoTime);
        this.errands = new Errands(containment);
        this.routes = new Routes(new PathTable(pathTableSeed), counters, this::signal);
        this.demux = new Demux(router, routes, counters);
    }

    /** Joins loops of one bridge, before any of them reads; those on a shared port tell each other where paths lead. */
    static void join(final List<UdpLoop> loops, final boolean samePort) {
        final Runnable[] wakers =
                loops.stream().<Runnable>map(loop -> loop::signal).toArray(Runnable[]::new);
        for (final UdpLoop loop : loops) {
            final List<UdpLoop> others =
                    loops.stream().filter(other -> other != loop).toList();
            loop.handoffs.join(wakers);
            others.forEach(other -> loop.handoffs.connect(other.index, other.handoffs));
            if (samePort) {
                // A peer takes media only from the address that it checked: elsewhere loops cannot send for each other.
                loop.errands.join(wakers);
                loop.routes.siblings(others.stream().map(other -> other.routes).toList());
            }
        }
        if (samePort) {
            loops.forEach(loop -> loops.stream()
                    .filter(other -> other != loop)
                    .forEach(other -> loop.errands.connect(other.index, other.errands)));
        }
    }

    /** Makes the calling thread the loop's. */
    void ownedByThisThread() {
        arena.owner(Thread.currentThread());
        clock = ThreadClock.ofThisThread();
    }

    IoEventLoop executor() {
        return executor;
    }

    /** In the order of {@link Path#localSocket}; filled before the loop reads, fixed afterwards. */
    List<UdpPort> ports() {
        return ports;
    }

    @Override
    public int index() {
        return index;
    }

    @Override
    public boolean inLoop() {
        return executor.inEventLoop();
    }

    @Override
    public long nowNanos() {
        return System.nanoTime();
    }

    /** After the bridge is closed tasks are dropped: whoever is late has nothing left to act on. */
    @Override
    public void execute(final Runnable task) {
        if (submitted.submit(task)) {
            enter(onTasks);
        }
    }

    private void onTasks() {
        final int waiting = submitted.size();
        // Whatever was handed over before one of them was submitted.
        onSignal();
        beginTurn();
        final boolean more = submitted.run(waiting);
        send();
        account(LoopWork.TASKS, turnStartNanos);
        if (more) {
            // Not executed, but scheduled: that is looked at once per turn, behind the sockets.
            final ScheduledFuture<?> _ = executor.schedule(onTasks, 0, TimeUnit.NANOSECONDS);
        }
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
    public long cpuNanos() {
        final ThreadClock known = clock;
        return known == null ? UNKNOWN_CPU : known.nanos();
    }

    @Override
    public boolean sharesPortsWith(final int loop) {
        return loop == index || errands.leadsTo(loop);
    }

    @Override
    public void send(final Errand errand, final int loop) {
        errands.send(errand, loop);
        // What is under way is taken back by a tick, if by no other turn.
        tick();
    }

    @Override
    public void handOver() {
        errands.handOver();
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
        tick();
    }

    private void tick() {
        if (!closed) {
            ticker.start(System.nanoTime());
        }
    }

    @Override
    public void remove(final LoopTask task) {
        tasks.remove(task);
        rest();
    }

    private void rest() {
        if (tasks.size() == 0 && errands.allBack()) {
            ticker.stop();
        }
    }

    /** Opens a turn and returns its time. */
    long beginTurn() {
        turnStartNanos = System.nanoTime();
        routes.takeChanges();
        errands.takeBack();
        return turnStartNanos;
    }

    /** A slot whose span is a datagram of {@code length} bytes, to be filled; or null after counting why there is none. */
    @Nullable
    PacketBuffer admit(final int length) {
        counters.add(Counter.DATAGRAMS_RECEIVED, 1);
        counters.add(Counter.BYTES_RECEIVED, length);
        if (length > PacketBuffer.MAX_DATAGRAM) {
            counters.drop(DropReason.TOO_LONG);
            return null;
        }
        final PacketBuffer packet = arena.acquire();
        if (packet == null) {
            counters.drop(DropReason.NO_BUFFER);
            return null;
        }
        packet.span(PacketBuffer.HEADROOM, length);
        return packet;
    }

    /** Takes the reference of a filled packet and brings it to its sink, here or by way of the sink's home loop. */
    void received(final PacketBuffer packet, final int socket, final long high, final long low, final int port) {
        final DatagramSink sink = demux.sinkFor(packet, socket, high, low, port);
        if (sink == null) {
            packet.release();
            return;
        }
        packet.arrivalNanos(turnStartNanos);
        final Loop home = sink.home();
        if (home == this) {
            containment.deliver(sink, packet, turnStartNanos);
        } else {
            handOver(sink, packet, home.index());
        }
    }

    private void handOver(final DatagramSink sink, final PacketBuffer packet, final int target) {
        if (handoffs.offer(sink, packet, target)) {
            counters.add(Counter.HANDED_OVER, 1);
        } else {
            counters.drop(DropReason.HANDOFF_FULL);
            packet.release();
        }
    }

    /**
     * Closes a turn that read a batch: wakes the loops that got something, calls the tasks, sends.
     *
     * @param more whether the socket may hold more
     */
    void endTurn(final int socket, final boolean more) {
        counters.add(Counter.READ_BATCHES, 1);
        backlog.onRead(socket, more, turnStartNanos);
        handoffs.wake();
        finishTurn(LoopWork.PACKETS);
    }

    private void finishTurn(final LoopWork work) {
        batchEnds.call(turnStartNanos);
        send();
        final long end = account(work, turnStartNanos);
        if (ticker.isNear(end)) {
            onTick(end);
        }
    }

    /** Others first: they work while this loop is in the kernel. */
    private void send() {
        errands.handOver();
        containment.flush(sends);
    }

    /** Returns the time at the end of the turn. */
    private long account(final LoopWork work, final long startNanos) {
        final long end = System.nanoTime();
        final long nanos = end - startNanos;
        counters.add(Counter.BUSY_NANOS, nanos);
        counters.longestTurns().note(work, nanos, end);
        if (nanos > TICK_NANOS) {
            counters.add(Counter.STALLS, 1);
        }
        return end;
    }

    private void onTimer() {
        if (ticker.isDue(System.nanoTime())) {
            onTick(beginTurn());
        }
    }

    private void onTick(final long now) {
        counters.longestTurns().note(LoopWork.LATE, ticker.lateNanos(now), now);
        backlog.onTick(now);
        tasks.onTick(now);
        send();
        replenish();
        rest();
        ticker.ticked(account(LoopWork.TICK, now));
    }

    private void replenish() {
        arena.replenish();
        final long slots = arena.slots();
        counters.add(Counter.PACKET_SLOTS, slots - slotsCounted);
        slotsCounted = slots;
    }

    /** Makes the loop look at its queues. Any thread; allocates nothing. */
    private void signal() {
        if (signalled.raise()) {
            enter(onSignal);
        }
    }

    private void enter(final Runnable entry) {
        try {
            executor.execute(entry);
        } catch (RejectedExecutionException closedAlready) {
            // What is queued is released when the loops have ended; for tasks nothing is left to act on.
        }
    }

    private void onSignal() {
        signalled.lower();
        final long now = beginTurn();
        int taken = closed ? 0 : errands.carryOut(this, now);
        final List<Handoff> inbound = handoffs.inbound();
        boolean more = false;
        for (int i = 0; i < inbound.size(); i++) {
            final int batch = take(inbound.get(i), now);
            taken += batch;
            more |= batch >= Handoff.MAX_PACKETS;
        }
        backlog.onRead(Backlog.HANDED_OVER, more, now);
        if (taken > 0) {
            finishTurn(LoopWork.HANDED_OVER);
            errands.giveBack();
        }
    }

    private int take(final Handoff handoff, final long now) {
        int taken = 0;
        while (taken < Handoff.MAX_PACKETS) {
            final PacketBuffer packet = handoff.pollPacket();
            if (packet == null) {
                return taken;
            }
            taken++;
            final DatagramSink sink = handoff.pollSink();
            if (closed) {
                packet.release();
            } else {
                containment.deliver(sink, packet, now);
            }
        }
        signal();
        return taken;
    }

    /** Thread-safe report of a failure in the machinery around the loop. */
    void failed(final Throwable failure) {
        execute(() -> containment.note(failure));
    }

    /** Runs what was submitted, closes the sockets, releases what waits. Loop only; {@link #releaseQueued} is for what comes later. */
    void close() {
        submitted.runAll();
        send();
        closed = true;
        ticker.close();
        ports.forEach(UdpPort::close);
        releaseQueued();
    }

    /** Takes back what others did not do. Once the loops have ended and each has released what was queued. */
    void recallErrands() {
        errands.recall();
    }

    /** Releases what siblings handed over. Loop only, or any thread once the loops have ended. */
    void releaseQueued() {
        handoffs.inbound().forEach(handoff -> take(handoff, 0));
        errands.refuse();
    }
}
