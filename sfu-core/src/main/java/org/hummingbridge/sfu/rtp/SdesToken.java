/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.rtp;

import java.nio.charset.StandardCharsets;

/**
 * MID (RFC 9143 §15), RID and repaired RID (RFC 8852) as they stand in a header extension: a few ASCII characters without a
 * terminator. {@link #matches} allocates nothing; {@link #text} is for the first packet of a stream.
 */
public final class SdesToken {
    /** Longest token that is worth a look: what the one-byte form can carry. */
    public static final int MAX_LENGTH = 16;

    private SdesToken() {}

    /** Whether the slice holds 1..{@value #MAX_LENGTH} visible ASCII characters. */
    public static boolean isValid(final byte[] bytes, final int dataOffset, final int dataLength) {
        if (dataLength < 1 || dataLength > MAX_LENGTH) {
            return false;
        }
        for (int i = 0; i < dataLength; i++) {
            if (bytes[dataOffset + i] <= ' ' || bytes[dataOffset + i] == 0x7f) {
                return false;
            }
        }
        return true;
    }

    public static boolean matches(
            final byte[] bytes, final int dataOffset, final int dataLength, final byte[] expected) {
        if (dataLength != expected.length) {
            return false;
        }
        for (int i = 0; i < dataLength; i++) {
            if (bytes[dataOffset + i] != expected[i]) {
                return false;
            }
        }
        return true;
    }

    public static String text(final byte[] bytes, final int dataOffset, final int dataLength) {
        return new String(bytes, dataOffset, dataLength, StandardCharsets.US_ASCII);
    }
}
