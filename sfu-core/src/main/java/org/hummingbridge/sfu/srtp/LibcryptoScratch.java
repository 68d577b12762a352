/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.srtp;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/**
 * Off-heap memory of one thread, through which packets pass on their way to libcrypto. Keeps nothing from one call of a cipher to
 * the next, so that all ciphers of a thread share it.
 *
 * <p>Two copies of a packet in the first-level cache are the price for allocating nothing, however the JIT inlines: handing
 * over heap arrays takes a segment for every argument, and those turned out to be garbage in a well-used JVM.
 */
final class LibcryptoScratch {
    /** The IV of the packet. */
    static final int IV = 0;

    /** Where libcrypto says how much it wrote, which is known anyway. */
    static final int WRITTEN = 16;

    /** SHA_CTX, 96 bytes. */
    static final int STATE = 32;

    /** A finished hash. */
    static final int DIGEST = 128;

    /** What is to be encrypted, authenticated or hashed; as long as {@link #reserve} was asked for. */
    static final int DATA = 192;

    private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);
    private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);

    /** Holds what fits into an Ethernet MTU; reserve() makes room for more. */
    private static final int USUAL_DATA_BYTES = 2048;

    private MemorySegment memory = Arena.ofAuto().allocate(DATA + USUAL_DATA_BYTES, Long.SIZE);

    /** Makes room for {@code bytes} at {@link #DATA}. Invalidates earlier addresses. */
    void reserve(final int bytes) {
        if (DATA + bytes > memory.byteSize()) {
            memory = Arena.ofAuto().allocate(DATA + bytes, Long.SIZE);
        }
    }

    /** Valid while this object is reachable and until {@link #reserve}. */
    long address(final int at) {
        return memory.address() + at;
    }

    /** Puts the IV of a packet of GCM at {@link #IV}. */
    void putIv(final int head, final long tail) {
        memory.set(INT, IV, head);
        memory.set(LONG, IV + Integer.BYTES, tail);
    }

    void put(final int at, final byte[] from, final int offset, final int length) {
        MemorySegment.copy(from, offset, memory, ValueLayout.JAVA_BYTE, at, length);
    }

    void get(final int at, final byte[] to, final int offset, final int length) {
        MemorySegment.copy(memory, ValueLayout.JAVA_BYTE, at, to, offset, length);
    }
}
