/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.net;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;

/**
 * The socket and timer calls of the C library, bound when this class is first touched; that fails with the reason where one is missing.
 * Every call returns its result or the negated errno. Checks nothing: a wrong address crashes the process.
 *
 * <p>The handles are static and final because only then does the JIT compile a call down to the native one. None is "critical":
 * a call into the kernel may take long enough to delay a safepoint.
 */
final class Libc {
    private static final Linker LINKER = Linker.nativeLinker();
    private static final MemoryLayout STATE = Linker.Option.captureStateLayout();
    private static final VarHandle ERRNO = STATE.varHandle(MemoryLayout.PathElement.groupElement("errno"));

    /**
     * One shape for all: the JVM makes classes for each, 5 ms of the start. All ABIs of 64-bit Linux pass integers in registers of
     * their own, sign-extended as a long has them, and a function does not look at what it does not take.
     */
    private static final FunctionDescriptor SHAPE =
            FunctionDescriptor.of(JAVA_INT, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG);

    private static final MethodHandle SOCKET = bind("socket");
    private static final MethodHandle BIND = bind("bind");
    private static final MethodHandle GETSOCKNAME = bind("getsockname");
    private static final MethodHandle SETSOCKOPT = bind("setsockopt");
    private static final MethodHandle GETSOCKOPT = bind("getsockopt");
    private static final MethodHandle RECVMMSG = bind("recvmmsg");
    private static final MethodHandle SENDMMSG = bind("sendmmsg");
    private static final MethodHandle TIMERFD_CREATE = bind("timerfd_create");
    private static final MethodHandle TIMERFD_SETTIME = bind("timerfd_settime");

    private static final MethodHandle GETSOCKOPT_OR_FAIL = bindOrFail("getsockopt");
    private static final MethodHandle SENDMMSG_OR_FAIL = bindOrFail("sendmmsg");
    private static final MethodHandle TIMERFD_SETTIME_OR_FAIL = bindOrFail("timerfd_settime");

    private Libc() {}

    private static MethodHandle bind(final String name) {
        return LINKER.downcallHandle(
                LINKER.defaultLookup().findOrThrow(name), SHAPE, Linker.Option.captureCallState("errno"));
    }

    /**
     * Does not tell its errno: whoever asks for that pays with a slice of the state for every call, until the JIT spares it. What loops
     * call again and again, and may be called twice, is called so, and a second time only to learn why it failed.
     */
    private static MethodHandle bindOrFail(final String name) {
        return LINKER.downcallHandle(LINKER.defaultLookup().findOrThrow(name), SHAPE);
    }

    /** Where a thread's calls leave their errno; one per caller. */
    static MemorySegment newState(final Arena arena) {
        return arena.allocate(STATE);
    }

    static int socket(final MemorySegment state, final int domain, final int type) {
        try {
            return resultOf((int) SOCKET.invokeExact(state, (long) domain, (long) type, 0L, 0L, 0L), state);
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    static int bind(final MemorySegment state, final int fd, final long address, final int length) {
        try {
            return resultOf((int) BIND.invokeExact(state, (long) fd, address, (long) length, 0L, 0L), state);
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    static int getsockname(final MemorySegment state, final int fd, final long address, final long length) {
        try {
            return resultOf((int) GETSOCKNAME.invokeExact(state, (long) fd, address, length, 0L, 0L), state);
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    static int setsockopt(
            final MemorySegment state,
            final int fd,
            final int level,
            final int option,
            final long value,
            final int length) {
        try {
            return resultOf(
                    (int) SETSOCKOPT.invokeExact(state, (long) fd, (long) level, (long) option, value, (long) length),
                    state);
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    static int getsockopt(
            final MemorySegment state,
            final int fd,
            final int level,
            final int option,
            final long value,
            final long length) {
        try {
            final int result =
                    (int) GETSOCKOPT_OR_FAIL.invokeExact((long) fd, (long) level, (long) option, value, length);
            return result >= 0
                    ? result
                    : resultOf(
                            (int) GETSOCKOPT.invokeExact(state, (long) fd, (long) level, (long) option, value, length),
                            state);
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    /** Messages received, without waiting for any. */
    static int recvmmsg(
            final MemorySegment state, final int fd, final long messages, final int count, final int flags) {
        try {
            return resultOf(
                    (int) RECVMMSG.invokeExact(state, (long) fd, messages, (long) count, (long) flags, 0L), state);
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    /**
     * Messages sent before the first that failed; the error itself only if that was the first of all, and failed a second time
     * as well.
     */
    static int sendmmsg(
            final MemorySegment state, final int fd, final long messages, final int count, final int flags) {
        try {
            final int sent = (int) SENDMMSG_OR_FAIL.invokeExact((long) fd, messages, (long) count, (long) flags, 0L);
            return sent >= 0
                    ? sent
                    : resultOf(
                            (int) SENDMMSG.invokeExact(state, (long) fd, messages, (long) count, (long) flags, 0L),
                            state);
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    static int timerfdCreate(final MemorySegment state, final int clock, final int flags) {
        try {
            return resultOf((int) TIMERFD_CREATE.invokeExact(state, (long) clock, (long) flags, 0L, 0L, 0L), state);
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    /** {@code specification} is relative to now. */
    static int timerfdSettime(final MemorySegment state, final int fd, final long specification) {
        try {
            final int result = (int) TIMERFD_SETTIME_OR_FAIL.invokeExact((long) fd, 0L, specification, 0L, 0L);
            return result >= 0
                    ? result
                    : resultOf((int) TIMERFD_SETTIME.invokeExact(state, (long) fd, 0L, specification, 0L, 0L), state);
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    private static int resultOf(final int result, final MemorySegment state) {
        return result >= 0 ? result : -(int) ERRNO.get(state, 0L);
    }

    /** invokeExact declares Throwable; a native call throws none. */
    private static AssertionError unexpected(final Throwable e) {
        return new AssertionError("a call into libc failed before it was made", e);
    }
}
