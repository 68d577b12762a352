/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.bench.net;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Waits for datagrams on many sockets, with a time limit in nanoseconds, and wakes when another thread asks for it. Made, used and
 * closed on one thread but for {@link #wake}.
 */
public final class Poller implements AutoCloseable {
    private static final int MAX_EVENTS = 256;
    private static final int WAKE = -1;
    private static final int NANOS_PER_SECOND = 1_000_000_000;

    /** struct epoll_event is packed on x86-64 only. */
    private static final boolean PACKED = "amd64".equals(System.getProperty("os.arch"));

    private static final int EVENT_BYTES = PACKED ? 12 : 16;
    private static final int EVENT_TAG = PACKED ? 4 : 8;

    private final Arena arena = Arena.ofShared();
    private final Posix posix = new Posix(arena);

    /** For the waking threads, one at a time: {@link #signalled} admits the first alone. */
    private final Posix wakers = new Posix(arena);

    private final MemorySegment events = arena.allocate((long) MAX_EVENTS * EVENT_BYTES, Long.BYTES);
    private final MemorySegment timeout = arena.allocate(16, Long.BYTES);
    private final MemorySegment word = arena.allocate(JAVA_LONG);
    private final MemorySegment one = arena.allocate(JAVA_LONG);
    private final AtomicBoolean signalled = new AtomicBoolean();
    private final int epoll;
    private final int wake;

    public Poller() throws IOException {
        epoll = checked(posix.epollCreate(), "epoll_create1");
        wake = checked(posix.eventfd(), "eventfd");
        one.set(JAVA_LONG, 0, 1);
        add(wake, WAKE);
    }

    Posix posix() {
        return posix;
    }

    Arena arena() {
        return arena;
    }

    /**
     * {@code tag} is what {@link #ready} tells of the socket; 0 or more. It is told once when something has come, and has to be read
     * until a batch is not full.
     */
    void add(final int fd, final int tag) throws IOException {
        events.set(JAVA_INT, 0, Posix.EPOLLIN | Posix.EPOLLET);
        events.set(JAVA_INT, EVENT_TAG, tag);
        if (!PACKED) {
            events.set(JAVA_INT, 4, 0);
        }
        checked(posix.epollControl(epoll, Posix.EPOLL_CTL_ADD, fd, events.address()), "epoll_ctl");
    }

    void remove(final int fd) {
        posix.epollControl(epoll, Posix.EPOLL_CTL_DEL, fd, events.address());
    }

    /** How many sockets have something to read, after at most {@code nanos}. */
    public int await(final long nanos) {
        final long limit = Math.max(0, nanos);
        timeout.set(JAVA_LONG, 0, limit / NANOS_PER_SECOND);
        timeout.set(JAVA_LONG, 8, limit % NANOS_PER_SECOND);
        final int ready = Math.max(0, posix.epollWait(epoll, events.address(), MAX_EVENTS, timeout.address()));
        for (int i = 0; i < ready; i++) {
            if (ready(i) == WAKE) {
                posix.read(wake, word.address(), Long.BYTES);
                signalled.set(false);
            }
        }
        return ready;
    }

    /** Tag of the {@code index}-th ready socket; negative for the wake-up. */
    public int ready(final int index) {
        return events.get(JAVA_INT.withByteAlignment(1), (long) index * EVENT_BYTES + EVENT_TAG);
    }

    /** Ends the wait; any thread. */
    public void wake() {
        if (signalled.compareAndSet(false, true)) {
            wakers.write(wake, one.address(), Long.BYTES);
        }
    }

    @Override
    public void close() {
        posix.close(wake);
        posix.close(epoll);
        arena.close();
    }

    static int checked(final int result, final String call) throws IOException {
        if (result < 0) {
            throw new IOException(call + " failed with error " + -result + " of the kernel");
        }
        return result;
    }
}
