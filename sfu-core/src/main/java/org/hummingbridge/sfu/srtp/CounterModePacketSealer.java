/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.srtp;

import org.hummingbridge.sfu.rtp.BigEndian;
import org.hummingbridge.sfu.rtp.RtpHeader;

/** AES128_CM_HMAC_SHA1_80 (RFC 3711 §4.1.1, §4.2.1), sending. Leaves no byte of a packet unauthenticated. */
final class CounterModePacketSealer implements PacketSealer {
    private static final int TAG_BYTES = CounterModeStream.TAG_BYTES;

    private final CounterModeStream rtp;
    private final CounterModeStream rtcp;

    CounterModePacketSealer(final SessionKeys keys, final SrtpCiphers ciphers) {
        rtp = CounterModeStream.ofRtp(keys, ciphers);
        rtcp = CounterModeStream.ofRtcp(keys, ciphers);
    }

    @Override
    public int sealRtp(
            final byte[] out,
            final int outOffset,
            final int headerLength,
            final byte[] payload,
            final int payloadOffset,
            final int payloadLength,
            final long index) {
        final int ssrc = RtpHeader.ssrc(out, outOffset);
        rtp.apply(ssrc, index, payload, payloadOffset, payloadLength, out, outOffset + headerLength);
        final int length = headerLength + payloadLength;
        final byte[] mac = rtp.mac(out, outOffset, length, (int) (index >>> 16));
        System.arraycopy(mac, 0, out, outOffset + length, TAG_BYTES);
        return length + TAG_BYTES;
    }

    @Override
    public int sealRtcp(
            final byte[] out,
            final int outOffset,
            final byte[] packet,
            final int offset,
            final int length,
            final int index) {
        System.arraycopy(packet, offset, out, outOffset, Srtcp.CLEAR_BYTES);
        rtcp.apply(
                Srtcp.ssrc(packet, offset),
                index,
                packet,
                offset + Srtcp.CLEAR_BYTES,
                length - Srtcp.CLEAR_BYTES,
                out,
                outOffset + Srtcp.CLEAR_BYTES);
        BigEndian.put32(out, outOffset + length, index | Srtcp.E_FLAG);
        final int authenticated = length + Srtcp.INDEX_BYTES;
        final byte[] mac = rtcp.mac(out, outOffset, authenticated);
        System.arraycopy(mac, 0, out, outOffset + authenticated, TAG_BYTES);
        return authenticated + TAG_BYTES;
    }

    @Override
    public void close() {
        rtp.close();
        rtcp.close();
    }
}
