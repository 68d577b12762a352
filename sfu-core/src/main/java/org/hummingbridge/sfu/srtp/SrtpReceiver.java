/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.srtp;

import org.hummingbridge.sfu.datagram.DropReason;
import org.hummingbridge.sfu.rtp.BigEndian;
import org.hummingbridge.sfu.rtp.RtpHeader;
import org.hummingbridge.sfu.rtp.SsrcTable;
import org.jspecify.annotations.Nullable;

/**
 * Turns SRTP and SRTCP back into RTP and RTCP (RFC 3711 §3.3, RFC 7714) for one association, in place. Never changes its state
 * for a packet that is not authentic, never lets a packet through twice, and never throws for what a peer sends.
 *
 * <p>For one thread at a time. {@link #close} gives up the keys; afterwards every packet is refused.
 */
public final class SrtpReceiver implements AutoCloseable {
    /**
     * SSRCs that an endpoint may use under one key, for RTP and for RTCP each. A browser with camera, screen and microphone
     * uses about 15 at a time, and six new ones for each screen that it shares: 150 in one call. Further ones are refused rather than
     * the oldest forgotten: with its rollover counter and replay window gone, an SSRC could neither be decrypted after a wrap nor be
     * protected from replay.
     */
    public static final int MAX_SSRCS = 1_024;

    private final PacketOpener opener;
    private final int rtpTrailer;
    private final int rtcpTrailer;
    private final SsrcTable<IndexWindow> rtpSeen = new SsrcTable<>(MAX_SSRCS);
    private final SsrcTable<IndexWindow> rtcpSeen = new SsrcTable<>(MAX_SSRCS);
    private boolean closed;

    public SrtpReceiver(
            final SrtpProfile profile, final byte[] masterKey, final byte[] masterSalt, final SrtpCiphers ciphers) {
        this(profile, PacketOpener.of(profile, masterKey, masterSalt, ciphers));
    }

    SrtpReceiver(final SrtpProfile profile, final PacketOpener opener) {
        this.opener = opener;
        rtpTrailer = profile.rtpTagBytes();
        rtcpTrailer = profile.rtcpTagBytes() + Srtcp.INDEX_BYTES;
    }

    /**
     * Verifies and decrypts an SRTP packet in place.
     *
     * @return length of the RTP packet, at least {@link RtpHeader#FIXED_BYTES}, or a negative code for {@link #reason}; the
     *     packet's bytes are undefined after a refusal
     */
    public int unprotectRtp(final byte[] bytes, final int offset, final int length) {
        if (closed) {
            return Refusal.NO_KEYS;
        }
        final int plainLength = length - rtpTrailer;
        if (!RtpHeader.isValid(bytes, offset, plainLength)) {
            return Refusal.MALFORMED;
        }
        final int ssrc = RtpHeader.ssrc(bytes, offset);
        final IndexWindow known = rtpSeen.get(ssrc);
        final long highest = known == null ? IndexWindow.NONE : known.highest();
        final long index = PacketIndex.guess(highest, RtpHeader.sequence(bytes, offset));
        if (index == PacketIndex.NONE) {
            return Refusal.REPLAY;
        }
        final int refusal = admission(rtpSeen, known, index);
        if (refusal < 0) {
            return refusal;
        }
        if (!opener.openRtp(bytes, offset, RtpHeader.headerLength(bytes, offset), length, index)) {
            return Refusal.AUTH;
        }
        markAuthentic(rtpSeen, known, ssrc, index);
        return plainLength;
    }

    /**
     * Verifies and decrypts an SRTCP packet in place. One that is authenticated but not encrypted is taken, too.
     *
     * @return length of the compound RTCP packet, at least 8, or a negative code for {@link #reason}; the packet's bytes are
     *     undefined after a refusal
     */
    public int unprotectRtcp(final byte[] bytes, final int offset, final int length) {
        if (closed) {
            return Refusal.NO_KEYS;
        }
        final int plainLength = length - rtcpTrailer;
        if (plainLength < Srtcp.CLEAR_BYTES || (bytes[offset] & 0xc0) != 0x80) {
            return Refusal.MALFORMED;
        }
        final int indexWord = BigEndian.int32(bytes, offset + length - opener.rtcpIndexFromEnd());
        final int index = indexWord & Srtcp.MAX_INDEX;
        final int ssrc = Srtcp.ssrc(bytes, offset);
        final IndexWindow known = rtcpSeen.get(ssrc);
        final int refusal = admission(rtcpSeen, known, index);
        if (refusal < 0) {
            return refusal;
        }
        if (!opener.openRtcp(bytes, offset, length, indexWord)) {
            return Refusal.AUTH;
        }
        markAuthentic(rtcpSeen, known, ssrc, index);
        return plainLength;
    }

    /** What can be refused before any cryptography: 0 or a code. */
    private static int admission(
            final SsrcTable<IndexWindow> seen, final @Nullable IndexWindow known, final long index) {
        if (known == null) {
            return seen.size() < MAX_SSRCS ? 0 : Refusal.TOO_MANY_SSRCS;
        }
        return known.isFresh(index) ? 0 : Refusal.REPLAY;
    }

    private static void markAuthentic(
            final SsrcTable<IndexWindow> seen, final @Nullable IndexWindow known, final int ssrc, final long index) {
        final IndexWindow window;
        if (known == null) {
            window = new IndexWindow();
            seen.put(ssrc, window);
        } else {
            window = known;
        }
        window.mark(index);
    }

    /** What a negative code of {@link #unprotectRtp} or {@link #unprotectRtcp} means. */
    public static DropReason reason(final int code) {
        return Refusal.reason(code);
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            opener.close();
        }
    }
}
