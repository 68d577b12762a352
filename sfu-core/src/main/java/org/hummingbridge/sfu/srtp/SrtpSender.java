/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.srtp;

import org.hummingbridge.sfu.datagram.DropReason;
import org.hummingbridge.sfu.rtp.RtpHeader;
import org.hummingbridge.sfu.rtp.SsrcTable;

/**
 * Turns RTP and RTCP into SRTP and SRTCP (RFC 3711, RFC 7714) for one association. Never encrypts two packets under one SSRC and
 * index, and never writes to the payload it is given.
 *
 * <p>For one thread at a time. {@link #close} gives up the keys; afterwards every packet is refused.
 */
public final class SrtpSender implements AutoCloseable {
    /**
     * SSRCs that a receiver is sent under one key, over its whole stay. None is forgotten, or one that comes back could use an
     * index twice; so they add up to about three for each participant who comes and goes. 200 bytes each, once it is used.
     */
    public static final int MAX_SSRCS = 16_384;

    private final PacketSealer sealer;
    private final SsrcTable<IndexWindow> sent = new SsrcTable<>(MAX_SSRCS);

    /**
     * Highest SRTCP index used. One count for all SSRCs, which makes the index of each grow and keeps every (SSRC, index)
     * unique without a table.
     */
    private int rtcpIndex;

    private boolean closed;

    public SrtpSender(
            final SrtpProfile profile, final byte[] masterKey, final byte[] masterSalt, final SrtpCiphers ciphers) {
        this(PacketSealer.of(profile, masterKey, masterSalt, ciphers));
    }

    SrtpSender(final PacketSealer sealer) {
        this.sealer = sealer;
    }

    /**
     * Encrypts the payload to just behind the finished RTP header that stands at {@code out[outOffset..]} and appends the tag.
     * {@code payload} is only read; it may be the same place in {@code out} but must not overlap it otherwise. {@code out} has
     * room for {@link SrtpProfile#rtpTagBytes} more than header and payload.
     *
     * @return length of the datagram, or a negative code for {@link #reason}
     */
    public int protectRtp(
            final byte[] out,
            final int outOffset,
            final int headerLength,
            final byte[] payload,
            final int payloadOffset,
            final int payloadLength) {
        if (closed) {
            return Refusal.NO_KEYS;
        }
        final int ssrc = RtpHeader.ssrc(out, outOffset);
        IndexWindow window = sent.get(ssrc);
        if (window == null) {
            window = new IndexWindow();
            if (!sent.put(ssrc, window)) {
                return Refusal.TOO_MANY_SSRCS;
            }
        }
        final long index = PacketIndex.guess(window.highest(), RtpHeader.sequence(out, outOffset));
        if (index == PacketIndex.NONE || !window.isFresh(index)) {
            return Refusal.INDEX_REUSED;
        }
        window.mark(index);
        return sealer.sealRtp(out, outOffset, headerLength, payload, payloadOffset, payloadLength, index);
    }

    /**
     * Writes the SRTCP packet of a compound RTCP packet to {@code out[outOffset..]}, which has room for
     * {@link SrtpProfile#rtcpTagBytes} + 4 more bytes. {@code rtcp} is only read and must not overlap {@code out}.
     *
     * @return length of the datagram, or a negative code for {@link #reason}
     */
    public int protectRtcp(
            final byte[] out, final int outOffset, final byte[] rtcp, final int offset, final int length) {
        if (closed) {
            return Refusal.NO_KEYS;
        }
        if (length < Srtcp.CLEAR_BYTES) {
            return Refusal.MALFORMED;
        }
        if (rtcpIndex == Srtcp.MAX_INDEX) {
            return Refusal.INDEX_REUSED;
        }
        rtcpIndex++;
        return sealer.sealRtcp(out, outOffset, rtcp, offset, length, rtcpIndex);
    }

    /** What a negative code of {@link #protectRtp} or {@link #protectRtcp} means. */
    public static DropReason reason(final int code) {
        return Refusal.reason(code);
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            sealer.close();
        }
    }
}
