/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.rtp;

/**
 * How much of a packet's end is padding (RFC 3550 §5.1). Meant for decrypted packets whose header {@link RtpHeader#isValid}
 * accepted: in an encrypted one the count is ciphertext.
 */
public final class RtpPadding {
    /** The P bit is set and the count does not fit the payload. */
    public static final int INVALID = -1;

    private RtpPadding() {}

    /** Bytes of padding, its count included: 0 without the P bit, up to the whole payload with it, or {@link #INVALID}. */
    public static int count(final byte[] bytes, final int offset, final int length) {
        if (!RtpHeader.hasPadding(bytes, offset)) {
            return 0;
        }
        final int payloadLength = length - RtpHeader.headerLength(bytes, offset);
        if (payloadLength < 1) {
            return INVALID;
        }
        final int count = BigEndian.unsigned8(bytes, offset + length - 1);
        return count >= 1 && count <= payloadLength ? count : INVALID;
    }
}
