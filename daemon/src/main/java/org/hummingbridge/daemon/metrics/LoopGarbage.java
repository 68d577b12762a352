/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.daemon.metrics;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;

/** What the event loops allocate, by the JVM's exact count. Asks no loop. */
final class LoopGarbage {
    /** How {@code UdpPorts} names its threads. */
    private static final String LOOP = "udp-loop";

    private LoopGarbage() {}

    /** By all loops since they started. */
    static long allocatedBytes() {
        if (!(ManagementFactory.getThreadMXBean() instanceof ThreadMXBean threads)) {
            return 0;
        }
        long bytes = 0;
        for (final ThreadInfo thread : threads.getThreadInfo(threads.getAllThreadIds())) {
            if (thread != null && thread.getThreadName().startsWith(LOOP)) {
                bytes += Math.max(0, threads.getThreadAllocatedBytes(thread.getThreadId()));
            }
        }
        return bytes;
    }
}
