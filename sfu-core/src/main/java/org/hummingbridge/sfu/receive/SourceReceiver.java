/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.receive;

import org.hummingbridge.sfu.datagram.Counter;
import org.hummingbridge.sfu.datagram.Counters;
import org.hummingbridge.sfu.datagram.DropReason;
import org.hummingbridge.sfu.datagram.PacketBuffer;
import org.hummingbridge.sfu.rtp.RtpHeader;
import org.hummingbridge.sfu.rtp.RtpPadding;
import org.hummingbridge.sfu.rtp.RtxPayload;
import org.hummingbridge.sfu.rtp.rtcp.RtcpWriter;
import org.jspecify.annotations.Nullable;

/**
 * One signalled source as it comes in: retransmissions become the packets they stand for, padding is taken off, copies are
 * dropped, losses are asked for again, and what passes is kept for the receivers' own losses. Never looks into the payload, and
 * never holds a packet back: what passes, passes at once and in the order of arrival.
 *
 * <p>Order of calls, all on the home loop: {@link #onPacket} for every decrypted RTP packet with {@link #ssrc} or
 * {@link #rtxSsrc}; {@link #onTick} and then {@link #writeFeedback} at every tick, {@link #writeReport} twice a second; {@link #close} at
 * the end, and before a rest.
 */
public final class SourceReceiver {
    /** Packets asked for in one go; at worst they take 4 bytes each (RFC 4585 §6.2.1), so that one datagram holds them. */
    static final int MAX_NACKS = 256;

    /** Far off. */
    private static final long NEVER_NANOS = 1L << 60;

    private final int ssrc;
    private final @Nullable Integer rtxSsrc;
    private final ReceivedPayloadTypes payloadTypes;
    private final Counters counters;
    private final ReceiveStatistics statistics = new ReceiveStatistics();
    private SeenSequences seen = new SeenSequences();
    private @Nullable NackGenerator nacks;
    private final PacketHistory history = new PacketHistory();
    private final KeyframeRequests keyframes = new KeyframeRequests();
    private final int[] missing = new int[MAX_NACKS];
    private int missingFrom;
    private int missingTo;
    private int fullIntraRequests;

    /** @param rtxSsrc the SSRC of the source's retransmissions (FID group); null without */
    public SourceReceiver(
            final int ssrc,
            final @Nullable Integer rtxSsrc,
            final ReceivedPayloadTypes payloadTypes,
            final Counters counters) {
        this.ssrc = ssrc;
        this.rtxSsrc = rtxSsrc;
        this.payloadTypes = payloadTypes;
        this.counters = counters;
        this.nacks = payloadTypes.nack() ? new NackGenerator() : null;
    }

    /**
     * Takes an authenticated, decrypted packet and turns it in place into what the receivers are to get: the source's SSRC,
     * sequence number and payload type, no padding. A packet without media passes too, with an empty payload, because each
     * receiver's numbering has to know of it.
     *
     * @return null if it is to be forwarded; otherwise why not, for the caller to count
     */
    public @Nullable DropReason onPacket(final PacketBuffer packet, final long nowNanos) {
        final byte[] bytes = packet.bytes();
        if (!RtpHeader.isValid(bytes, packet.offset(), packet.length())) {
            return DropReason.RTP_MALFORMED;
        }
        final int packetSsrc = RtpHeader.ssrc(bytes, packet.offset());
        final boolean restored = packetSsrc != ssrc;
        if (restored && (rtxSsrc == null || packetSsrc != rtxSsrc)) {
            return DropReason.RTP_UNKNOWN_SSRC;
        }
        final DropReason refusal = restored ? restore(packet) : count(packet);
        if (refusal != null) {
            return refusal;
        }
        return place(packet, restored, nowNanos);
    }

    /** RFC 4588 §4. Retransmissions stay out of the statistics, which describe the network. */
    private @Nullable DropReason restore(final PacketBuffer packet) {
        final byte[] bytes = packet.bytes();
        final int primary = payloadTypes.primary(RtpHeader.payloadType(bytes, packet.offset()));
        if (primary == ReceivedPayloadTypes.NONE || payloadTypes.clockRate(primary) == 0) {
            return DropReason.RTP_UNKNOWN_PAYLOAD_TYPE;
        }
        if (!stripPadding(packet)) {
            return DropReason.RTP_MALFORMED;
        }
        // A probe has no OSN; an OSN alone is the retransmission of a packet that was padding only.
        if (packet.length() - RtpHeader.headerLength(bytes, packet.offset()) < RtxPayload.OSN_BYTES) {
            return DropReason.RTP_PADDING_ONLY;
        }
        RtxPayload.restore(bytes, packet.offset(), ssrc, primary);
        packet.span(packet.offset() + RtxPayload.OSN_BYTES, packet.length() - RtxPayload.OSN_BYTES);
        return null;
    }

    private @Nullable DropReason count(final PacketBuffer packet) {
        final byte[] bytes = packet.bytes();
        final int offset = packet.offset();
        final int clockRate = payloadTypes.clockRate(RtpHeader.payloadType(bytes, offset));
        if (clockRate == 0) {
            return DropReason.RTP_UNKNOWN_PAYLOAD_TYPE;
        }
        statistics.onPacket(
                RtpHeader.sequence(bytes, offset),
                RtpHeader.timestamp(bytes, offset),
                clockRate,
                packet.arrivalNanos());
        return stripPadding(packet) ? null : DropReason.RTP_MALFORMED;
    }

    private @Nullable DropReason place(final PacketBuffer packet, final boolean restored, final long nowNanos) {
        final long sequence = seen.extend(RtpHeader.sequence(packet.bytes(), packet.offset()));
        if (seen.isTooOld(sequence)) {
            return DropReason.RTP_TOO_OLD;
        }
        if (!seen.add(sequence)) {
            return DropReason.RTP_DUPLICATE;
        }
        if (restored) {
            counters.add(Counter.RTX_RECOVERED, 1);
        }
        if (nacks != null) {
            if (!nacks.onPacket(sequence, restored, nowNanos)) {
                keyframes.want(nowNanos);
            }
            history.add(packet);
        }
        return null;
    }

    private static boolean stripPadding(final PacketBuffer packet) {
        final int padding = RtpPadding.count(packet.bytes(), packet.offset(), packet.length());
        if (padding == RtpPadding.INVALID) {
            return false;
        }
        packet.length(packet.length() - padding);
        RtpHeader.padding(packet.bytes(), packet.offset(), false);
        return true;
    }

    /** Somebody cannot go on without a key frame; false if the last request is so recent that none goes out for this wish now. */
    public boolean wantKeyframe(final long nowNanos) {
        final boolean now = keyframes.want(nowNanos);
        if (!now) {
            counters.drop(DropReason.KEYFRAME_REQUEST_LIMITED);
        }
        return now;
    }

    /** As {@link #wantKeyframe}, of somebody who goes on saying so until a key frame comes. */
    public void needKeyframe(final long nowNanos) {
        keyframes.want(nowNanos);
    }

    /** The first packet of a key frame came. */
    public void onKeyframe() {
        keyframes.onKeyframe();
    }

    /** The round trip to the sender, which sets the pace of requests; negative as long as it is unknown. */
    public void rttNanos(final long nanos) {
        if (nanos < 0) {
            return;
        }
        keyframes.rttNanos(nanos);
        if (nacks != null) {
            nacks.rttNanos(nanos);
        }
    }

    /** The source's sender report came; {@code compactNtp} is the middle 32 bits of its NTP timestamp. */
    public void onSenderReport(final int compactNtp, final long arrivalNanos) {
        statistics.onSenderReport(compactNtp, arrivalNanos);
    }

    /** Lets old packets go. */
    public void onTick(final long nowNanos) {
        history.onTick(nowNanos);
    }

    /**
     * Writes what the sender is to be asked for now: lost packets, a key frame. Usually nothing.
     *
     * @param senderSsrc the SSRC that the bridge's own RTCP comes from
     * @param behind whether the bridge has more to do than it can: then it asks for nothing again, and seldom for key frames
     * @return false if {@code out} is too full: send it and call again with an empty one
     */
    public boolean writeFeedback(
            final RtcpWriter out, final int senderSsrc, final boolean behind, final long nowNanos) {
        return writeNack(out, senderSsrc, behind, nowNanos) && writeKeyframeRequest(out, senderSsrc, behind, nowNanos);
    }

    /** When {@link #writeFeedback} has something to say next, as far as it is known now; far off if it has nothing. */
    public long nextFeedbackNanos(final long nowNanos) {
        if (nacks != null && nacks.outstanding() > 0) {
            return nowNanos;
        }
        return keyframes.isWanted() ? keyframes.nextDeadlineNanos(nowNanos) : nowNanos + NEVER_NANOS;
    }

    private boolean writeNack(final RtcpWriter out, final int senderSsrc, final boolean behind, final long nowNanos) {
        if (nacks != null && behind) {
            missingFrom = missingTo;
            nacks.giveUpOld(nowNanos);
            return true;
        }
        if (nacks != null && missingFrom == missingTo) {
            missingFrom = 0;
            missingTo = nacks.missing(nowNanos, missing);
        }
        final int written = missingFrom == missingTo ? 0 : out.nack(senderSsrc, ssrc, missing, missingFrom, missingTo);
        missingFrom += written;
        counters.add(Counter.NACKS_SENT, written);
        return missingFrom == missingTo;
    }

    private boolean writeKeyframeRequest(
            final RtcpWriter out, final int senderSsrc, final boolean behind, final long nowNanos) {
        final boolean pli = payloadTypes.pictureLossIndication();
        if (!keyframes.isDue(behind, nowNanos) || (!pli && !payloadTypes.fullIntraRequest())) {
            return true;
        }
        final boolean written = pli
                ? out.pictureLossIndication(senderSsrc, ssrc)
                : out.fullIntraRequest(senderSsrc, ssrc, fullIntraRequests & 0xff);
        if (!written) {
            return false;
        }
        fullIntraRequests += pli ? 0 : 1;
        keyframes.onSent(nowNanos);
        counters.add(Counter.KEYFRAMES_REQUESTED, 1);
        return true;
    }

    /**
     * Writes a report block on the source if it was heard since the last one.
     *
     * @return false if {@code out} is too full: send it and call again with an empty one
     */
    public boolean writeReport(final RtcpWriter out, final int senderSsrc, final long nowNanos) {
        return statistics.writeReport(out, senderSsrc, ssrc, nowNanos);
    }

    /**
     * Lets all packets go, and takes whatever comes next for the first: a source that is taken away and added again may have been
     * sent meanwhile for longer than sequence numbers can tell.
     */
    public void close() {
        history.clear();
        seen = new SeenSequences();
        nacks = nacks == null ? null : new NackGenerator();
        missingFrom = missingTo;
    }

    public int ssrc() {
        return ssrc;
    }

    public @Nullable Integer rtxSsrc() {
        return rtxSsrc;
    }

    public ReceiveStatistics statistics() {
        return statistics;
    }

    /** What receivers' NACKs are answered from. */
    public PacketHistory history() {
        return history;
    }
}
