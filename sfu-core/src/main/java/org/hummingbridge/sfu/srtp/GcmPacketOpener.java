/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.srtp;

import org.hummingbridge.sfu.rtp.BigEndian;
import org.hummingbridge.sfu.rtp.RtpHeader;

/** AEAD_AES_128_GCM and AEAD_AES_256_GCM (RFC 7714), receiving. Also takes SRTCP that is only authenticated. */
final class GcmPacketOpener implements PacketOpener {
    private final GcmOpener rtp;
    private final GcmOpener rtcp;
    private final int rtpSaltHead;
    private final long rtpSaltTail;
    private final int rtcpSaltHead;
    private final long rtcpSaltTail;
    private byte[] rtcpAad = new byte[Srtcp.CLEAR_BYTES + Srtcp.INDEX_BYTES];

    GcmPacketOpener(final SessionKeys keys, final SrtpCiphers ciphers) {
        rtp = ciphers.gcmOpener(keys.rtpKey());
        rtcp = ciphers.gcmOpener(keys.rtcpKey());
        rtpSaltHead = BigEndian.int32(keys.rtpSalt(), 0);
        rtpSaltTail = BigEndian.int64(keys.rtpSalt(), Integer.BYTES);
        rtcpSaltHead = BigEndian.int32(keys.rtcpSalt(), 0);
        rtcpSaltTail = BigEndian.int64(keys.rtcpSalt(), Integer.BYTES);
    }

    @Override
    public boolean openRtp(
            final byte[] bytes, final int offset, final int headerLength, final int length, final long index) {
        final int ssrc = RtpHeader.ssrc(bytes, offset);
        final int payloadLength = length - headerLength - GcmSealer.TAG_BYTES;
        return rtp.open(
                PacketIv.gcmHead(rtpSaltHead, ssrc),
                PacketIv.gcmTail(rtpSaltTail, ssrc, index),
                bytes,
                offset,
                headerLength,
                bytes,
                offset + headerLength,
                payloadLength);
    }

    @Override
    public int rtcpIndexFromEnd() {
        return Srtcp.INDEX_BYTES;
    }

    @Override
    public boolean openRtcp(final byte[] bytes, final int offset, final int length, final int indexWord) {
        final int plainLength = length - GcmSealer.TAG_BYTES - Srtcp.INDEX_BYTES;
        // RFC 7714 §9.2 and §9.3: what is not encrypted is associated data, together with the index word behind the
        // tag.
        final int clearLength = (indexWord & Srtcp.E_FLAG) == 0 ? plainLength : Srtcp.CLEAR_BYTES;
        final int aadLength = clearLength + Srtcp.INDEX_BYTES;
        if (rtcpAad.length < aadLength) {
            rtcpAad = new byte[aadLength];
        }
        System.arraycopy(bytes, offset, rtcpAad, 0, clearLength);
        BigEndian.put32(rtcpAad, clearLength, indexWord);
        final int ssrc = Srtcp.ssrc(bytes, offset);
        return rtcp.open(
                PacketIv.gcmHead(rtcpSaltHead, ssrc),
                PacketIv.gcmTail(rtcpSaltTail, ssrc, indexWord & Srtcp.MAX_INDEX),
                rtcpAad,
                0,
                aadLength,
                bytes,
                offset + clearLength,
                plainLength - clearLength);
    }

    @Override
    public void close() {
        rtp.close();
        rtcp.close();
    }
}
