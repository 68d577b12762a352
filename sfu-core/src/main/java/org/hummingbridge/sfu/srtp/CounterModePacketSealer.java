/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.srtp;

import org.hummingbridge.sfu.rtp.BigEndian;
import org.hummingbridge.sfu.rtp.RtpHeader;

/** AES128_CM_HMAC_SHA1_80 (RFC 3711 §4.1.1, §4.2.1), sending. Leaves no byte of a packet unauthenticated. */
final class CounterModePacketSealer implements PacketSealer {
    /** n_tag of 80 bits, in SRTP and SRTCP alike (RFC 5764 §4.1.2). */
    static final int TAG_BYTES = 10;

    private final CounterCipher rtp;
    private final CounterCipher rtcp;
    private final Authenticator rtpAuth;
    private final Authenticator rtcpAuth;
    private final byte[] rtpSalt;
    private final byte[] rtcpSalt;

    CounterModePacketSealer(final SessionKeys keys, final SrtpCiphers ciphers) {
        rtp = ciphers.counter(keys.rtpKey());
        rtcp = ciphers.counter(keys.rtcpKey());
        rtpAuth = ciphers.hmacSha1(keys.rtpAuthKey());
        rtcpAuth = ciphers.hmacSha1(keys.rtcpAuthKey());
        rtpSalt = keys.rtpSalt();
        rtcpSalt = keys.rtcpSalt();
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
        PacketIv.counterMode(rtp.iv(), rtpSalt, RtpHeader.ssrc(out, outOffset), index);
        rtp.apply(payload, payloadOffset, payloadLength, out, outOffset + headerLength);
        final int length = headerLength + payloadLength;
        final byte[] mac = rtpAuth.mac(out, outOffset, length, (int) (index >>> 16));
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
        PacketIv.counterMode(rtcp.iv(), rtcpSalt, Srtcp.ssrc(packet, offset), index);
        rtcp.apply(packet, offset + Srtcp.CLEAR_BYTES, length - Srtcp.CLEAR_BYTES, out, outOffset + Srtcp.CLEAR_BYTES);
        BigEndian.put32(out, outOffset + length, index | Srtcp.E_FLAG);
        final int authenticated = length + Srtcp.INDEX_BYTES;
        final byte[] mac = rtcpAuth.mac(out, outOffset, authenticated);
        System.arraycopy(mac, 0, out, outOffset + authenticated, TAG_BYTES);
        return authenticated + TAG_BYTES;
    }

    @Override
    public void close() {
        rtp.close();
        rtcp.close();
        rtpAuth.close();
        rtcpAuth.close();
    }
}
