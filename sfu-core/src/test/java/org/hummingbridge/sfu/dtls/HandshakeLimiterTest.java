/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.dtls;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class HandshakeLimiterTest {
    private final HandshakeLimiter limiter = new HandshakeLimiter(1);

    @Test
    void noMoreThanTheLimitComputeWhicheverConferenceTheyAreOf() throws InterruptedException {
        final HandshakeLimiter two = new HandshakeLimiter(2);
        final AtomicInteger computing = new AtomicInteger();
        final AtomicInteger most = new AtomicInteger();
        final List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            final HandshakeLimiter conference = two.forConference();
            threads.add(Thread.startVirtualThread(() -> {
                enter(conference, false);
                most.accumulateAndGet(computing.incrementAndGet(), Math::max);
                Thread.yield();
                computing.decrementAndGet();
                conference.leave();
            }));
        }
        for (final Thread thread : threads) {
            thread.join();
        }

        assertThat(most.get()).isBetween(1, 2);
        assertThat(two.load().computing()).isZero();
        assertThat(two.load().waiting()).isZero();
    }

    @Test
    void conferencesHaveTurnsWhoeverCameFirst() throws InterruptedException {
        final HandshakeLimiter storm = limiter.forConference();
        final HandshakeLimiter quiet = limiter.forConference();
        final List<String> order = Collections.synchronizedList(new ArrayList<>());
        enter(limiter, false);
        final List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            threads.add(queue(storm, "storm", order));
        }
        threads.add(queue(quiet, "quiet", order));

        limiter.leave();
        for (final Thread thread : threads) {
            thread.join();
        }

        assertThat(order).startsWith("storm", "quiet", "storm").hasSize(6);
        assertThat(limiter.load().waited()).isEqualTo(6);
    }

    @Test
    void oneThatIsCancelledWhileItWaitsLeavesTheQueue() throws InterruptedException {
        enter(limiter, false);
        final List<String> order = Collections.synchronizedList(new ArrayList<>());
        final Thread cancelled = queue(limiter, "cancelled", order);
        final Thread next = queue(limiter, "next", order);

        cancelled.interrupt();
        cancelled.join();
        assertThat(limiter.load().waiting()).isEqualTo(1);
        limiter.leave();
        next.join();

        assertThat(order).containsExactly("next");
        assertThat(limiter.load().computing()).isZero();
    }

    /** A thread that waits for its turn by the time this returns. */
    private static Thread queue(final HandshakeLimiter conference, final String name, final List<String> order) {
        final int before = conference.load().waiting();
        final Thread thread = Thread.startVirtualThread(() -> {
            try {
                conference.enter(false);
            } catch (final InterruptedException e) {
                return;
            }
            order.add(name);
            conference.leave();
        });
        while (conference.load().waiting() == before) {
            Thread.onSpinWait();
        }
        return thread;
    }

    private static void enter(final HandshakeLimiter conference, final boolean begun) {
        try {
            conference.enter(begun);
        } catch (final InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
