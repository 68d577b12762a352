/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.bench.net;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The threads of this process beside the calling one: compilers, garbage collector. A thread that polls is not preferred on
 * waking, as one that sleeps is, so each of their time slices of 3 ms would be a gap in what it sends.
 */
public final class OtherThreads {
    /** {@code struct sched_attr} of sched_setattr(2). */
    private static final int ATTRIBUTES_BYTES = 48;

    private static final int NICE = 16;
    private static final int SLICE = 24;

    /** A third of the weight of a usual thread: enough to compile what warms up. */
    private static final int GIVES_WAY = 5;

    /** The shortest slice that Linux gives; kernels before 6.12 take no notice. */
    private static final long SLICE_NANOS = 100_000;

    private OtherThreads() {}

    /**
     * Makes them give way, in short slices, to the calling thread and to those that it starts. Needs no privileges.
     *
     * @return how many do
     */
    public static int giveWay() throws IOException {
        final String own =
                Path.of("/proc/thread-self").toRealPath().getFileName().toString();
        int giving = 0;
        try (Arena arena = Arena.ofConfined();
                DirectoryStream<Path> threads = Files.newDirectoryStream(Path.of("/proc/self/task"))) {
            final Posix posix = new Posix(arena);
            final MemorySegment attributes = arena.allocate(ATTRIBUTES_BYTES, Long.BYTES);
            attributes.set(JAVA_INT, 0, ATTRIBUTES_BYTES);
            attributes.set(JAVA_INT, NICE, GIVES_WAY);
            attributes.set(JAVA_LONG, SLICE, SLICE_NANOS);
            for (final Path thread : threads) {
                final String id = thread.getFileName().toString();
                if (!id.equals(own) && posix.schedule(Long.parseLong(id), attributes.address()) >= 0) {
                    giving++;
                }
            }
        }
        return giving;
    }
}
