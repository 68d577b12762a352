/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.rtp;

/**
 * The retransmission payload format (RFC 4588 §4): the original sequence number (OSN) in front of the original payload. Works on
 * decrypted packets without padding; never decides which streams belong together.
 */
public final class RtxPayload {
    /** Length of the OSN. A payload that is not longer carries no media: browsers probe with it. */
    public static final int OSN_BYTES = 2;

    private RtxPayload() {}

    public static int originalSequence(final byte[] bytes, final int payloadIndex) {
        return BigEndian.unsigned16(bytes, payloadIndex);
    }

    public static void originalSequence(final byte[] bytes, final int payloadIndex, final int sequence) {
        BigEndian.put16(bytes, payloadIndex, sequence);
    }

    /**
     * Turns a retransmission that carries media back into the original packet, which starts {@link #OSN_BYTES} later and is
     * that much shorter: the header moves over the OSN, the payload stays.
     */
    public static void restore(
            final byte[] bytes, final int offset, final int originalSsrc, final int originalPayloadType) {
        final int headerLength = RtpHeader.headerLength(bytes, offset);
        final int originalSequence = originalSequence(bytes, offset + headerLength);
        final int restored = offset + OSN_BYTES;
        System.arraycopy(bytes, offset, bytes, restored, headerLength);
        RtpHeader.sequence(bytes, restored, originalSequence);
        RtpHeader.payloadType(bytes, restored, originalPayloadType);
        RtpHeader.ssrc(bytes, restored, originalSsrc);
    }
}
