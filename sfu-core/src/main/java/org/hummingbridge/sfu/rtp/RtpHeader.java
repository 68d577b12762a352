/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.rtp;

/**
 * The fixed RTP header (RFC 3550 §5.1), read and written in place. Apart from {@link #isValid}, every method expects a header
 * that {@link #isValid} accepted. SSRCs and timestamps are unsigned 32-bit numbers in an {@code int}.
 */
public final class RtpHeader {
    /** Bytes before CSRCs and extensions. */
    public static final int FIXED_BYTES = 12;

    private RtpHeader() {}

    /** Whether version, CSRC count and extension length fit into {@code length} bytes. Does not look at padding. */
    public static boolean isValid(final byte[] bytes, final int offset, final int length) {
        if (length < FIXED_BYTES || (bytes[offset] & 0xc0) != 0x80) {
            return false;
        }
        final int extensionAt = FIXED_BYTES + 4 * (bytes[offset] & 0x0f);
        if (!hasExtension(bytes, offset)) {
            return extensionAt <= length;
        }
        return extensionAt + 4 <= length
                && extensionAt + 4 + 4 * BigEndian.unsigned16(bytes, offset + extensionAt + 2) <= length;
    }

    public static boolean hasPadding(final byte[] bytes, final int offset) {
        return (bytes[offset] & 0x20) != 0;
    }

    public static boolean hasExtension(final byte[] bytes, final int offset) {
        return (bytes[offset] & 0x10) != 0;
    }

    public static int csrcCount(final byte[] bytes, final int offset) {
        return bytes[offset] & 0x0f;
    }

    public static boolean marker(final byte[] bytes, final int offset) {
        return (bytes[offset + 1] & 0x80) != 0;
    }

    public static int payloadType(final byte[] bytes, final int offset) {
        return bytes[offset + 1] & 0x7f;
    }

    /** 0..65535. */
    public static int sequence(final byte[] bytes, final int offset) {
        return BigEndian.unsigned16(bytes, offset + 2);
    }

    public static int timestamp(final byte[] bytes, final int offset) {
        return BigEndian.int32(bytes, offset + 4);
    }

    public static int ssrc(final byte[] bytes, final int offset) {
        return BigEndian.int32(bytes, offset + 8);
    }

    /** Index in {@code bytes} where the extension block starts or would start: behind the CSRCs. */
    public static int extensionIndex(final byte[] bytes, final int offset) {
        return offset + FIXED_BYTES + 4 * csrcCount(bytes, offset);
    }

    /** Sets the X bit only; {@link ExtensionWriter} writes the block that goes with it. */
    public static void extension(final byte[] bytes, final int offset, final boolean present) {
        bytes[offset] = (byte) (present ? bytes[offset] | 0x10 : bytes[offset] & ~0x10);
    }

    /** Sets the P bit only. */
    public static void padding(final byte[] bytes, final int offset, final boolean present) {
        bytes[offset] = (byte) (present ? bytes[offset] | 0x20 : bytes[offset] & ~0x20);
    }

    /** Length of fixed header, CSRCs and extension block together. */
    public static int headerLength(final byte[] bytes, final int offset) {
        final int extensionAt = FIXED_BYTES + 4 * csrcCount(bytes, offset);
        return hasExtension(bytes, offset)
                ? extensionAt + 4 + 4 * BigEndian.unsigned16(bytes, offset + extensionAt + 2)
                : extensionAt;
    }

    public static void payloadType(final byte[] bytes, final int offset, final int payloadType) {
        bytes[offset + 1] = (byte) ((bytes[offset + 1] & 0x80) | payloadType);
    }

    public static void marker(final byte[] bytes, final int offset, final boolean marker) {
        bytes[offset + 1] = (byte) ((bytes[offset + 1] & 0x7f) | (marker ? 0x80 : 0));
    }

    public static void sequence(final byte[] bytes, final int offset, final int sequence) {
        BigEndian.put16(bytes, offset + 2, sequence);
    }

    public static void timestamp(final byte[] bytes, final int offset, final int timestamp) {
        BigEndian.put32(bytes, offset + 4, timestamp);
    }

    public static void ssrc(final byte[] bytes, final int offset, final int ssrc) {
        BigEndian.put32(bytes, offset + 8, ssrc);
    }
}
