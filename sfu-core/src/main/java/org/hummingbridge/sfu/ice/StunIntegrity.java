/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.ice;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.zip.CRC32;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * MESSAGE-INTEGRITY by one short-term password, and FINGERPRINT (RFC 8489 §14.5, §14.7). Compares in constant time; serves one
 * thread.
 */
final class StunIntegrity {
    /** Bytes that {@link #seal} adds. */
    static final int SEAL_BYTES = 4 + StunMessage.INTEGRITY_BYTES + 8;

    private static final int FINGERPRINT_XOR = 0x5354554e;

    private final Mac mac;
    private final byte[] computed = new byte[StunMessage.INTEGRITY_BYTES];
    private final byte[] head = new byte[4];

    StunIntegrity(final String password) {
        try {
            mac = Mac.getInstance("HmacSHA1");
            mac.init(new SecretKeySpec(password.getBytes(StandardCharsets.UTF_8), "HmacSHA1"));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java runtime has HmacSHA1", e);
        }
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

    /** Whether FINGERPRINT is absent or right. */
    static boolean fingerprintFits(final StunMessage message) {
        final int at = message.fingerprintOffset();
        return at < 0
                || StunMessage.int32(message.bytes(), at + 4) == fingerprint(message.bytes(), message.start(), at);
    }

    /** Returns the message with MESSAGE-INTEGRITY and FINGERPRINT behind it. */
    byte[] seal(final byte[] message) {
        final byte[] sealed = Arrays.copyOf(message, message.length + SEAL_BYTES);
        final int integrityAt = message.length;
        final int fingerprintAt = integrityAt + 4 + StunMessage.INTEGRITY_BYTES;
        compute(sealed, 0, integrityAt);
        StunMessage.uint16(sealed, integrityAt, StunAttribute.MESSAGE_INTEGRITY);
        StunMessage.uint16(sealed, integrityAt + 2, StunMessage.INTEGRITY_BYTES);
        System.arraycopy(computed, 0, sealed, integrityAt + 4, computed.length);
        StunMessage.uint16(sealed, 2, sealed.length - StunMessage.HEADER_BYTES);
        StunMessage.uint16(sealed, fingerprintAt, StunAttribute.FINGERPRINT);
        StunMessage.uint16(sealed, fingerprintAt + 2, 4);
        StunMessage.int32(sealed, fingerprintAt + 4, fingerprint(sealed, 0, fingerprintAt));
        return sealed;
    }

    /** The length field counts up to the end of MESSAGE-INTEGRITY, whatever follows. */
    private void compute(final byte[] bytes, final int start, final int integrityAt) {
        final int length = integrityAt + 4 + StunMessage.INTEGRITY_BYTES - start - StunMessage.HEADER_BYTES;
        head[0] = bytes[start];
        head[1] = bytes[start + 1];
        StunMessage.uint16(head, 2, length);
        mac.update(head);
        mac.update(bytes, start + 4, integrityAt - start - 4);
        try {
            mac.doFinal(computed, 0);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("20 bytes hold an HMAC-SHA1", e);
        }
    }

    private static int fingerprint(final byte[] bytes, final int start, final int fingerprintAt) {
        final CRC32 crc = new CRC32();
        crc.update(bytes, start, fingerprintAt - start);
        return (int) crc.getValue() ^ FINGERPRINT_XOR;
    }
}
