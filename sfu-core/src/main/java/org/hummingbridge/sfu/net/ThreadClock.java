/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.net;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import org.hummingbridge.sfu.datagram.Loop;

/** The CPU time of one loop's thread, as the JVM has it from the kernel. Costs whoever asks a system call, and the loop nothing. */
final class ThreadClock {
    private final ThreadMXBean threads;
    private final long thread;

    /** Of the calling thread. */
    static ThreadClock ofThisThread() {
        return new ThreadClock(
                ManagementFactory.getThreadMXBean(), Thread.currentThread().threadId());
    }

    ThreadClock(final ThreadMXBean threads, final long thread) {
        this.threads = threads;
        this.thread = thread;
    }

    /** {@link Loop#UNKNOWN_CPU} where the JVM cannot tell, or when the thread has ended. Any thread. */
    long nanos() {
        // Either throws where it is not to be had, which differs by system, and the second may be switched off at any
        // time.
        return threads.isThreadCpuTimeSupported() && threads.isThreadCpuTimeEnabled()
                ? threads.getThreadCpuTime(thread)
                : Loop.UNKNOWN_CPU;
    }
}
