/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.simulation;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.hummingbridge.sfu.datagram.Backlog;
import org.hummingbridge.sfu.datagram.BatchTask;
import org.hummingbridge.sfu.datagram.Bindings;
import org.hummingbridge.sfu.datagram.Counter;
import org.hummingbridge.sfu.datagram.Counters;
import org.hummingbridge.sfu.datagram.DatagramSink;
import org.hummingbridge.sfu.datagram.DropReason;
import org.hummingbridge.sfu.datagram.Errand;
import org.hummingbridge.sfu.datagram.Loop;
import org.hummingbridge.sfu.datagram.LoopParts;
import org.hummingbridge.sfu.datagram.LoopTask;
import org.hummingbridge.sfu.datagram.PacketArena;
import org.hummingbridge.sfu.datagram.PacketBuffer;
import org.hummingbridge.sfu.datagram.Path;
import org.hummingbridge.sfu.datagram.StunRouter;
import org.jspecify.annotations.Nullable;

/**
 * A loop on the simulated network: one thread, virtual time, one socket. Tasks from other threads (DTLS handshakes) run at the
 * next millisecond of virtual time. Siblings share the address: the first loop receives, all of them send, and do errands for each
 * other some time after they were handed over.
 */
public final class SimulatedLoop implements Loop {
    private final SimulatedNetwork network;
    private final InetSocketAddress address;
    private final StunRouter router;
    private final Thread thread = Thread.currentThread();
    private final Counters counters = new Counters();
    private final Map<Path, DatagramSink> bound = new HashMap<>();
    private final List<LoopTask> tasks = new ArrayList<>();
    private final List<BatchTask> batchEnds = new ArrayList<>();
    private final Queue<Runnable> submitted = new ConcurrentLinkedQueue<>();
    private final List<SimulatedErrands> siblings;
    private final SimulatedErrands errands;
    private final SimulatedSends sends;
    private final LoopParts parts;
    private long cpuNanos = UNKNOWN_CPU;
    private @Nullable SimulatedLoad load;
    private boolean closed;

    public SimulatedLoop(
            final SimulatedNetwork network,
            final InetSocketAddress address,
            final StunRouter router,
            final int arenaSlots) {
        this(network, address, router, arenaSlots, new ArrayList<>());
        network.attach(address, this::receive);
    }

    private SimulatedLoop(
            final SimulatedNetwork network,
            final InetSocketAddress address,
            final StunRouter router,
            final int arenaSlots,
            final List<SimulatedErrands> siblings) {
        this.network = network;
        this.address = address;
        this.router = router;
        this.siblings = siblings;
        final int index = siblings.size();
        this.errands = new SimulatedErrands(network, this, siblings);
        this.sends = new SimulatedSends(network, address, counters);
        this.parts =
                new LoopParts(index, sends, new PacketArena(arenaSlots), counters, new Backlog(counters), new Bound());
        repeat(Duration.ofMillis(1), this::runSubmitted);
        repeat(Duration.ofNanos(TICK_NANOS), this::tick);
    }

    /** Another loop of the same address. */
    public SimulatedLoop sibling(final int arenaSlots) {
        return new SimulatedLoop(network, address, router, arenaSlots, siblings);
    }

    private void repeat(final Duration period, final Runnable task) {
        network.after(period, () -> {
            if (!closed) {
                task.run();
                repeat(period, task);
            }
        });
    }

    /** Takes the loop off the network. */
    public void close() {
        closed = true;
        network.detach(address);
    }

    public InetSocketAddress address() {
        return address;
    }

    /** Lets everything that is sent from now on vanish without a trace, not even an allocation. */
    public void disconnect() {
        sends.disconnect();
    }

    /**
     * From now on datagrams cost time, of which others wait in a socket's buffer. At first they cost none.
     *
     * @param batchSize datagrams read at once
     * @param slots of the buffer
     * @param tells whether its backlog is told of reads
     */
    public void limit(final int batchSize, final int slots, final boolean tells) {
        final Backlog told = tells ? backlog() : new Backlog(new Counters());
        load = new SimulatedLoad(network, counters, told, this::turn, batchSize, slots);
    }

    /** What a datagram costs from now on, behind {@link #limit}. */
    public void cost(final Duration perReceived, final Duration perSent) {
        if (load != null) {
            load.cost(perReceived, perSent);
        }
    }

    /** Datagrams in the buffer. */
    public int waiting() {
        return load == null ? 0 : load.waiting();
    }

    /** Paths that lead somewhere. */
    public int boundPaths() {
        return bound.size();
    }

    public int tasks() {
        return tasks.size();
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
        return network.nowNanos();
    }

    @Override
    public void execute(final Runnable task) {
        submitted.add(task);
    }

    @Override
    public long cpuNanos() {
        return cpuNanos;
    }

    /** Sets what its thread has worked so far; at first nobody knows. */
    public void cpuNanos(final long nanos) {
        cpuNanos = nanos;
    }

    @Override
    public boolean sharesPortsWith(final int loop) {
        return errands.leadTo(loop);
    }

    @Override
    public void send(final Errand errand, final int loop) {
        errands.send(errand, loop);
    }

    @Override
    public void handOver() {
        errands.handOver();
    }

    /** Lets errands of siblings wait, or does those that waited. */
    public void stall(final boolean stall) {
        errands.stall(stall);
    }

    /** Errands that this loop has handed over and not taken back. */
    public int errandsUnderWay() {
        return errands.underWay();
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

    /** Runs what other threads and the loop itself have submitted. */
    public void runSubmitted() {
        for (Runnable task = submitted.poll(); task != null; task = submitted.poll()) {
            task.run();
        }
        handOver();
    }

    private void receive(final Datagram datagram, final long now) {
        if (load == null) {
            turn(List.of(datagram));
        } else {
            load.arrive(datagram);
        }
    }

    private void turn(final List<Datagram> batch) {
        runSubmitted();
        final long now = network.nowNanos();
        batch.forEach(datagram -> take(datagram, now));
        endBatch(now);
        handOver();
    }

    private void take(final Datagram datagram, final long now) {
        final byte[] bytes = datagram.bytes();
        counters.add(Counter.DATAGRAMS_RECEIVED, 1);
        final Path path = Path.of(0, datagram.from());
        final boolean stun = bytes.length > 0 && (bytes[0] & 0xff) <= 3;
        final DatagramSink sink = stun ? router.sinkFor(bytes, 0, bytes.length) : bound.get(path);
        final PacketBuffer packet = sink == null ? null : arena().acquire();
        if (sink == null || packet == null || bytes.length > PacketBuffer.MAX_DATAGRAM) {
            counters.drop(stun ? DropReason.STUN_UNKNOWN_UFRAG : DropReason.UNKNOWN_SOURCE);
            return;
        }
        System.arraycopy(bytes, 0, packet.bytes(), packet.offset(), bytes.length);
        packet.length(bytes.length);
        packet.path(path);
        packet.arrivalNanos(now);
        sink.onDatagram(packet, now);
    }

    private void endBatch(final long now) {
        final List<BatchTask> called = List.copyOf(batchEnds);
        batchEnds.clear();
        called.forEach(task -> task.onBatchEnd(now));
    }

    private void tick() {
        backlog().onTick(network.nowNanos());
        errands.takeBack();
        runSubmitted();
        List.copyOf(tasks).forEach(task -> task.onTick(network.nowNanos()));
        handOver();
    }

    private final class Bound implements Bindings {
        @Override
        public void bind(final Path path, final DatagramSink sink) {
            bound.put(path, sink);
        }

        @Override
        public void unbind(final Path path, final DatagramSink sink) {
            bound.remove(path, sink);
        }
    }
}
