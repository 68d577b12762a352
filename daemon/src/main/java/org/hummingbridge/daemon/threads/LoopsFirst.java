/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.daemon.threads;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Has the kernel give the event loops a core before anything else of the process: a loop that wakes up interrupts whoever else
 * of us has it, instead of waiting for the end of that one's slice, which is up to 4 ms. Needs no privilege, since it only asks
 * for shorter slices and less weight; never touches a process that was started in another scheduling class.
 *
 * <p>A look at all threads is repeated, since compilers and the carriers of virtual threads come and go.
 */
public final class LoopsFirst {
    /** The shortest that Linux grants (6.12 on). What wakes with a shorter slice than what runs goes first. */
    private static final long SLICE_NANOS = 100_000;

    /**
     * A tenth of a loop's weight. Enough to let the loops go first, and little enough that a loop which is busy all the time,
     * because its code is not compiled yet, leaves the compilers what they need to get it out of there.
     */
    private static final int BACKGROUND_NICE = 10;

    private static final int WORST_NICE = 19;
    private static final Path THREADS = Path.of("/proc/self/task");

    /** The process's first thread, which only waits for the end of the JVM, has the nice value that the process was given. */
    private static final int FIRST_THREAD = (int) ProcessHandle.current().pid();

    private final @Nullable LinuxScheduler scheduler;
    private final int ownNice;
    private final String report;

    private LoopsFirst(final @Nullable LinuxScheduler scheduler, final int ownNice, final String report) {
        this.scheduler = scheduler;
        this.ownNice = ownNice;
        this.report = report;
    }

    /** Arranges it for the threads that there are. */
    public static LoopsFirst arrange(final boolean wanted) {
        if (!wanted) {
            return unavailable("as the kernel likes (hummingbridge.threads.loops-first is off)");
        }
        // Whatever is wrong (another system, native access denied, a sandbox) has the same consequence.
        try {
            final LinuxScheduler scheduler = new LinuxScheduler();
            final ThreadSchedule own = scheduler.of(FIRST_THREAD);
            if (own.policy() != ThreadSchedule.ORDINARY) {
                return unavailable("as they were started, in another scheduling class than SCHED_OTHER");
            }
            if (firstLoop(scheduler) == null) {
                return unavailable("as the kernel likes: there are no event loops");
            }
            final LoopsFirst arranged = new LoopsFirst(scheduler, own.nice(), "");
            arranged.review();
            return new LoopsFirst(scheduler, own.nice(), describe(scheduler, own.nice()));
        } catch (IOException | RuntimeException | LinkageError | AssertionError e) {
            return unavailable("as the kernel likes: " + e.getMessage());
        }
    }

    private static LoopsFirst unavailable(final String reason) {
        return new LoopsFirst(null, 0, reason);
    }

    /** One clause for people. */
    public String report() {
        return report;
    }

    /** Looks at all threads again; one at a time. */
    public void review() {
        if (scheduler == null) {
            return;
        }
        for (final int thread : threads()) {
            review(scheduler, thread);
        }
    }

    private void review(final LinuxScheduler kernel, final int thread) {
        try {
            final ThreadSchedule now = kernel.of(thread);
            final ThreadSchedule right = right(ThreadRole.of(name(thread)), now);
            if (!right.equals(now)) {
                kernel.change(thread, right);
            }
        } catch (IOException e) {
            // It has ended meanwhile, or is not ours to change; there is nothing to be done either way.
            return;
        }
    }

    /** What inherits from a loop would otherwise go first, too. */
    private ThreadSchedule right(final ThreadRole role, final ThreadSchedule now) {
        return switch (role) {
            case LOOP -> new ThreadSchedule(now.policy(), true, now.nice(), SLICE_NANOS);
            case PAUSE -> now;
            case BACKGROUND -> now.withNice(Math.max(now.nice(), Math.min(WORST_NICE, ownNice + BACKGROUND_NICE)));
        };
    }

    private static String describe(final LinuxScheduler scheduler, final int ownNice) throws IOException {
        final ThreadSchedule loop = firstLoop(scheduler);
        return "event loops first, all else nice " + Math.min(WORST_NICE, ownNice + BACKGROUND_NICE)
                + (loop != null && loop.sliceNanos() == SLICE_NANOS ? "" : "; Linux 6.12 could interrupt it at once");
    }

    private static @Nullable ThreadSchedule firstLoop(final LinuxScheduler scheduler) throws IOException {
        for (final int thread : threads()) {
            if (ThreadRole.of(name(thread)) == ThreadRole.LOOP) {
                return scheduler.of(thread);
            }
        }
        return null;
    }

    private static List<Integer> threads() {
        try (Stream<Path> all = Files.list(THREADS)) {
            return all.map(thread -> Integer.valueOf(thread.getFileName().toString()))
                    .filter(thread -> thread != FIRST_THREAD)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String name(final int thread) throws IOException {
        return Files.readString(THREADS.resolve(Integer.toString(thread)).resolve("comm"))
                .strip();
    }
}
