/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.srtp;

import org.hummingbridge.sfu.rtp.RtpHeader;

/** AES128_CM_HMAC_SHA1_80 (RFC 3711 §4.1.1, §4.2.1), receiving. Decrypts nothing whose tag is wrong. */
final class CounterModePacketOpener implements PacketOpener {
    private static final int TAG_BYTES = CounterModeStream.TAG_BYTES;

    private final CounterModeStream rtp;
    private final CounterModeStream rtcp;

    CounterModePacketOpener(final SessionKeys keys, final SrtpCiphers ciphers) {
        rtp = CounterModeStream.ofRtp(keys, ciphers);
        rtcp = CounterModeStream.ofRtcp(keys, ciphers);
    }

    @Override
    public boolean openRtp(
            final byte[] bytes, final int offset, final int headerLength, final int length, final long index) {
        final int authenticated = length - TAG_BYTES;
        final byte[] mac = rtp.mac(bytes, offset, authenticated, (int) (index >>> 16));
        if (!tagMatches(mac, bytes, offset + authenticated)) {
            return false;
        }
        final int payloadAt = offset + headerLength;
        final int ssrc = RtpHeader.ssrc(bytes, offset);
        rtp.apply(ssrc, index, bytes, payloadAt, authenticated - headerLength, bytes, payloadAt);
        return true;
    }

    @Override
    public int rtcpIndexFromEnd() {
        return Srtcp.INDEX_BYTES + TAG_BYTES;
    }

    @Override
    public boolean openRtcp(final byte[] bytes, final int offset, final int length, final int indexWord) {
        final int authenticated = length - TAG_BYTES;
        if (!tagMatches(rtcp.mac(bytes, offset, authenticated), bytes, offset + authenticated)) {
            return false;
        }
        if ((indexWord & Srtcp.E_FLAG) != 0) {
            final int encryptedAt = offset + Srtcp.CLEAR_BYTES;
            final int encrypted = authenticated - Srtcp.INDEX_BYTES - Srtcp.CLEAR_BYTES;
            final int index = indexWord & Srtcp.MAX_INDEX;
            rtcp.apply(Srtcp.ssrc(bytes, offset), index, bytes, encryptedAt, encrypted, bytes, encryptedAt);
        }
        return true;
    }

    /** Looks at every byte whatever it finds, so that the time taken says nothing about the right tag. */
    private static boolean tagMatches(final byte[] mac, final byte[] bytes, final int tagAt) {
        int difference = 0;
        for (int i = 0; i < TAG_BYTES; i++) {
            difference |= mac[i] ^ bytes[tagAt + i];
        }
        return difference == 0;
    }

    @Override
    public void close() {
        rtp.close();
        rtcp.close();
    }
}
