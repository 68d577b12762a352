/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.datagram;

/**
 * The event loop that a conference lives on. Everything of a conference runs on its loop; {@link #execute} is the only way in
 * from other threads.
 */
public interface Loop {
    /** Period of {@link LoopTask#onTick}, in nanoseconds; a tick may come two fifths of it too early. */
    long TICK_NANOS = 5_000_000;

    /** What {@link #cpuNanos} says where nobody can tell. */
    long UNKNOWN_CPU = -1;

    /** What it is made of; the shorter ways to each part follow. Any thread. */
    LoopParts parts();

    boolean inLoop();

    /** The loop's monotonic clock, in nanoseconds; compare by difference. Any thread. */
    long nowNanos();

    /** Runs {@code task} on the loop, in the order of submission. Any thread. */
    void execute(Runnable task);

    /** Position of this loop among the bridge's loops, from 0. */
    default int index() {
        return parts().index();
    }

    /** Datagrams to send; flushed by the loop behind every read batch and tick. Loop only. */
    default SendBatch sends() {
        return parts().sends();
    }

    /** Loop only. */
    default PacketArena arena() {
        return parts().arena();
    }

    default Counters counters() {
        return parts().counters();
    }

    /** Whether it has more to do than it can. Loop only. */
    default Backlog backlog() {
        return parts().backlog();
    }

    /** See {@link Bindings#bind}. Loop only. */
    default void bind(final Path path, final DatagramSink sink) {
        parts().bindings().bind(path, sink);
    }

    /** See {@link Bindings#unbind}. Loop only. */
    default void unbind(final Path path, final DatagramSink sink) {
        parts().bindings().unbind(path, sink);
    }

    /**
     * CPU time of the loop's thread so far, by which loads are compared: unlike the length of turns it holds no waiting for a core.
     * May cost a system call: not to be asked for in every turn. Any thread.
     */
    default long cpuNanos() {
        return UNKNOWN_CPU;
    }

    /** Whether the loop with that index sends from the same addresses and ports, and so can send for this one; alone only itself. */
    default boolean sharesPortsWith(final int loop) {
        return loop == index();
    }

    /**
     * Lets another loop of the same port carry out {@code errand}, behind those that it was given before. It is handed over at the end
     * of the turn, with one wake-up for all, and may be added to until then; at once if another one for that loop follows. Loop only.
     */
    default void send(final Errand errand, final int loop) {
        throw new IllegalArgumentException("loop " + loop + " cannot send for this one");
    }

    /** Hands over now what was given to {@link #send}, so that the other loops work at the same time as this one. Loop only. */
    default void handOver() {}

    /** Calls {@code task} once, behind the present read batch, or outside of one behind the next. Loop only. */
    void atBatchEnd(BatchTask task);

    /** Adds a task that is called in every tick. Loop only. */
    void add(LoopTask task);

    /** Loop only; safe while tasks are being called. */
    void remove(LoopTask task);
}
