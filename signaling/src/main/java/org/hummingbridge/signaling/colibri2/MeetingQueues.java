/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.signaling.colibri2;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * Runs work of one meeting in the order of submission, one at a time, and work of different meetings side by side. Never keeps
 * anything of a meeting that has no work.
 */
final class MeetingQueues {
    /** A focus that has this many requests unanswered for one meeting is not being served any more anyway. */
    static final int MAX_WAITING = 1_000;

    /** Queues are touched only inside the map's atomic operations on their key. */
    private final ConcurrentMap<String, Queue<Runnable>> queues = new ConcurrentHashMap<>();

    private final Executor executor;

    MeetingQueues(final Executor executor) {
        this.executor = executor;
    }

    /** Whether the work was taken; it is not when too much is waiting. */
    boolean submit(final String meetingId, final Runnable work) {
        final boolean[] outcome = new boolean[2];
        queues.compute(meetingId, (id, waiting) -> {
            final Queue<Runnable> queue = waiting == null ? new ArrayDeque<>() : waiting;
            outcome[0] = queue.size() < MAX_WAITING && queue.add(work);
            outcome[1] = waiting == null;
            return queue;
        });
        if (outcome[1]) {
            executor.execute(() -> drain(meetingId));
        }
        return outcome[0];
    }

    private void drain(final String meetingId) {
        for (Runnable work = next(meetingId); work != null; work = next(meetingId)) {
            work.run();
        }
    }

    private @Nullable Runnable next(final String meetingId) {
        final Runnable[] next = new Runnable[1];
        queues.computeIfPresent(meetingId, (id, queue) -> {
            next[0] = queue.poll();
            return next[0] == null ? null : queue;
        });
        return next[0];
    }
}
