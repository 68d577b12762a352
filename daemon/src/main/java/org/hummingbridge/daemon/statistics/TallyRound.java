/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.daemon.statistics;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.hummingbridge.sfu.conference.ConferenceControl;
import org.hummingbridge.sfu.conference.ConferenceTally;

/**
 * Asks conferences for their tallies, a few at a time so that no loop stops for all of them at once. Waits no longer than it
 * is told, whatever a loop does.
 */
final class TallyRound {
    /** Asked at the same time. A loop that hangs holds up those who asked it, each for as long as its conference waits. */
    private static final int LANES = 4;

    private final Queue<ConferenceControl> left;
    private final Queue<ConferenceTally> answers = new ConcurrentLinkedQueue<>();
    private final int lanes;
    private final CountDownLatch running;

    private TallyRound(final Collection<? extends ConferenceControl> conferences) {
        this.left = new ConcurrentLinkedQueue<>(conferences);
        this.lanes = Math.min(LANES, conferences.size());
        this.running = new CountDownLatch(lanes);
    }

    /** The tallies of those that answered within {@code limit}. */
    static List<ConferenceTally> ask(
            final Collection<? extends ConferenceControl> conferences,
            final Executor virtualThreads,
            final Duration limit) {
        final TallyRound round = new TallyRound(conferences);
        for (int lane = 0; lane < round.lanes; lane++) {
            virtualThreads.execute(round::run);
        }
        try {
            if (!round.running.await(limit.toNanos(), TimeUnit.NANOSECONDS)) {
                round.left.clear();
            }
        } catch (InterruptedException e) {
            round.left.clear();
            Thread.currentThread().interrupt();
        }
        return new ArrayList<>(round.answers);
    }

    private void run() {
        try {
            for (ConferenceControl next = left.poll(); next != null; next = left.poll()) {
                ask(next);
            }
        } finally {
            running.countDown();
        }
    }

    private void ask(final ConferenceControl conference) {
        try {
            answers.add(conference.tally());
        } catch (IllegalStateException e) {
            // Its loop has failed, which health says; the difference in number says it here.
            return;
        }
    }
}
