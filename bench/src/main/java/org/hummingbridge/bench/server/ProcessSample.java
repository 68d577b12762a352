/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.bench.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;

/**
 * What Linux has counted for a process so far, all threads together.
 *
 * @param userMicros CPU time; the kernel samples its split, while the sum is exact to 10 ms
 * @param switches voluntary context switches of the threads that live now: waits
 * @param preemptions involuntary ones
 */
public record ProcessSample(
        long userMicros, long kernelMicros, long residentBytes, long switches, long preemptions, int threads) {
    /** Linux's USER_HZ, fixed for user space. */
    private static final long MICROS_PER_TICK = 10_000;

    /** Fields behind the command's name, counted from the state: proc(5). */
    static final int USER_TICKS = 11;

    static final int KERNEL_TICKS = 12;
    private static final int THREADS = 17;

    public static ProcessSample of(final long pid) throws IOException {
        final Path process = Path.of("/proc", Long.toString(pid));
        final String[] fields = fieldsOf(Files.readString(process.resolve("stat")));
        long switches = 0;
        long preemptions = 0;
        try (DirectoryStream<Path> threads = Files.newDirectoryStream(process.resolve("task"))) {
            for (final Path thread : threads) {
                try {
                    final List<String> status = Files.readAllLines(thread.resolve("status"));
                    switches += number(status, "voluntary_ctxt_switches:");
                    preemptions += number(status, "nonvoluntary_ctxt_switches:");
                } catch (NoSuchFileException | UncheckedIOException e) {
                    // The thread ended meanwhile.
                }
            }
        }
        return new ProcessSample(
                Long.parseLong(fields[USER_TICKS]) * MICROS_PER_TICK,
                Long.parseLong(fields[KERNEL_TICKS]) * MICROS_PER_TICK,
                number(Files.readAllLines(process.resolve("status")), "VmRSS:") * 1024,
                switches,
                preemptions,
                Integer.parseInt(fields[THREADS]));
    }

    /** The command's name stands in parentheses and may contain anything. */
    static String[] fieldsOf(final String stat) {
        return stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
    }

    static long number(final List<String> lines, final String name) {
        for (final String line : lines) {
            if (line.startsWith(name)) {
                return Long.parseLong(line.substring(name.length()).trim().split(" ", -1)[0]);
            }
        }
        return 0;
    }

    public long cpuMicros() {
        return userMicros + kernelMicros;
    }
}
