/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.daemon.threads;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;

/**
 * Linux's scheduler, asked through java.lang.foreign; making one fails with the reason where that does not work. Not
 * thread-safe.
 *
 * <p>The C library has had no function of its own for these calls until lately, so they go through syscall(2).
 */
final class LinuxScheduler {
    /** struct sched_attr as Linux 3.14 had it: size, policy, flags, nice, priority, runtime, deadline, period. */
    private static final int ATTRIBUTES_BYTES = 48;

    private static final int POLICY_AT = 4;
    private static final int FLAGS_AT = 8;
    private static final int NICE_AT = 16;
    private static final int RUNTIME_AT = 24;

    /** Children begin as ordinary threads. */
    private static final long RESET_ON_FORK = 1;

    private final long getNumber;
    private final long setNumber;
    private final MethodHandle call;
    private final VarHandle errno;
    private final MemorySegment state;
    private final MemorySegment attributes;

    /** @throws UnsupportedOperationException on other systems */
    LinuxScheduler() {
        final String system = System.getProperty("os.name") + " on " + System.getProperty("os.arch");
        switch (system) {
            case "Linux on amd64" -> {
                getNumber = 315;
                setNumber = 314;
            }
            case "Linux on aarch64" -> {
                getNumber = 275;
                setNumber = 274;
            }
            default -> throw new UnsupportedOperationException("this is " + system);
        }
        final Linker linker = Linker.nativeLinker();
        final MemoryLayout stateLayout = Linker.Option.captureStateLayout();
        final Linker.Option[] options = {Linker.Option.captureCallState("errno"), Linker.Option.firstVariadicArg(1)};
        final MemorySegment syscall = linker.defaultLookup().findOrThrow("syscall");
        call = linker.downcallHandle(
                syscall, FunctionDescriptor.of(JAVA_LONG, JAVA_LONG, JAVA_INT, JAVA_LONG, JAVA_INT, JAVA_INT), options);
        errno = stateLayout.varHandle(MemoryLayout.PathElement.groupElement("errno"));
        state = Arena.ofAuto().allocate(stateLayout);
        attributes = Arena.ofAuto().allocate(ATTRIBUTES_BYTES, Long.BYTES);
    }

    /** @param thread its number as the kernel counts; 0 for the calling one */
    ThreadSchedule of(final int thread) throws IOException {
        final long result;
        try {
            result = (long) call.invokeExact(state, getNumber, thread, attributes.address(), ATTRIBUTES_BYTES, 0);
        } catch (Throwable e) {
            throw unexpected(e);
        }
        check(result, "sched_getattr");
        return new ThreadSchedule(
                attributes.get(JAVA_INT, POLICY_AT),
                (attributes.get(JAVA_LONG, FLAGS_AT) & RESET_ON_FORK) != 0,
                attributes.get(JAVA_INT, NICE_AT),
                attributes.get(JAVA_LONG, RUNTIME_AT));
    }

    void change(final int thread, final ThreadSchedule schedule) throws IOException {
        attributes.fill((byte) 0);
        attributes.set(JAVA_INT, 0, ATTRIBUTES_BYTES);
        attributes.set(JAVA_INT, POLICY_AT, schedule.policy());
        attributes.set(JAVA_LONG, FLAGS_AT, schedule.resetOnFork() ? RESET_ON_FORK : 0);
        attributes.set(JAVA_INT, NICE_AT, schedule.nice());
        attributes.set(JAVA_LONG, RUNTIME_AT, schedule.sliceNanos());
        final long result;
        try {
            result = (long) call.invokeExact(state, setNumber, thread, attributes.address(), 0, 0);
        } catch (Throwable e) {
            throw unexpected(e);
        }
        check(result, "sched_setattr");
    }

    private void check(final long result, final String call) throws IOException {
        if (result < 0) {
            throw new IOException(call + " failed with error " + (int) errno.get(state, 0L));
        }
    }

    /** invokeExact declares Throwable; a native call throws none. */
    private static AssertionError unexpected(final Throwable e) {
        return new AssertionError("a call into libc failed before it was made", e);
    }
}
