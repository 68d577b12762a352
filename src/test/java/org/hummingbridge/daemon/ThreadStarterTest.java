/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ThreadStarterTest {
    private static final int TASKS = 1_000;
    private static final int MAX_TRIES = 20;

    @Test
    void tasksBeginInOrderAndNotOnTheCallersThread() throws InterruptedException {
        final BlockingQueue<Thread> beginners = new LinkedBlockingQueue<>();
        final BlockingQueue<Integer> begun = new LinkedBlockingQueue<>();
        try (ThreadStarter starter = new ThreadStarter(task -> {
            beginners.add(Thread.currentThread());
            task.run();
        })) {
            for (int i = 0; i < 3; i++) {
                final int number = i;
                starter.execute(() -> begun.add(number));
            }

            assertThat(List.of(take(begun), take(begun), take(begun))).containsExactly(0, 1, 2);
            assertThat(take(beginners)).isNotSameAs(Thread.currentThread());
        }
    }

    @Test
    void aTaskThatComesWhileItSleepsBeginsAsWell() throws InterruptedException {
        final BlockingQueue<Integer> begun = new LinkedBlockingQueue<>();
        try (ThreadStarter starter = new ThreadStarter(Runnable::run)) {
            for (int i = 0; i < TASKS; i++) {
                final int number = i;
                starter.execute(() -> begun.add(number));
                assertThat(take(begun)).isEqualTo(i);
            }
        }
    }

    @Test
    void theCallerMakesNoGarbage() throws InterruptedException {
        final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        try (ThreadStarter starter = new ThreadStarter(Runnable::run)) {
            long lowest = Long.MAX_VALUE;
            for (int i = 0; i < MAX_TRIES && lowest > 0; i++) {
                final CountDownLatch begun = new CountDownLatch(TASKS);
                final Runnable task = begun::countDown;
                final long before = threads.getCurrentThreadAllocatedBytes();
                for (int n = 0; n < TASKS / 10; n++) {
                    starter.execute(task);
                }
                lowest = Math.min(lowest, threads.getCurrentThreadAllocatedBytes() - before);
                for (int n = TASKS / 10; n < TASKS; n++) {
                    starter.execute(task);
                }
                assertThat(begun.await(10, TimeUnit.SECONDS)).isTrue();
            }

            assertThat(lowest).isZero();
        }
    }

    @Test
    void nothingBeginsOnceItIsClosedOrItsExecutorShutDown() throws InterruptedException {
        final BlockingQueue<Integer> begun = new LinkedBlockingQueue<>();
        final ExecutorService executor = Executors.newSingleThreadExecutor();
        final ThreadStarter starter = new ThreadStarter(executor);
        starter.execute(() -> begun.add(1));
        assertThat(take(begun)).isEqualTo(1);

        executor.shutdown();
        starter.execute(() -> begun.add(2));
        starter.join();
        starter.close();
        starter.execute(() -> begun.add(3));

        assertThat(begun).isEmpty();
    }

    private static <T> T take(final BlockingQueue<T> queue) throws InterruptedException {
        final T first = queue.poll(10, TimeUnit.SECONDS);
        assertThat(first).isNotNull();
        return first;
    }
}
