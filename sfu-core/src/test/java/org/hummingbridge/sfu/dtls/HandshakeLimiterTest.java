/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.dtls;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class HandshakeLimiterTest {
    private final HandshakeLimiter limiter = new HandshakeLimiter(1);

    @Test
    void noMoreThanTheLimitComputeWhicheverConferenceTheyAreOf() throws InterruptedException, ExecutionException {
        final HandshakeLimiter two = new HandshakeLimiter(2);
        final AtomicInteger computing = new AtomicInteger();
        final AtomicInteger most = new AtomicInteger();
        final List<Future<?>> handshakes = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            final HandshakeLimiter conference = two.forConference();
            handshakes.add(start(conference, () -> {
                compute(computing, most);
                conference.leave();
                // Its peer has answered.
                enter(conference);
                compute(computing, most);
                conference.leave();
            }));
        }
        for (final Future<?> handshake : handshakes) {
            handshake.get();
        }

        assertThat(most.get()).isBetween(1, 2);
        assertThat(two.load().computing()).isZero();
        assertThat(two.load().waiting()).isZero();
    }

    @Test
    void conferencesHaveTurnsWhoeverCameFirst() throws InterruptedException, ExecutionException {
        final HandshakeLimiter storm = limiter.forConference();
        final HandshakeLimiter quiet = limiter.forConference();
        final List<String> order = Collections.synchronizedList(new ArrayList<>());
        enter(limiter);
        final List<Future<?>> handshakes = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            handshakes.add(named(storm, "storm", order));
        }
        handshakes.add(named(quiet, "quiet", order));

        limiter.leave();
        for (final Future<?> handshake : handshakes) {
            handshake.get();
        }

        assertThat(order).startsWith("storm", "quiet", "storm").hasSize(6);
        assertThat(limiter.load().waited()).isEqualTo(6);
    }

    @Test
    void whatHasBegunGoesOnBeforeAnythingElseBegins() throws InterruptedException, ExecutionException {
        final List<String> order = Collections.synchronizedList(new ArrayList<>());
        enter(limiter);
        final Future<?> beginner = named(limiter, "begins", order);
        final Thread other = Thread.startVirtualThread(() -> {
            enter(limiter);
            order.add("goes on");
            limiter.leave();
        });
        while (limiter.load().waiting() < 2) {
            Thread.onSpinWait();
        }

        limiter.leave();
        beginner.get();
        other.join();

        assertThat(order).containsExactly("goes on", "begins");
    }

    @Test
    void oneThatIsTakenBackNeverStarts() throws InterruptedException, ExecutionException {
        enter(limiter);
        final List<String> order = Collections.synchronizedList(new ArrayList<>());
        final Thread gone = Thread.ofVirtual().unstarted(() -> order.add("gone"));
        final HandshakeLimiter.Waiter waiter = limiter.start(gone);
        final Future<?> next = named(limiter, "next", order);

        assertThat(limiter.withdraw(waiter)).isTrue();
        limiter.leave();
        next.get();

        assertThat(order).containsExactly("next");
        assertThat(gone.getState()).isEqualTo(Thread.State.NEW);
        assertThat(limiter.withdraw(waiter)).isFalse();
    }

    @Test
    void oneThatIsCancelledWhileItWaitsLeavesTheQueue() throws InterruptedException {
        enter(limiter);
        final Thread cancelled = Thread.startVirtualThread(() -> {
            try {
                limiter.enter();
            } catch (final InterruptedException e) {
                return;
            }
            throw new AssertionError("had a turn");
        });
        while (limiter.load().waiting() == 0) {
            Thread.onSpinWait();
        }

        cancelled.interrupt();
        cancelled.join();

        assertThat(limiter.load().waiting()).isZero();
        limiter.leave();
        assertThat(limiter.load().computing()).isZero();
    }

    private static Future<?> named(final HandshakeLimiter conference, final String name, final List<String> order) {
        return start(conference, () -> {
            order.add(name);
            conference.leave();
        });
    }

    /** What to wait on for the work's end: joining its thread returns at once as long as that waits for its turn. */
    private static Future<?> start(final HandshakeLimiter conference, final Runnable work) {
        final FutureTask<?> task = new FutureTask<>(work, null);
        conference.start(Thread.ofVirtual().unstarted(task));
        return task;
    }

    private static void compute(final AtomicInteger computing, final AtomicInteger most) {
        most.accumulateAndGet(computing.incrementAndGet(), Math::max);
        Thread.yield();
        computing.decrementAndGet();
    }

    private static void enter(final HandshakeLimiter conference) {
        try {
            conference.enter();
        } catch (final InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
