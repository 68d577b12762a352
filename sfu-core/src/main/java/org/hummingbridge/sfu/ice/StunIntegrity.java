/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.ice;

import java.nio.charset.StandardCharsets;

/**
 * MESSAGE-INTEGRITY by one short-term password (RFC 8489 §14.5), with FINGERPRINT behind it. Compares in constant time; serves
 * one thread.
 */
final class StunIntegrity {
    /** Bytes that {@link #seal} adds. */
    static final int SEAL_BYTES = 4 + StunMessage.INTEGRITY_BYTES + 8;

    private final HmacSha1 hmac;
    private final StunFingerprint fingerprint = new StunFingerprint();
    private final byte[] computed = new byte[StunMessage.INTEGRITY_BYTES];
    private final byte[] head = new byte[4];

    StunIntegrity(final String password) {
        hmac = new HmacSha1(password.getBytes(StandardCharsets.UTF_8));
    }

    /** Whether the message was made by someone who knows the password. */
    boolean verifies(final StunMessage message) {
        final int at = message.integrityOffset();
        if (at < 0) {
            return false;
        }
        compute(message.bytes(), message.start(), at);
        int difference = 0;
        for (int i = 0; i < computed.length; i++) {
            difference |= computed[i] ^ message.bytes()[at + 4 + i];
        }
        return difference == 0;
    }

    /**
     * Puts MESSAGE-INTEGRITY and FINGERPRINT behind a message that fills {@code message} up to {@code length}.
     *
     * @return length of the whole
     */
    int seal(final byte[] message, final int length) {
        final int fingerprintAt = length + 4 + StunMessage.INTEGRITY_BYTES;
        final int end = length + SEAL_BYTES;
        compute(message, 0, length);
        StunMessage.uint16(message, length, StunAttribute.MESSAGE_INTEGRITY);
        StunMessage.uint16(message, length + 2, StunMessage.INTEGRITY_BYTES);
        System.arraycopy(computed, 0, message, length + 4, computed.length);
        StunMessage.uint16(message, 2, end - StunMessage.HEADER_BYTES);
        StunMessage.uint16(message, fingerprintAt, StunAttribute.FINGERPRINT);
        StunMessage.uint16(message, fingerprintAt + 2, 4);
        StunMessage.int32(message, fingerprintAt + 4, fingerprint.of(message, 0, fingerprintAt));
        return end;
    }

    /** The length field counts up to the end of MESSAGE-INTEGRITY, whatever follows. */
    private void compute(final byte[] bytes, final int start, final int integrityAt) {
        final int length = integrityAt + 4 + StunMessage.INTEGRITY_BYTES - start - StunMessage.HEADER_BYTES;
        head[0] = bytes[start];
        head[1] = bytes[start + 1];
        StunMessage.uint16(head, 2, length);
        hmac.update(head, 0, head.length);
        hmac.update(bytes, start + 4, integrityAt - start - 4);
        hmac.finish(computed);
    }
}
