/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.bench.server;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/**
 * CPU time of each media loop's thread, by its number in the kernel.
 *
 * @param cpuNanos since the thread started, exact to the nanosecond where the kernel keeps scheduler statistics
 */
public record LoopThreads(Map<Integer, Long> cpuNanos) {
    private static final String LOOP = "udp-loop";

    /** As {@link ProcessSample} counts them, where there are no statistics. */
    private static final long NANOS_PER_TICK = 10_000_000;

    /** Of a running process on this machine. */
    public static LoopThreads of(final long pid) throws IOException {
        return in(Path.of("/proc", Long.toString(pid), "task"));
    }

    static LoopThreads in(final Path tasks) throws IOException {
        final Map<Integer, Long> cpu = new TreeMap<>();
        try (DirectoryStream<Path> threads = Files.newDirectoryStream(tasks)) {
            for (final Path thread : threads) {
                try {
                    if (Files.readString(thread.resolve("comm")).startsWith(LOOP)) {
                        cpu.put(Integer.parseInt(thread.getFileName().toString()), cpuNanos(thread));
                    }
                } catch (NoSuchFileException e) {
                    // The thread ended meanwhile.
                }
            }
        }
        return new LoopThreads(cpu);
    }

    private static long cpuNanos(final Path thread) throws IOException {
        final Path statistics = thread.resolve("schedstat");
        if (Files.exists(statistics)) {
            return Long.parseLong(Files.readString(statistics).split(" ", -1)[0]);
        }
        final String[] fields = ProcessSample.fieldsOf(Files.readString(thread.resolve("stat")));
        return (Long.parseLong(fields[ProcessSample.USER_TICKS]) + Long.parseLong(fields[ProcessSample.KERNEL_TICKS]))
                * NANOS_PER_TICK;
    }

    /** CPU time of the busiest thread in between. */
    public long busiestNanos(final LoopThreads before) {
        return cpuNanos.entrySet().stream()
                .mapToLong(thread -> thread.getValue() - before.cpuNanos.getOrDefault(thread.getKey(), 0L))
                .max()
                .orElse(0);
    }

    /** CPU time of all of them in between. */
    public long allNanos(final LoopThreads before) {
        return cpuNanos.entrySet().stream()
                .mapToLong(thread -> thread.getValue() - before.cpuNanos.getOrDefault(thread.getKey(), 0L))
                .sum();
    }
}
