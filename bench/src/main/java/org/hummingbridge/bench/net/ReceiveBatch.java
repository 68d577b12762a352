/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.bench.net;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import org.hummingbridge.sfu.datagram.Path;

/**
 * What one recvmmsg brings, shown until the next: bytes, sender, and when the kernel took the datagram in. Shared by all sockets
 * of a {@link Poller}; allocates nothing but the {@link #path} that is asked for.
 */
public final class ReceiveBatch {
    public static final int MAX_DATAGRAMS = 64;
    public static final int MAX_DATAGRAM_BYTES = 2048;

    /** {@code struct mmsghdr}: msghdr of 56 bytes, msg_len, padding. */
    private static final int HEADER_BYTES = 64;

    private static final int NAME = 0;
    private static final int NAME_LENGTH = 8;
    private static final int VECTORS = 16;
    private static final int VECTOR_COUNT = 24;
    private static final int CONTROL = 32;
    private static final int CONTROL_LENGTH = 40;
    private static final int MESSAGE_LENGTH = 56;
    private static final int VECTOR_BYTES = 16;
    private static final int NAME_BYTES = 16;

    /** CMSG_SPACE of a timespec: cmsghdr of 16 bytes, seconds, nanoseconds. */
    private static final int CONTROL_BYTES = 32;

    private static final int CONTROL_LEVEL = 8;
    private static final int CONTROL_TYPE = 12;
    private static final int CONTROL_DATA = 16;
    private static final long NANOS_PER_SECOND = 1_000_000_000L;
    private static final ValueLayout.OfShort NETWORK_SHORT = JAVA_SHORT.withOrder(ByteOrder.BIG_ENDIAN);
    private static final ValueLayout.OfInt NETWORK_INT = JAVA_INT.withOrder(ByteOrder.BIG_ENDIAN);
    private static final long IPV4_MAPPED = 0x0000_ffff_0000_0000L;

    private final MemorySegment headers;
    private final MemorySegment names;
    private final MemorySegment controls;
    private final MemorySegment payload;

    public ReceiveBatch(final Poller poller) {
        final Arena arena = poller.arena();
        headers = arena.allocate((long) MAX_DATAGRAMS * HEADER_BYTES, HEADER_BYTES);
        names = arena.allocate((long) MAX_DATAGRAMS * NAME_BYTES, Long.BYTES);
        controls = arena.allocate((long) MAX_DATAGRAMS * CONTROL_BYTES, Long.BYTES);
        payload = arena.allocate((long) MAX_DATAGRAMS * MAX_DATAGRAM_BYTES, HEADER_BYTES);
        final MemorySegment vectors = arena.allocate((long) MAX_DATAGRAMS * VECTOR_BYTES, Long.BYTES);
        for (int i = 0; i < MAX_DATAGRAMS; i++) {
            vectors.set(JAVA_LONG, (long) i * VECTOR_BYTES, payload.address() + (long) i * MAX_DATAGRAM_BYTES);
            vectors.set(JAVA_LONG, (long) i * VECTOR_BYTES + 8, MAX_DATAGRAM_BYTES);
            headers.set(JAVA_LONG, at(i, NAME), names.address() + (long) i * NAME_BYTES);
            headers.set(JAVA_INT, at(i, NAME_LENGTH), NAME_BYTES);
            headers.set(JAVA_LONG, at(i, VECTORS), vectors.address() + (long) i * VECTOR_BYTES);
            headers.set(JAVA_LONG, at(i, VECTOR_COUNT), 1);
            headers.set(JAVA_LONG, at(i, CONTROL), controls.address() + (long) i * CONTROL_BYTES);
            headers.set(JAVA_LONG, at(i, CONTROL_LENGTH), CONTROL_BYTES);
        }
    }

    private static long at(final int index, final int field) {
        return (long) index * HEADER_BYTES + field;
    }

    int read(final Posix posix, final int fd) {
        final int count = Math.max(0, posix.recvmmsg(fd, headers.address(), MAX_DATAGRAMS));
        for (int i = 0; i < count; i++) {
            headers.set(JAVA_INT, at(i, NAME_LENGTH), NAME_BYTES);
            headers.set(JAVA_LONG, at(i, CONTROL_LENGTH), CONTROL_BYTES);
        }
        return count;
    }

    /** At most {@link #MAX_DATAGRAM_BYTES}, to which longer ones are cut. */
    public int length(final int datagram) {
        return headers.get(JAVA_INT, at(datagram, MESSAGE_LENGTH));
    }

    public void copy(final int datagram, final byte[] to) {
        MemorySegment.copy(payload, JAVA_BYTE, (long) datagram * MAX_DATAGRAM_BYTES, to, 0, length(datagram));
    }

    /** When the kernel took it in, by the wall clock; {@code otherwise} if it did not say. */
    public long kernelNanos(final int datagram, final long otherwise) {
        final long at = (long) datagram * CONTROL_BYTES;
        if (controls.get(JAVA_INT, at + CONTROL_LEVEL) != Posix.SOL_SOCKET
                || controls.get(JAVA_INT, at + CONTROL_TYPE) != Posix.SO_TIMESTAMPNS) {
            return otherwise;
        }
        return controls.get(JAVA_LONG, at + CONTROL_DATA) * NANOS_PER_SECOND
                + controls.get(JAVA_LONG, at + CONTROL_DATA + 8);
    }

    /** Where it came from, on the generator's only kind of socket. */
    public Path path(final int datagram) {
        final long at = (long) datagram * NAME_BYTES;
        return new Path(
                0,
                0,
                IPV4_MAPPED | (names.get(NETWORK_INT, at + 4) & 0xffff_ffffL),
                names.get(NETWORK_SHORT, at + 2) & 0xffff);
    }
}
