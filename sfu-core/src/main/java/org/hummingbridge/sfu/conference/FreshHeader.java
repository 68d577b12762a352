/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.conference;

import org.hummingbridge.sfu.rtp.RtpHeader;

/** The fixed header (RFC 3550 §5.1) of a packet that a client makes: no padding, extension or CSRC. */
final class FreshHeader {
    private static final byte VERSION_2 = (byte) 0x80;

    private FreshHeader() {}

    /** Writes it to {@code out[0..]}, without the marker. */
    static void write(
            final int payloadType, final int sequence, final int timestamp, final int ssrc, final byte[] out) {
        out[0] = VERSION_2;
        out[1] = 0;
        RtpHeader.payloadType(out, 0, payloadType);
        RtpHeader.sequence(out, 0, sequence);
        RtpHeader.timestamp(out, 0, timestamp);
        RtpHeader.ssrc(out, 0, ssrc);
    }
}
