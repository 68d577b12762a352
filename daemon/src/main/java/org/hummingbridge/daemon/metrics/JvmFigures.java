/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.daemon.metrics;

import com.sun.management.UnixOperatingSystemMXBean;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryUsage;

/** The figures of the JVM that jitsi-videobridge shows. Micrometer's own, with more of them, are beside them. */
final class JvmFigures {
    private JvmFigures() {}

    static void addTo(final Families families) {
        final MemoryUsage heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage();
        long collections = 0;
        long collectionMillis = 0;
        for (final GarbageCollectorMXBean collector : ManagementFactory.getGarbageCollectorMXBeans()) {
            collections += Math.max(0, collector.getCollectionCount());
            collectionMillis += Math.max(0, collector.getCollectionTime());
        }
        families.gauge(
                        "startup_time",
                        "When the process started, in milliseconds of the Unix epoch.",
                        ManagementFactory.getRuntimeMXBean().getStartTime())
                .gauge(
                        "thread_count",
                        "Threads of the JVM, virtual ones not counted.",
                        ManagementFactory.getThreadMXBean().getThreadCount())
                .gauge("jvm_gc_count", "Garbage collections.", collections)
                .gauge("jvm_gc_time", "Time that garbage collections took, in milliseconds.", collectionMillis)
                .gauge("jvm_heap_committed", "Heap that the JVM holds, in bytes.", heap.getCommitted())
                .gauge("jvm_heap_used", "Heap in use, in bytes.", heap.getUsed());
        if (ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean unix) {
            families.gauge("jvm_open_fd_count", "Open file descriptors.", unix.getOpenFileDescriptorCount());
        }
    }
}
