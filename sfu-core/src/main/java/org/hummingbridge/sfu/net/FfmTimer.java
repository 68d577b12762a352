/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.net;

import static java.lang.foreign.ValueLayout.JAVA_LONG;

import io.netty.channel.IoEvent;
import io.netty.channel.IoEventLoop;
import io.netty.channel.IoRegistration;
import io.netty.channel.epoll.EpollIoHandle;
import io.netty.channel.epoll.EpollIoOps;
import io.netty.channel.unix.FileDescriptor;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;

/**
 * A timerfd that Netty's epoll loop watches. The loop can then wait for its sockets without a time limit: a limit arms and disarms a
 * clock of the machine in every turn, which on a virtual one is more than a third of what a turn costs.
 */
final class FfmTimer implements LoopTimer, EpollIoHandle {
    /** struct itimerspec: the period's seconds and nanoseconds, then the first time's. */
    private static final int SPECIFICATION_BYTES = 32;

    private static final int SECONDS_AT = 16;
    private static final int NANOS_AT = 24;
    private static final long NANOS_PER_SECOND = 1_000_000_000L;

    private final Runnable onTime;
    private final Arena arena;
    private final MemorySegment state;
    private final MemorySegment specification;
    private final FileDescriptor descriptor;
    private @Nullable IoRegistration registration;

    private FfmTimer(final Arena arena, final Runnable onTime) throws IOException {
        this.onTime = onTime;
        this.arena = arena;
        this.state = Libc.newState(arena);
        this.specification = arena.allocate(SPECIFICATION_BYTES, Long.BYTES);
        final int fd = Libc.timerfdCreate(state, Linux.CLOCK_MONOTONIC, Linux.TFD_NONBLOCK_CLOEXEC);
        if (fd < 0) {
            throw new IOException("timerfd_create: " + Linux.message(-fd));
        }
        this.descriptor = new FileDescriptor(fd);
    }

    /** Any thread but the loop's own. */
    // The timer owns the arena and closes it with itself.
    @SuppressWarnings("MustBeClosedChecker")
    static FfmTimer open(final IoEventLoop executor, final Runnable onTime) throws IOException {
        final Arena arena = Arena.ofShared();
        FfmTimer timer = null;
        boolean complete = false;
        try {
            timer = new FfmTimer(arena, onTime);
            final IoRegistration registration =
                    executor.register(timer).syncUninterruptibly().getNow();
            // Edge-triggered: each expiry is told once, and needs no read.
            registration.submit(EpollIoOps.EPOLLIN.with(EpollIoOps.EPOLLET));
            timer.registration = registration;
            complete = true;
            return timer;
        } finally {
            if (!complete) {
                if (timer != null) {
                    timer.descriptor.close();
                }
                arena.close();
            }
        }
    }

    /** Fails where there are no such timers. */
    static void check(final Arena arena) throws IOException {
        new FfmTimer(arena, () -> {}).descriptor.close();
    }

    @Override
    public FileDescriptor fd() {
        return descriptor;
    }

    @Override
    public void after(final long nanos) {
        set(nanos / NANOS_PER_SECOND, nanos % NANOS_PER_SECOND);
    }

    @Override
    public void stop() {
        set(0, 0);
    }

    private void set(final long seconds, final long nanos) {
        specification.set(JAVA_LONG, SECONDS_AT, seconds);
        specification.set(JAVA_LONG, NANOS_AT, nanos);
        final int result = Libc.timerfdSettime(state, descriptor.intValue(), specification.address());
        if (result < 0) {
            throw new IllegalStateException("timerfd_settime: " + Linux.message(-result));
        }
    }

    @Override
    public void handle(final IoRegistration ignored, final IoEvent event) {
        onTime.run();
    }

    @Override
    public void close() {
        if (registration == null || !registration.cancel()) {
            return;
        }
        try {
            descriptor.close();
        } catch (IOException e) {
            throw new IllegalStateException("a timer's descriptor was not closed", e);
        }
        arena.close();
    }
}
