/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.bench.net;

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
 * The calls of Linux's C library that the generator makes, each returning its result or the negated errno. Checks nothing: a
 * wrong address crashes the process. For one thread, whose errno state it holds.
 */
final class Posix {
    static final short AF_INET = 2;
    static final int SOCK_DGRAM_NONBLOCK_CLOEXEC = 0x2 | 0x800 | 0x8_0000;
    static final int SOL_SOCKET = 1;
    static final int SO_SNDBUF = 7;
    static final int SO_RCVBUF = 8;

    /** Takes root and ignores net.core.rmem_max. */
    static final int SO_RCVBUFFORCE = 33;

    static final int SO_SNDBUFFORCE = 32;

    /** Of 64-bit machines; the control message that comes of it has the same number. */
    static final int SO_TIMESTAMPNS = 35;

    static final int MSG_DONTWAIT = 0x40;
    static final int EPOLL_CTL_ADD = 1;
    static final int EPOLL_CTL_DEL = 2;
    static final int EPOLLIN = 1;
    static final int EPOLLET = 1 << 31;
    static final int CLOEXEC = 0x8_0000;

    /** Of x86-64; on other machines by the table that is common to the newer ones. */
    private static final long SCHED_SETATTR = "amd64".equals(System.getProperty("os.arch")) ? 314 : 274;

    static final int EFD_NONBLOCK_CLOEXEC = 0x800 | CLOEXEC;

    private static final Linker LINKER = Linker.nativeLinker();
    private static final MemoryLayout STATE = Linker.Option.captureStateLayout();
    private static final VarHandle ERRNO = STATE.varHandle(MemoryLayout.PathElement.groupElement("errno"));

    private static final MethodHandle SOCKET = handle("socket", JAVA_INT, JAVA_INT, JAVA_INT);
    private static final MethodHandle BIND = handle("bind", JAVA_INT, JAVA_LONG, JAVA_INT);
    private static final MethodHandle GETSOCKNAME = handle("getsockname", JAVA_INT, JAVA_LONG, JAVA_LONG);
    private static final MethodHandle SETSOCKOPT =
            handle("setsockopt", JAVA_INT, JAVA_INT, JAVA_INT, JAVA_LONG, JAVA_INT);
    private static final MethodHandle RECVMMSG = handle("recvmmsg", JAVA_INT, JAVA_LONG, JAVA_INT, JAVA_INT, JAVA_LONG);
    private static final MethodHandle SENDTO =
            handle("sendto", JAVA_INT, JAVA_LONG, JAVA_LONG, JAVA_INT, JAVA_LONG, JAVA_INT);
    private static final MethodHandle SENDMMSG = handle("sendmmsg", JAVA_INT, JAVA_LONG, JAVA_INT, JAVA_INT);
    private static final MethodHandle EPOLL_CREATE = handle("epoll_create1", JAVA_INT);
    private static final MethodHandle EPOLL_CTL = handle("epoll_ctl", JAVA_INT, JAVA_INT, JAVA_INT, JAVA_LONG);
    private static final MethodHandle EPOLL_PWAIT2 =
            handle("epoll_pwait2", JAVA_INT, JAVA_LONG, JAVA_INT, JAVA_LONG, JAVA_LONG);
    private static final MethodHandle SYSCALL = LINKER.downcallHandle(
            LINKER.defaultLookup().findOrThrow("syscall"),
            FunctionDescriptor.of(JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG),
            Linker.Option.captureCallState("errno"),
            Linker.Option.firstVariadicArg(1));
    private static final MethodHandle EVENTFD = handle("eventfd", JAVA_INT, JAVA_INT);
    private static final MethodHandle READ = handle("read", JAVA_INT, JAVA_LONG, JAVA_LONG);
    private static final MethodHandle WRITE = handle("write", JAVA_INT, JAVA_LONG, JAVA_LONG);
    private static final MethodHandle CLOSE = handle("close", JAVA_INT);

    private final MemorySegment state;

    Posix(final Arena arena) {
        state = arena.allocate(STATE);
    }

    private static MethodHandle handle(final String name, final MemoryLayout... parameters) {
        return LINKER.downcallHandle(
                LINKER.defaultLookup().findOrThrow(name),
                FunctionDescriptor.of(JAVA_INT, parameters),
                Linker.Option.captureCallState("errno"));
    }

    int socket() {
        try {
            return result((int) SOCKET.invokeExact(state, (int) AF_INET, SOCK_DGRAM_NONBLOCK_CLOEXEC, 0));
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    int bind(final int fd, final long address, final int length) {
        try {
            return result((int) BIND.invokeExact(state, fd, address, length));
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    int getsockname(final int fd, final long address, final long length) {
        try {
            return result((int) GETSOCKNAME.invokeExact(state, fd, address, length));
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    int setsockopt(final int fd, final int level, final int option, final long value, final int length) {
        try {
            return result((int) SETSOCKOPT.invokeExact(state, fd, level, option, value, length));
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    int recvmmsg(final int fd, final long messages, final int count) {
        try {
            return result((int) RECVMMSG.invokeExact(state, fd, messages, count, MSG_DONTWAIT, 0L));
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    int sendto(final int fd, final long bytes, final long length, final long address, final int addressLength) {
        try {
            return result((int) SENDTO.invokeExact(state, fd, bytes, length, MSG_DONTWAIT, address, addressLength));
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    int sendmmsg(final int fd, final long messages, final int count) {
        try {
            return result((int) SENDMMSG.invokeExact(state, fd, messages, count, MSG_DONTWAIT));
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    int epollCreate() {
        try {
            return result((int) EPOLL_CREATE.invokeExact(state, CLOEXEC));
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    int epollControl(final int epoll, final int operation, final int fd, final long event) {
        try {
            return result((int) EPOLL_CTL.invokeExact(state, epoll, operation, fd, event));
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    /** Waits at most as long as the {@code timespec} at {@code timeout} says. */
    int epollWait(final int epoll, final long events, final int count, final long timeout) {
        try {
            return result((int) EPOLL_PWAIT2.invokeExact(state, epoll, events, count, timeout, 0L));
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    /** sched_setattr(2), for which the C library has no function of its own. */
    int schedule(final long thread, final long attributes) {
        try {
            return result((int) (long) SYSCALL.invokeExact(state, SCHED_SETATTR, thread, attributes, 0L));
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    int eventfd() {
        try {
            return result((int) EVENTFD.invokeExact(state, 0, EFD_NONBLOCK_CLOEXEC));
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    int read(final int fd, final long to, final long length) {
        try {
            return result((int) READ.invokeExact(state, fd, to, length));
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    int write(final int fd, final long from, final long length) {
        try {
            return result((int) WRITE.invokeExact(state, fd, from, length));
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    int close(final int fd) {
        try {
            return result((int) CLOSE.invokeExact(state, fd));
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    private int result(final int result) {
        return result >= 0 ? result : -(int) ERRNO.get(state, 0L);
    }

    /** invokeExact declares Throwable; a native call throws none. */
    private static AssertionError unexpected(final Throwable e) {
        return new AssertionError("a call into libc failed before it was made", e);
    }
}
