/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.ice;

import java.util.random.RandomGenerator;

/**
 * The 64 bits of transaction ids behind the token: HMAC-SHA1 of a count under a key drawn once, so that nobody who has seen some
 * can tell the next (RFC 8489 §5). Makes no objects, unlike a SecureRandom.
 */
final class TransactionIds {
    private final HmacSha1 hmac;
    private final byte[] count = new byte[Long.BYTES];
    private final byte[] mac = new byte[HmacSha1.BYTES];
    private long drawn;

    TransactionIds(final RandomGenerator random) {
        final byte[] key = new byte[HmacSha1.BYTES];
        random.nextBytes(key);
        hmac = new HmacSha1(key);
    }

    long next() {
        StunMessage.int64(count, 0, drawn++);
        hmac.update(count, 0, count.length);
        hmac.finish(mac);
        return StunMessage.int64(mac, 0);
    }
}
