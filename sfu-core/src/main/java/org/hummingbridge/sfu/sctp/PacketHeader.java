/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.sctp;

import org.hummingbridge.sfu.datagram.DropReason;
import org.jspecify.annotations.Nullable;

/** The common header (RFC 9260 §3.1). */
final class PacketHeader {
    static final int BYTES = 12;
    static final int TAG_AT = 4;
    static final int CHECKSUM_AT = 8;

    /** The one that WebRTC has always used on both sides; Jingle's sctpmap says so as well. */
    static final int PORT = 5000;

    private PacketHeader() {}

    /** Why a packet is not for us or not whole; null if chunks may be read. The verification tag is not looked at. */
    static @Nullable DropReason refusal(
            final Checksum checksum, final byte[] bytes, final int offset, final int length) {
        if (length < BYTES + TlvCursor.HEADER_BYTES) {
            return DropReason.SCTP_MALFORMED;
        }
        if (Wire.u32(bytes, offset + CHECKSUM_AT) != checksum.of(bytes, offset, length)) {
            return DropReason.SCTP_BAD_CHECKSUM;
        }
        if (Wire.u16(bytes, offset) != PORT || Wire.u16(bytes, offset + 2) != PORT) {
            return DropReason.SCTP_UNEXPECTED;
        }
        return null;
    }
}
