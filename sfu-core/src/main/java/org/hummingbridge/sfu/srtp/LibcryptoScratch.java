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

    /** A list of OSSL_PARAM of openssl/core.h, of 40 bytes each: the tag, wherever it is, and the end. */
    static final int TAG_PARAMS = 192;

    /** Name of the first of them, OSSL_CIPHER_PARAM_AEAD_TAG. */
    private static final int TAG_NAME = 280;

    /** What is to be encrypted, authenticated or hashed; as long as {@link #reserve} was asked for. */
    static final int DATA = 320;

    /** Offsets in an OSSL_PARAM, and the type that the tag has: OSSL_PARAM_OCTET_STRING. */
    private static final int PARAM_TYPE = 8;

    private static final int PARAM_DATA = 16;
    private static final int PARAM_SIZE = 24;
    private static final int OCTET_STRING = 5;

    private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);
    private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);

    /** Holds what fits into an Ethernet MTU; reserve() makes room for more. */
    private static final int USUAL_DATA_BYTES = 2048;

    private MemorySegment memory = prepared(USUAL_DATA_BYTES);

    private static MemorySegment prepared(final int dataBytes) {
        final MemorySegment made = Arena.ofAuto().allocate((long) DATA + dataBytes, Long.SIZE);
        made.setString(TAG_NAME, "tag");
        made.set(ValueLayout.JAVA_LONG, TAG_PARAMS, made.address() + TAG_NAME);
        made.set(ValueLayout.JAVA_INT, TAG_PARAMS + PARAM_TYPE, OCTET_STRING);
        made.set(ValueLayout.JAVA_LONG, TAG_PARAMS + PARAM_SIZE, GcmSealer.TAG_BYTES);
        return made;
    }

    /** Address of the parameters that lead to a tag at this address; see {@link Libcrypto#getTag}. */
    long tagParams(final long tag) {
        memory.set(ValueLayout.JAVA_LONG, TAG_PARAMS + PARAM_DATA, tag);
        return memory.address() + TAG_PARAMS;
    }

    /** Makes room for {@code bytes} at {@link #DATA}. Invalidates earlier addresses. */
    void reserve(final int bytes) {
        if (DATA + bytes > memory.byteSize()) {
            memory = prepared(bytes);
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
