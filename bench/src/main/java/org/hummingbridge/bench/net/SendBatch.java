/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.bench.net;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import org.hummingbridge.sfu.datagram.Path;
import org.jspecify.annotations.Nullable;

/**
 * Datagrams of one socket to one place that leave by one sendmmsg, in order: the packets of a frame. Whoever adds has it flushed
 * before the loop waits; another socket or place flushes what came before. Never joins datagrams (GSO): to a bridge they come
 * from browsers, one by one.
 */
public final class SendBatch {
    private static final int MAX_DATAGRAMS = 32;
    private static final int MAX_DATAGRAM_BYTES = ReceiveBatch.MAX_DATAGRAM_BYTES;

    /** {@code struct mmsghdr}: msghdr of 56 bytes, msg_len, padding. */
    private static final int HEADER_BYTES = 64;

    private static final int NAME = 0;
    private static final int NAME_LENGTH = 8;
    private static final int VECTORS = 16;
    private static final int VECTOR_COUNT = 24;
    private static final int VECTOR_BYTES = 16;
    private static final int VECTOR_LENGTH = 8;

    private final Posix posix;
    private final MemorySegment headers;
    private final MemorySegment vectors;
    private final MemorySegment payload;
    private final MemorySegment address;
    private @Nullable GeneratorSocket socket;
    private @Nullable Path path;
    private int count;
    private long sent;

    public SendBatch(final Poller poller) {
        final Arena arena = poller.arena();
        posix = poller.posix();
        headers = arena.allocate((long) MAX_DATAGRAMS * HEADER_BYTES, HEADER_BYTES);
        vectors = arena.allocate((long) MAX_DATAGRAMS * VECTOR_BYTES, Long.BYTES);
        payload = arena.allocate((long) MAX_DATAGRAMS * MAX_DATAGRAM_BYTES, HEADER_BYTES);
        address = arena.allocate(GeneratorSocket.ADDRESS_BYTES, Long.BYTES);
        for (int i = 0; i < MAX_DATAGRAMS; i++) {
            final long header = (long) i * HEADER_BYTES;
            final long vector = (long) i * VECTOR_BYTES;
            vectors.set(JAVA_LONG, vector, payload.address() + (long) i * MAX_DATAGRAM_BYTES);
            headers.set(JAVA_LONG, header + NAME, address.address());
            headers.set(JAVA_INT, header + NAME_LENGTH, GeneratorSocket.ADDRESS_BYTES);
            headers.set(JAVA_LONG, header + VECTORS, vectors.address() + vector);
            headers.set(JAVA_LONG, header + VECTOR_COUNT, 1);
        }
    }

    /** Copies a datagram of at most {@link ReceiveBatch#MAX_DATAGRAM_BYTES}. */
    @SuppressWarnings("ReferenceEquality") // A path that is equal but another only costs a flush.
    public void add(final GeneratorSocket from, final Path to, final byte[] bytes, final int length) {
        if (from != socket || to != path || count == MAX_DATAGRAMS) {
            flush();
            if (!to.isIpv4()) {
                from.failed(1);
                return;
            }
            socket = from;
            path = to;
            GeneratorSocket.write(to, address);
        }
        MemorySegment.copy(bytes, 0, payload, JAVA_BYTE, (long) count * MAX_DATAGRAM_BYTES, length);
        vectors.set(JAVA_LONG, (long) count * VECTOR_BYTES + VECTOR_LENGTH, length);
        count++;
    }

    /** Sends what was added; what the kernel does not take is lost and counted. */
    public void flush() {
        if (socket != null && count > 0) {
            final int taken = Math.max(0, posix.sendmmsg(socket.fd(), headers.address(), count));
            sent += taken;
            socket.left(taken);
            socket.failed(count - taken);
        }
        count = 0;
        socket = null;
        path = null;
    }

    /** Datagrams that left this way so far. */
    public long sent() {
        return sent;
    }
}
