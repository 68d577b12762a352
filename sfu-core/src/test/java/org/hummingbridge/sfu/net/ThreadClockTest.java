/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.lang.reflect.Proxy;
import org.hummingbridge.sfu.datagram.Loop;
import org.junit.jupiter.api.Test;

class ThreadClockTest {
    /** A JVM that answers one question so, and refuses to tell times. */
    private static ThreadMXBean jvmThatAnswers(final String question, final boolean answer) {
        return (ThreadMXBean) Proxy.newProxyInstance(
                ThreadClockTest.class.getClassLoader(), new Class<?>[] {ThreadMXBean.class}, (_, method, _) -> {
                    if (method.getName().equals("getThreadCpuTime")) {
                        throw new UnsupportedOperationException();
                    }
                    return method.getName().equals(question) == answer;
                });
    }

    @Test
    void itGoesOnWhileItsThreadWorks() {
        assumeTrue(ManagementFactory.getThreadMXBean().isThreadCpuTimeSupported());
        final ThreadClock clock = ThreadClock.ofThisThread();
        final long before = clock.nanos();
        long after = before;
        for (long rounds = 0; after == before && rounds < 1L << 40; rounds++) {
            after = clock.nanos();
        }

        assertThat(before).isPositive();
        assertThat(after).isGreaterThan(before);
    }

    @Test
    void anotherThreadMayAsk() throws Exception {
        assumeTrue(ManagementFactory.getThreadMXBean().isThreadCpuTimeSupported());
        final ThreadClock clock = ThreadClock.ofThisThread();
        final long[] seen = new long[1];
        final Thread asking = new Thread(() -> seen[0] = clock.nanos());
        asking.start();
        asking.join();

        assertThat(seen[0]).isPositive();
    }

    @Test
    void aJvmThatCannotTellIsNotAsked() {
        final ThreadMXBean cannot = jvmThatAnswers("isThreadCpuTimeSupported", false);

        assertThat(new ThreadClock(cannot, 1).nanos()).isEqualTo(Loop.UNKNOWN_CPU);
    }

    @Test
    void aJvmThatMayNotTellIsNotAsked() {
        final ThreadMXBean mayNot = jvmThatAnswers("isThreadCpuTimeEnabled", false);

        assertThat(new ThreadClock(mayNot, 1).nanos()).isEqualTo(Loop.UNKNOWN_CPU);
    }

    @Test
    void aThreadThatHasEndedTellsNothing() throws Exception {
        final ThreadClock[] clock = new ThreadClock[1];
        final Thread ending = new Thread(() -> clock[0] = ThreadClock.ofThisThread());
        ending.start();
        ending.join();

        assertThat(clock[0].nanos()).isEqualTo(Loop.UNKNOWN_CPU);
    }
}
