/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.simulation;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.function.Consumer;
import org.hummingbridge.sfu.datagram.Backlog;
import org.hummingbridge.sfu.datagram.Counter;
import org.hummingbridge.sfu.datagram.Counters;

/**
 * Makes a simulated loop take time for what it does: meanwhile datagrams wait in a socket's buffer of limited size, and are dropped
 * when that is full. Read in batches, of which one that is full may have left something behind.
 */
final class SimulatedLoad {
    private final SimulatedNetwork network;
    private final Counters counters;
    private final Backlog backlog;
    private final Consumer<List<Datagram>> turn;
    private final int batchSize;
    private final int slots;
    private final Queue<Datagram> buffer = new ArrayDeque<>();
    private Duration perReceived = Duration.ZERO;
    private Duration perSent = Duration.ZERO;
    private long sentBefore;
    private boolean working;

    SimulatedLoad(
            final SimulatedNetwork network,
            final Counters counters,
            final Backlog backlog,
            final Consumer<List<Datagram>> turn,
            final int batchSize,
            final int slots) {
        this.network = network;
        this.counters = counters;
        this.backlog = backlog;
        this.turn = turn;
        this.batchSize = batchSize;
        this.slots = slots;
        this.sentBefore = counters.get(Counter.DATAGRAMS_SENT);
    }

    /** From now on it costs that much. */
    void cost(final Duration newPerReceived, final Duration newPerSent) {
        perReceived = newPerReceived;
        perSent = newPerSent;
    }

    void arrive(final Datagram datagram) {
        if (buffer.size() >= slots) {
            counters.add(Counter.KERNEL_DROPS, 1);
            return;
        }
        buffer.add(datagram);
        if (!working) {
            work();
        }
    }

    int waiting() {
        return buffer.size();
    }

    private void work() {
        final List<Datagram> batch = new ArrayList<>();
        while (batch.size() < batchSize && !buffer.isEmpty()) {
            batch.add(buffer.remove());
        }
        working = !batch.isEmpty();
        if (!working) {
            return;
        }
        backlog.onRead(0, batch.size() == batchSize, network.nowNanos());
        turn.accept(batch);
        // What ticks have sent since the last turn is paid for along with it.
        final long sent = counters.get(Counter.DATAGRAMS_SENT) - sentBefore;
        sentBefore += sent;
        final Duration spent = perReceived.multipliedBy(batch.size()).plus(perSent.multipliedBy(sent));
        counters.add(Counter.BUSY_NANOS, spent.toNanos());
        network.after(spent, this::work);
    }
}
