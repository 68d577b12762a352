/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.hummingbridge.sfu.datagram.Counter;
import org.hummingbridge.sfu.datagram.Counters;
import org.junit.jupiter.api.Test;

/** Tasks of a loop whose clock is set by what they take. */
class TaskQueueTest {
    private static final long MICRO = 1_000;

    private final Counters counters = new Counters();
    private final List<Integer> run = new ArrayList<>();
    private long now;
    private final TaskQueue queue = new TaskQueue(new Containment(0, counters), () -> now);

    private Runnable task(final int number, final long micros) {
        return () -> {
            run.add(number);
            now += micros * MICRO;
        };
    }

    private static List<Integer> numbers(final int count) {
        return IntStream.range(0, count).boxed().toList();
    }

    @Test
    void theFirstTaskCallsTheLoopAndTheNextOnesDoNot() {
        assertThat(queue.submit(task(0, 1))).isTrue();
        assertThat(queue.submit(task(1, 1))).isFalse();

        assertThat(queue.run(queue.size())).isFalse();

        assertThat(run).containsExactly(0, 1);
        assertThat(queue.submit(task(2, 1))).isTrue();
    }

    @Test
    void aFloodIsCutIntoTurnsOfTheBudgetAndKeepsItsOrder() {
        numbers(100).forEach(number -> queue.submit(task(number, 100)));

        int turns = 1;
        long before = now;
        while (queue.run(queue.size())) {
            assertThat(now - before).isEqualTo(TaskQueue.BUDGET_NANOS);
            before = now;
            turns++;
        }

        assertThat(turns).isEqualTo(10);
        assertThat(run).isEqualTo(numbers(100));
    }

    @Test
    void aTaskLongerThanTheBudgetIsRunAllTheSame() {
        queue.submit(task(0, 5000));
        queue.submit(task(1, 1));

        assertThat(queue.run(queue.size())).isTrue();
        assertThat(run).containsExactly(0);
        assertThat(queue.run(queue.size())).isFalse();
        assertThat(run).containsExactly(0, 1);
    }

    @Test
    void aTaskThatSubmitsAnotherOneGetsItInALaterTurn() {
        queue.submit(() -> queue.submit(task(1, 1)));

        assertThat(queue.run(queue.size())).isTrue();
        assertThat(run).isEmpty();
        assertThat(queue.run(queue.size())).isFalse();
        assertThat(run).containsExactly(1);
    }

    @Test
    void whatCameLaterThanItWasCountedWaits() {
        queue.submit(task(0, 1));
        final int counted = queue.size();
        queue.submit(task(1, 1));

        assertThat(queue.run(counted)).isTrue();

        assertThat(run).containsExactly(0);
    }

    @Test
    void aTaskThatThrowsIsCountedAndTheNextOnesAreRun() {
        queue.submit(() -> {
            throw new IllegalStateException("on purpose");
        });
        queue.submit(task(1, 1));

        assertThat(queue.run(queue.size())).isFalse();

        assertThat(run).containsExactly(1);
        assertThat(counters.get(Counter.LOOP_FAILURES)).isEqualTo(1);
    }

    @Test
    void atTheEndAllAreRunAtOnce() {
        numbers(50).forEach(number -> queue.submit(task(number, 1000)));

        queue.runAll();

        assertThat(run).isEqualTo(numbers(50));
    }

    @Property(tries = 200)
    void everyTaskIsRunOnceAndInOrderWheneverItComes(@ForAll final long seed) {
        final SplittableRandom random = new SplittableRandom(seed);
        boolean called = false;
        int submitted = 0;
        for (int step = 0; step < 300 || called; step++) {
            for (int i = random.nextInt(5); step < 300 && i > 0; i--) {
                called |= queue.submit(task(submitted++, random.nextInt(700)));
            }
            if (called && random.nextBoolean()) {
                called = queue.run(queue.size());
            }
        }

        assertThat(run).isEqualTo(numbers(submitted));
        run.clear();
    }

    @Test
    void tasksOfOtherThreadsAreAllRunAndEachThreadsInOrder() throws Exception {
        final int each = 20_000;
        final AtomicBoolean called = new AtomicBoolean();
        final List<List<Integer>> byThread = List.of(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        final CountDownLatch begin = new CountDownLatch(1);
        final List<Thread> threads = byThread.stream()
                .map(done -> new Thread(() -> {
                    awaitBegin(begin);
                    for (int i = 0; i < each; i++) {
                        final int number = i;
                        if (queue.submit(() -> done.add(number))) {
                            called.set(true);
                        }
                    }
                }))
                .toList();
        threads.forEach(Thread::start);
        begin.countDown();

        while (threads.stream().anyMatch(Thread::isAlive) || called.get()) {
            if (called.getAndSet(false) && queue.run(queue.size())) {
                called.set(true);
            }
        }

        assertThat(byThread).allSatisfy(done -> assertThat(done).isEqualTo(numbers(each)));
    }

    private static void awaitBegin(final CountDownLatch begin) {
        try {
            begin.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
