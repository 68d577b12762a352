/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.srtp;

import java.lang.foreign.MemorySegment;
import java.util.Arrays;

/**
 * {@link Authenticator} over libcrypto's SHA-1. Its state is on the heap: the two hashes of the padded key (RFC 2104 §4) are
 * computed once and copied for every packet, which no HMAC function of libcrypto does as cheaply.
 */
final class LibcryptoAuthenticator implements Authenticator {
    private static final int BLOCK_BYTES = 64;
    private static final byte INNER_PAD = 0x36;
    private static final byte OUTER_PAD = 0x5c;

    /** SHA_CTX of openssl/sha.h: 24 words of 32 bits, which may be copied like any C structure. */
    private static final int STATE_WORDS = 24;

    private final int[] inner;
    private final int[] outer;
    private final int[] state = new int[STATE_WORDS];
    private final MemorySegment stateSegment = MemorySegment.ofArray(state);
    private final byte[] mac = new byte[MAC_BYTES];
    private final MemorySegment macSegment = MemorySegment.ofArray(mac);

    LibcryptoAuthenticator(final byte[] key) {
        if (key.length > BLOCK_BYTES) {
            throw new IllegalArgumentException("a key longer than a block would have to be hashed first");
        }
        inner = padded(key, INNER_PAD);
        outer = padded(key, OUTER_PAD);
        restart();
    }

    private static int[] padded(final byte[] key, final byte pad) {
        final byte[] block = Arrays.copyOf(key, BLOCK_BYTES);
        for (int i = 0; i < BLOCK_BYTES; i++) {
            block[i] ^= pad;
        }
        final int[] words = new int[STATE_WORDS];
        final MemorySegment segment = MemorySegment.ofArray(words);
        require(Libcrypto.sha1Init(segment) & Libcrypto.sha1Update(segment, MemorySegment.ofArray(block), BLOCK_BYTES));
        return words;
    }

    @Override
    public void update(final byte[] bytes, final int offset, final int length) {
        require(Libcrypto.sha1Update(stateSegment, MemorySegment.ofArray(bytes).asSlice(offset, length), length));
    }

    @Override
    public byte[] finish() {
        final int innerDone = Libcrypto.sha1Final(macSegment, stateSegment);
        System.arraycopy(outer, 0, state, 0, STATE_WORDS);
        require(innerDone
                & Libcrypto.sha1Update(stateSegment, macSegment, MAC_BYTES)
                & Libcrypto.sha1Final(macSegment, stateSegment));
        restart();
        return mac;
    }

    private void restart() {
        System.arraycopy(inner, 0, state, 0, STATE_WORDS);
    }

    private static void require(final int succeeded) {
        if (succeeded != 1) {
            throw new IllegalStateException("libcrypto refused to hash");
        }
    }

    @Override
    public void close() {
        // Holds nothing but heap.
    }
}
