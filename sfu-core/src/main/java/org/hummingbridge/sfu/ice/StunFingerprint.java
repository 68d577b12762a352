/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.ice;

import java.util.zip.CRC32;

/** FINGERPRINT (RFC 8489 §14.7). Serves one thread. */
final class StunFingerprint {
    private static final int XOR = 0x5354554e;

    private final CRC32 crc = new CRC32();

    /** Whether FINGERPRINT is absent or right. */
    boolean fits(final StunMessage message) {
        final int at = message.fingerprintOffset();
        return at < 0 || StunMessage.int32(message.bytes(), at + 4) == of(message.bytes(), message.start(), at);
    }

    /** The value of a message whose FINGERPRINT starts at {@code end}. */
    int of(final byte[] bytes, final int start, final int end) {
        crc.reset();
        crc.update(bytes, start, end - start);
        return (int) crc.getValue() ^ XOR;
    }
}
