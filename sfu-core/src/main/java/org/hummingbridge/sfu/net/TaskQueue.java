/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.net;

import java.util.function.LongSupplier;
import org.jctools.queues.MpscUnboundedArrayQueue;

/**
 * Tasks that were submitted to one loop: run in that order, and at once only as many as {@link #BUDGET_NANOS} allows, so that
 * datagrams wait for no more than that and a task. Never passes a task over or drops one: whoever signals relies on it.
 *
 * <p>Of {@link #submit} and {@link #run} whoever is answered true has to see to it that the loop calls {@link #run}; nobody else will.
 */
final class TaskQueue {
    /** A fifth of a tick: with it, what else a turn does and the kernel's own buffers, no packet comes a tick late. */
    static final long BUDGET_NANOS = 1_000_000;

    private static final int CHUNK = 256;

    /** Without a bound: how many there can be is up to how many requests and handshakes are let in. */
    private final MpscUnboundedArrayQueue<Runnable> tasks = new MpscUnboundedArrayQueue<>(CHUNK);

    private final WakeFlag called = new WakeFlag();
    private final Containment containment;
    private final LongSupplier clock;

    TaskQueue(final Containment containment, final LongSupplier clock) {
        this.containment = containment;
        this.clock = clock;
    }

    /** True if {@link #run} has to be called for it. Any thread. */
    boolean submit(final Runnable task) {
        tasks.offer(task);
        return called.raise();
    }

    /** Tasks that wait. */
    int size() {
        return tasks.size();
    }

    /** Runs the first {@code most} tasks as far as the budget allows, one at least; true if it has to be called again. Loop only. */
    boolean run(final int most) {
        final long start = clock.getAsLong();
        int done = 0;
        do {
            final Runnable task = done < most ? tasks.relaxedPoll() : null;
            if (task == null) {
                break;
            }
            containment.run(task);
            done++;
        } while (clock.getAsLong() - start < BUDGET_NANOS);
        if (!tasks.isEmpty()) {
            return true;
        }
        called.lower();
        return !tasks.isEmpty() && called.raise();
    }

    /** Runs all that wait now, and what they submit in turn, however long that takes. Loop only. */
    void runAll() {
        called.lower();
        for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
            containment.run(task);
        }
    }
}
