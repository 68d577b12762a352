/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.srtp;

import org.hummingbridge.sfu.rtp.BigEndian;
import org.hummingbridge.sfu.rtp.RtpHeader;

/** AEAD_AES_128_GCM and AEAD_AES_256_GCM (RFC 7714), sending. Leaves no header byte unauthenticated. */
final class GcmPacketSealer implements PacketSealer {
    private final GcmSealer rtp;
    private final GcmSealer rtcp;
    private final byte[] rtpSalt;
    private final byte[] rtcpSalt;
    private final byte[] rtcpAad = new byte[Srtcp.CLEAR_BYTES + Srtcp.INDEX_BYTES];

    GcmPacketSealer(final SessionKeys keys, final SrtpCiphers ciphers) {
        rtp = ciphers.gcmSealer(keys.rtpKey());
        rtcp = ciphers.gcmSealer(keys.rtcpKey());
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
        PacketIv.gcm(rtp.iv(), rtpSalt, RtpHeader.ssrc(out, outOffset), index);
        rtp.seal(out, outOffset, headerLength, payload, payloadOffset, payloadLength, out, outOffset + headerLength);
        return headerLength + payloadLength + GcmSealer.TAG_BYTES;
    }

    @Override
    public int sealRtcp(
            final byte[] out,
            final int outOffset,
            final byte[] packet,
            final int offset,
            final int length,
            final int index) {
        final int indexWord = index | Srtcp.E_FLAG;
        final int indexAt = outOffset + length + GcmSealer.TAG_BYTES;
        System.arraycopy(packet, offset, out, outOffset, Srtcp.CLEAR_BYTES);
        // RFC 7714 §9.2: the associated data is the clear header and the index word, which stands behind the tag.
        System.arraycopy(packet, offset, rtcpAad, 0, Srtcp.CLEAR_BYTES);
        BigEndian.put32(rtcpAad, Srtcp.CLEAR_BYTES, indexWord);
        PacketIv.gcm(rtcp.iv(), rtcpSalt, Srtcp.ssrc(packet, offset), index);
        rtcp.seal(
                rtcpAad,
                0,
                rtcpAad.length,
                packet,
                offset + Srtcp.CLEAR_BYTES,
                length - Srtcp.CLEAR_BYTES,
                out,
                outOffset + Srtcp.CLEAR_BYTES);
        BigEndian.put32(out, indexAt, indexWord);
        return indexAt + Srtcp.INDEX_BYTES - outOffset;
    }

    @Override
    public void close() {
        rtp.close();
        rtcp.close();
    }
}
