/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.srtp;

import org.hummingbridge.sfu.rtp.BigEndian;
import org.hummingbridge.sfu.rtp.RtpHeader;

/** AEAD_AES_128_GCM and AEAD_AES_256_GCM (RFC 7714), sending. Leaves no header byte unauthenticated. */
final class GcmPacketSealer implements PacketSealer {
    private final GcmSealer rtp;
    private final GcmSealer rtcp;
    private final int rtpSaltHead;
    private final long rtpSaltTail;
    private final int rtcpSaltHead;
    private final long rtcpSaltTail;
    private final byte[] rtcpAad = new byte[Srtcp.CLEAR_BYTES + Srtcp.INDEX_BYTES];

    GcmPacketSealer(final SessionKeys keys, final SrtpCiphers ciphers) {
        rtp = ciphers.gcmSealer(keys.rtpKey());
        rtcp = ciphers.gcmSealer(keys.rtcpKey());
        rtpSaltHead = BigEndian.int32(keys.rtpSalt(), 0);
        rtpSaltTail = BigEndian.int64(keys.rtpSalt(), Integer.BYTES);
        rtcpSaltHead = BigEndian.int32(keys.rtcpSalt(), 0);
        rtcpSaltTail = BigEndian.int64(keys.rtcpSalt(), Integer.BYTES);
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
        rtp.seal(
                PacketIv.gcmHead(rtpSaltHead, ssrc),
                PacketIv.gcmTail(rtpSaltTail, ssrc, index),
                out,
                outOffset,
                headerLength,
                payload,
                payloadOffset,
                payloadLength,
                out,
                outOffset + headerLength);
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
        final int ssrc = Srtcp.ssrc(packet, offset);
        rtcp.seal(
                PacketIv.gcmHead(rtcpSaltHead, ssrc),
                PacketIv.gcmTail(rtcpSaltTail, ssrc, index),
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
