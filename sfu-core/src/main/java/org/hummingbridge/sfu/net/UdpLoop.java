/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.net;

import io.netty.channel.IoEventLoop;
import io.netty.util.concurrent.ScheduledFuture;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.hummingbridge.sfu.datagram.Backlog;
import org.hummingbridge.sfu.datagram.BatchTask;
import org.hummingbridge.sfu.datagram.Counter;
import org.hummingbridge.sfu.datagram.Counters;
import org.hummingbridge.sfu.datagram.Errand;
import org.hummingbridge.sfu.datagram.Loop;
import org.hummingbridge.sfu.datagram.LoopParts;
import org.hummingbridge.sfu.datagram.LoopTask;
import org.hummingbridge.sfu.datagram.LoopWork;
import org.hummingbridge.sfu.datagram.PacketArena;
import org.hummingbridge.sfu.datagram.StunRouter;
import org.jspecify.annotations.Nullable;

/**
 * One thread's share of the bridge, in turns: a turn takes in a read batch (or what other loops handed over, or a tick), gives
 * every datagram to its sink, calls the tasks, and flushes the sends. Ticks only while it has tasks, so an idle bridge sleeps.
 *
 * <p>A port calls {@link #beginTurn}, then its {@link #intake} for each datagram, then {@link #endTurn}.
 */
final class UdpLoop implements Loop {
    private static final Consumer<UdpPort> COUNT_KERNEL_DROPS = UdpPort::countKernelDrops;

    private final IoEventLoop executor;
    private final Counters counters = new Counters();
    private final Backlog backlog = new Backlog(counters);
    private final List<UdpPort> ports = new ArrayList<>();
    private final UdpSendBatch sends = new UdpSendBatch(ports, counters);
    private final Turn turn = new Turn(counters);
    private final LoopParts parts;
    private final Containment containment;
    private final LoopTasks tasks;
    private final BatchEnds batchEnds;
    private final Ticker ticker;
    private final TaskQueue submitted;
    private final Handoffs handoffs = new Handoffs();
    private final Errands errands;
    private final Routes routes;
    private final Intake intake;

    /** One wake-up for all that is waiting. */
    private final WakeFlag signalled = new WakeFlag();

    private final Runnable onSignal = this::onSignal;
    private final Runnable onTasks = this::onTasks;

    /** Written once, by the loop's thread, before anything else is asked of it. */
    private volatile @Nullable ThreadClock clock;

    private boolean closed;
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
        this.executor = executor;
        this.containment = new Containment(index, counters);
        this.tasks = new LoopTasks(containment);
        this.batchEnds = new BatchEnds(containment);
        this.ticker = new Ticker(transport.timer(executor, this::onTimer));
        this.submitted = new TaskQueue(containment, System::nanoTime);
        this.errands = new Errands(containment);
        this.routes = new Routes(new PathTable(pathTableSeed), counters, this::signal);
        final PacketArena arena = new PacketArena(arenaSlots);
        this.intake = new Intake(this, new Demux(router, routes, counters), containment, handoffs, arena, counters);
        this.parts = new LoopParts(index, sends, arena, counters, backlog, routes);
    }

    LoopLinks links() {
        return new LoopLinks(index(), this::signal, handoffs, errands, routes);
    }

    /** Makes the calling thread the loop's. */
    void ownedByThisThread() {
        arena().owner(Thread.currentThread());
        clock = ThreadClock.ofThisThread();
    }

    IoEventLoop executor() {
        return executor;
    }

    /** In the order of {@link Path#localSocket}; filled before the loop reads, fixed afterwards. */
    List<UdpPort> ports() {
        return ports;
    }

    Intake intake() {
        return intake;
    }

    @Override
    public LoopParts parts() {
        return parts;
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
        turn.end(LoopWork.TASKS);
        if (more) {
            // Not executed, but scheduled: that is looked at once per turn, behind the sockets.
            final ScheduledFuture<?> _ = executor.schedule(onTasks, 0, TimeUnit.NANOSECONDS);
        }
    }

    @Override
    public long cpuNanos() {
        final ThreadClock known = clock;
        return known == null ? UNKNOWN_CPU : known.nanos();
    }

    @Override
    public boolean sharesPortsWith(final int loop) {
        return loop == index() || errands.leadsTo(loop);
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
        final long now = System.nanoTime();
        turn.begin(now);
        routes.takeChanges();
        errands.takeBack();
        return now;
    }

    /**
     * Closes a turn that read a batch: wakes the loops that got something, calls the tasks, sends.
     *
     * @param more whether the socket may hold more
     */
    void endTurn(final int socket, final boolean more) {
        counters.add(Counter.READ_BATCHES, 1);
        backlog.onRead(socket, more, turn.startNanos());
        handoffs.wake();
        finishTurn(LoopWork.PACKETS);
    }

    private void finishTurn(final LoopWork work) {
        batchEnds.call(turn.startNanos());
        send();
        final long end = turn.end(work);
        if (ticker.isNear(end)) {
            turn.begin(end);
            onTick(end);
        }
    }

    /** Others first: they work while this loop is in the kernel. */
    private void send() {
        errands.handOver();
        containment.flush(sends);
    }

    private void onTimer() {
        if (ticker.isDue(System.nanoTime())) {
            onTick(beginTurn());
        }
    }

    private void onTick(final long now) {
        counters.longestTurns().note(LoopWork.LATE, ticker.lateNanos(now), now);
        backlog.onTick(now);
        if (backlog.isBehind()) {
            // How much is lost decides what is given up.
            ports.forEach(COUNT_KERNEL_DROPS);
        }
        tasks.onTick(now);
        send();
        replenish();
        rest();
        ticker.ticked(turn.end(LoopWork.TICK));
    }

    private void replenish() {
        arena().replenish();
        final long slots = arena().slots();
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
        if (closed) {
            releaseQueued();
            return;
        }
        final int done = errands.carryOut(this, now);
        final int taken = handoffs.deliver(containment, now);
        final boolean more = handoffs.mayHoldMore();
        backlog.onRead(Backlog.HANDED_OVER, more, now);
        if (more) {
            signal();
        }
        if (done + taken > 0) {
            finishTurn(LoopWork.HANDED_OVER);
            errands.giveBack();
        }
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
        handoffs.release();
        errands.refuse();
    }
}
