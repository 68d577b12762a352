/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.net;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/**
 * An array of Linux's {@code mmsghdr} for 64-bit machines, each with one {@code iovec}, an address and room for one UDP_SEGMENT
 * control message. All pointers between them are set once; a message is then only a few numbers. Payloads are the caller's.
 */
final class MessageHeaders {
    /** {@code struct mmsghdr}: msghdr of 56 bytes, msg_len, padding. */
    private static final int HEADER_BYTES = 64;

    private static final int NAME = 0;
    private static final int NAME_LENGTH = 8;
    private static final int VECTORS = 16;
    private static final int VECTOR_COUNT = 24;
    private static final int CONTROL = 32;
    private static final int CONTROL_LENGTH = 40;
    private static final int MESSAGE_LENGTH = 56;

    /** {@code struct iovec}. */
    private static final int VECTOR_BYTES = 16;

    private static final int VECTOR_BASE = 0;
    private static final int VECTOR_LENGTH = 8;

    /** CMSG_SPACE(2): cmsghdr of 16 bytes, the segment size, padding to 8. */
    private static final int CONTROL_BYTES = 24;

    private static final int CONTROL_LEVEL = 8;
    private static final int CONTROL_TYPE = 12;
    private static final int CONTROL_DATA = 16;

    /** CMSG_LEN(2). */
    private static final long SEGMENT_CONTROL_LENGTH = CONTROL_DATA + Short.BYTES;

    private static final int ALIGNMENT = 64;

    private final MemorySegment headers;
    private final MemorySegment vectors;
    private final MemorySegment names;
    private final MemorySegment controls;

    MessageHeaders(final Arena arena, final int count) {
        headers = arena.allocate((long) count * HEADER_BYTES, ALIGNMENT);
        vectors = arena.allocate((long) count * VECTOR_BYTES, ALIGNMENT);
        names = arena.allocate((long) count * SocketAddressBytes.BYTES, ALIGNMENT);
        controls = arena.allocate((long) count * CONTROL_BYTES, ALIGNMENT);
        for (int i = 0; i < count; i++) {
            headers.set(JAVA_LONG, at(i, NAME), names.address() + nameAt(i));
            headers.set(JAVA_LONG, at(i, VECTORS), vectors.address() + (long) i * VECTOR_BYTES);
            headers.set(JAVA_LONG, at(i, VECTOR_COUNT), 1);
            final long control = (long) i * CONTROL_BYTES;
            controls.set(JAVA_LONG, control, SEGMENT_CONTROL_LENGTH);
            controls.set(JAVA_INT, control + CONTROL_LEVEL, Linux.SOL_UDP);
            controls.set(JAVA_INT, control + CONTROL_TYPE, Linux.UDP_SEGMENT);
        }
    }

    private static long at(final int index, final int field) {
        return (long) index * HEADER_BYTES + field;
    }

    /** For the system call. */
    long address(final int index) {
        return headers.address() + at(index, 0);
    }

    MemorySegment names() {
        return names;
    }

    long nameAt(final int index) {
        return (long) index * SocketAddressBytes.BYTES;
    }

    void nameLength(final int index, final int bytes) {
        headers.set(JAVA_INT, at(index, NAME_LENGTH), bytes);
    }

    /** Where the message stands, or is to be put. */
    void payload(final int index, final long address, final int length) {
        vectors.set(JAVA_LONG, (long) index * VECTOR_BYTES + VECTOR_BASE, address);
        vectors.set(JAVA_LONG, (long) index * VECTOR_BYTES + VECTOR_LENGTH, length);
    }

    /** Lets the kernel cut the message into datagrams of {@code segmentSize} bytes; 0 sends it as it is. */
    void segmentSize(final int index, final int segmentSize) {
        final long control = (long) index * CONTROL_BYTES;
        controls.set(JAVA_SHORT, control + CONTROL_DATA, (short) segmentSize);
        headers.set(JAVA_LONG, at(index, CONTROL), segmentSize == 0 ? 0 : controls.address() + control);
        headers.set(JAVA_LONG, at(index, CONTROL_LENGTH), segmentSize == 0 ? 0 : CONTROL_BYTES);
    }

    /** What the kernel put there: bytes received. */
    int messageLength(final int index) {
        return headers.get(JAVA_INT, at(index, MESSAGE_LENGTH));
    }
}
