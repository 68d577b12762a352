/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.signaling.channel;

import java.util.ArrayDeque;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs the work of one conference in order, one task at a time, on an executor's threads. Never holds a thread while idle. */
final class SerialLane {
    /**
     * Of the tasks that may be refused. They come from a loop that such tasks wait for, so that this many means that the
     * machine is drowning; a conference of hundreds makes some hundreds when everybody comes at once.
     */
    static final int MAX_WAITING = 10_000;

    private static final Logger LOG = LoggerFactory.getLogger(SerialLane.class);

    private final Executor executor;
    private final ChannelCounters counters;
    private final ArrayDeque<Runnable> waiting = new ArrayDeque<>();
    private final Runnable draining = this::drain;
    private boolean running;

    SerialLane(final Executor executor, final ChannelCounters counters) {
        this.executor = executor;
        this.counters = counters;
    }

    /** Refuses and counts the task if too many wait. */
    void offer(final Runnable task) {
        add(task, MAX_WAITING);
    }

    /** For what must not get lost and whose number the caller bounds. */
    void execute(final Runnable task) {
        add(task, Integer.MAX_VALUE);
    }

    private void add(final Runnable task, final int max) {
        synchronized (waiting) {
            if (waiting.size() >= max) {
                counters.add(ChannelDrop.CONFERENCE_BUSY);
                return;
            }
            waiting.add(task);
            if (running) {
                return;
            }
            running = true;
        }
        try {
            executor.execute(draining);
        } catch (RejectedExecutionException e) {
            // The process is about to end, and nobody is left to be told anything.
            LOG.debug("nothing more is told to a conference's clients", e);
        }
    }

    private void drain() {
        for (Runnable task = next(); task != null; task = next()) {
            try {
                task.run();
            } catch (RuntimeException | Error e) {
                // An error let through would end the lane for good, since it would still pass for running.
                counters.add(ChannelCounter.FAILED_TASKS);
                LOG.warn("A message or event of a bridge channel could not be handled", e);
            }
        }
    }

    private @Nullable Runnable next() {
        synchronized (waiting) {
            final Runnable next = waiting.poll();
            running = next != null;
            return next;
        }
    }
}
