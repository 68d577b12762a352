/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.srtp;

import java.lang.ref.Reference;
import java.util.Arrays;
import org.hummingbridge.sfu.rtp.BigEndian;

/**
 * {@link Authenticator} over libcrypto's SHA-1. Owns nothing native: the two hashes of the padded key (RFC 2104 §4) are computed
 * once, kept on the heap and copied for every packet, which no HMAC function of libcrypto does as cheaply.
 */
final class LibcryptoAuthenticator implements Authenticator {
    private static final int BLOCK_BYTES = 64;
    private static final byte INNER_PAD = 0x36;
    private static final byte OUTER_PAD = 0x5c;

    /** Size of SHA_CTX of openssl/sha.h, which may be copied like any C structure. */
    private static final int STATE_BYTES = 96;

    private final ThreadLocal<LibcryptoScratch> scratches;
    private final byte[] inner;
    private final byte[] outer;
    private final byte[] wordBytes = new byte[Integer.BYTES];
    private final byte[] result = new byte[MAC_BYTES];

    LibcryptoAuthenticator(final byte[] key, final ThreadLocal<LibcryptoScratch> scratches) {
        if (key.length > BLOCK_BYTES) {
            throw new IllegalArgumentException("a key longer than a block would have to be hashed first");
        }
        this.scratches = scratches;
        inner = stateAfter(key, INNER_PAD);
        outer = stateAfter(key, OUTER_PAD);
    }

    private byte[] stateAfter(final byte[] key, final byte pad) {
        final byte[] block = Arrays.copyOf(key, BLOCK_BYTES);
        for (int i = 0; i < BLOCK_BYTES; i++) {
            block[i] ^= pad;
        }
        final byte[] hashed = new byte[STATE_BYTES];
        final LibcryptoScratch scratch = scratches.get();
        scratch.put(LibcryptoScratch.DATA, block, 0, BLOCK_BYTES);
        final long state = scratch.address(LibcryptoScratch.STATE);
        require(Libcrypto.sha1Init(state)
                & Libcrypto.sha1Update(state, scratch.address(LibcryptoScratch.DATA), BLOCK_BYTES));
        scratch.get(LibcryptoScratch.STATE, hashed, 0, STATE_BYTES);
        return hashed;
    }

    @Override
    public byte[] mac(final byte[] bytes, final int offset, final int length) {
        final LibcryptoScratch scratch = scratches.get();
        scratch.reserve(length);
        scratch.put(LibcryptoScratch.DATA, bytes, offset, length);
        return finish(scratch, length);
    }

    @Override
    public byte[] mac(final byte[] bytes, final int offset, final int length, final int word) {
        final LibcryptoScratch scratch = scratches.get();
        scratch.reserve(length + Integer.BYTES);
        scratch.put(LibcryptoScratch.DATA, bytes, offset, length);
        BigEndian.put32(wordBytes, 0, word);
        scratch.put(LibcryptoScratch.DATA + length, wordBytes, 0, Integer.BYTES);
        return finish(scratch, length + Integer.BYTES);
    }

    private byte[] finish(final LibcryptoScratch scratch, final int length) {
        try {
            final long state = scratch.address(LibcryptoScratch.STATE);
            final long digest = scratch.address(LibcryptoScratch.DIGEST);
            scratch.put(LibcryptoScratch.STATE, inner, 0, STATE_BYTES);
            require(Libcrypto.sha1Update(state, scratch.address(LibcryptoScratch.DATA), length)
                    & Libcrypto.sha1Final(digest, state));
            scratch.put(LibcryptoScratch.STATE, outer, 0, STATE_BYTES);
            require(Libcrypto.sha1Update(state, digest, MAC_BYTES) & Libcrypto.sha1Final(digest, state));
        } finally {
            Reference.reachabilityFence(scratch);
        }
        scratch.get(LibcryptoScratch.DIGEST, result, 0, MAC_BYTES);
        return result;
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
