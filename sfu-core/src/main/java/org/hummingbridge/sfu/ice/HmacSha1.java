/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.ice;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;

/**
 * HMAC-SHA1 (RFC 2104) under one key. Makes no objects, which the JDK's own Mac does for every result; the hash is the JDK's.
 * Serves one thread.
 */
final class HmacSha1 {
    static final int BYTES = 20;

    private static final int BLOCK_BYTES = 64;
    private static final byte INNER_PAD = 0x36;
    private static final byte OUTER_PAD = 0x5c;

    private final MessageDigest sha1;
    private final byte[] inner;
    private final byte[] outer;

    HmacSha1(final byte[] key) {
        try {
            sha1 = MessageDigest.getInstance("SHA-1");
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java runtime has SHA-1", e);
        }
        final byte[] block = Arrays.copyOf(key.length > BLOCK_BYTES ? sha1.digest(key) : key, BLOCK_BYTES);
        inner = padded(block, INNER_PAD);
        outer = padded(block, OUTER_PAD);
        sha1.update(inner);
    }

    private static byte[] padded(final byte[] block, final byte pad) {
        final byte[] padded = block.clone();
        for (int i = 0; i < BLOCK_BYTES; i++) {
            padded[i] ^= pad;
        }
        return padded;
    }

    void update(final byte[] bytes, final int offset, final int length) {
        sha1.update(bytes, offset, length);
    }

    /** Writes the MAC of all that came since the last one to the start of {@code mac}. */
    void finish(final byte[] mac) {
        digest(mac);
        sha1.update(outer);
        sha1.update(mac, 0, BYTES);
        digest(mac);
        sha1.update(inner);
    }

    private void digest(final byte[] into) {
        try {
            sha1.digest(into, 0, BYTES);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("20 bytes hold a SHA-1", e);
        }
    }
}
