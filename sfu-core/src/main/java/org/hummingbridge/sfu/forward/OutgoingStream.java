/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.forward;

import java.util.random.RandomGenerator;
import org.hummingbridge.sfu.datagram.DropReason;
import org.hummingbridge.sfu.datagram.PacketBuffer;
import org.hummingbridge.sfu.rtp.RtpHeader;
import org.hummingbridge.sfu.rtp.rtcp.RtcpWriter;
import org.jspecify.annotations.Nullable;

/**
 * All that one receiver knows under one SSRC, whichever encoding or source stands behind it at the time: its numbers, what was
 * sent and can be sent again, its reports. Goes on where it was when a forwarder is attached, so that to the receiver a change of
 * encoding, a resumption and a change of source all look the same. Holds no packets.
 */
public final class OutgoingStream {
    private final int ssrc;
    private final byte @Nullable [] mid;
    private final Downlink downlink;
    private final @Nullable Retransmitter retransmitter;
    private final StreamNumbers numbers = new StreamNumbers();
    private final SentPackets sent = new SentPackets();
    private final SentReports reports = new SentReports();
    private final SendStatistics statistics = new SendStatistics();
    private @Nullable Epoch epoch;

    /**
     * @param ssrc the SSRC that the receiver sees, and names in its feedback
     * @param rtxSsrc the SSRC that was signalled for its retransmissions; null without
     * @param mid what goes into the header extension that names the media section, if the receiver negotiated it; null for
     *     nothing
     */
    public OutgoingStream(
            final int ssrc,
            final @Nullable Integer rtxSsrc,
            final byte @Nullable [] mid,
            final Downlink downlink,
            final RandomGenerator random) {
        this.ssrc = ssrc;
        this.mid = mid == null ? null : mid.clone();
        this.downlink = downlink;
        this.retransmitter = rtxSsrc == null ? null : new Retransmitter(rtxSsrc, sent, downlink, this.mid, random);
    }

    public int ssrc() {
        return ssrc;
    }

    /** The SSRC of retransmissions; null without. */
    public @Nullable Integer rtxSsrc() {
        return retransmitter == null ? null : retransmitter.ssrc();
    }

    public SendStatistics statistics() {
        return statistics;
    }

    /**
     * Writes the retransmission of the packet that the receiver calls {@code receiverSequence}: header, OSN and payload, all in
     * plain, so that the caller encrypts in place.
     *
     * @return the length of the packet, or a {@link Refusal}
     */
    public int retransmit(final int receiverSequence, final long nowNanos, final byte[] out, final int outOffset) {
        return retransmitter == null
                ? Refusal.of(DropReason.RTX_NOT_IN_HISTORY)
                : retransmitter.answer(receiverSequence, nowNanos, out, outOffset);
    }

    /**
     * Writes one of the newest packets again, to see whether the link carries more: as {@link #retransmit}, but unasked and
     * outside the budget, which is the caller's.
     *
     * @param maxBytes the longest original that may be taken
     * @return the length of the packet, or a {@link Refusal} if there is none that was not sent within a round trip
     */
    public int probe(final int maxBytes, final long nowNanos, final byte[] out, final int outOffset) {
        return retransmitter == null || numbers.isUnused()
                ? Refusal.of(DropReason.RTX_NOT_IN_HISTORY)
                : retransmitter.probe(numbers.sequence(), maxBytes, nowNanos, out, outOffset);
    }

    /**
     * Writes a packet of padding on the retransmission SSRC, header and padding in plain. The part to be encrypted begins behind
     * the header, as with the others.
     *
     * @param bytes wanted length of the packet; at most 255 of it are padding
     * @return the length of the packet, or a {@link Refusal}
     */
    public int padding(final int bytes, final long nowNanos, final byte[] out, final int outOffset) {
        return retransmitter == null || epoch == null
                ? Refusal.of(DropReason.RTX_NOT_IN_HISTORY)
                : retransmitter.padding(bytes, epoch, numbers.timestamp(), nowNanos, out, outOffset);
    }

    /**
     * Takes the receiver's report block on this stream, and with it a sample of {@link Downlink#roundTripTime}.
     *
     * @param lastSenderReport LSR, 0 if the receiver has seen none
     * @param delaySinceLastSenderReport DLSR in 1/65536 s
     * @return false if it answers no report that is remembered, or its times cannot be true
     */
    public boolean onReportBlock(
            final int lastSenderReport, final int delaySinceLastSenderReport, final long nowNanos) {
        return reports.onAnswer(lastSenderReport, delaySinceLastSenderReport, downlink.roundTripTime(), nowNanos);
    }

    /** False if {@code out} is too full. */
    boolean writeReport(final long ntpTime, final int rtpTimestamp, final RtcpWriter out, final long nowNanos) {
        final boolean written = out.senderReport(
                ssrc, ntpTime, rtpTimestamp, (int) statistics.packets(), (int) statistics.payloadOctets());
        if (written) {
            reports.add(ntpTime, nowNanos);
        }
        return written;
    }

    /** To be filled for {@link #write}, all of it but the SSRC. */
    OutgoingHeader header() {
        return downlink.headers().header();
    }

    StreamNumbers numbers() {
        return numbers;
    }

    /** From here on packets are rewritten in another way, which the caller fills in. */
    Epoch begin() {
        final Epoch next = sent.begin();
        epoch = next;
        return next;
    }

    /**
     * Writes the header of a packet of the present epoch and counts the packet as sent.
     *
     * @return the length of the header
     */
    int write(
            final PacketBuffer plain,
            final OutgoingHeader header,
            final int tl0,
            final int payloadLength,
            final long nowNanos,
            final byte[] out,
            final int outOffset) {
        final Epoch present = epoch;
        final ExtensionMap extensions = present == null ? null : present.extensions;
        if (present == null || extensions == null) {
            throw new IllegalStateException("no epoch was begun");
        }
        header.ssrc = ssrc;
        final int length =
                downlink.headers().write(plain, header, present, extensions, mid, downlink, nowNanos, out, outOffset);
        numbers.onPacket(header.sequence, header.timestamp, header.marker, nowNanos);
        if (retransmitter != null) {
            final int source = RtpHeader.sequence(plain.bytes(), plain.offset());
            sent.add(header.sequence, source, present, header.detail, tl0, header.marker, payloadLength == 0);
        }
        statistics.onSent(payloadLength);
        downlink.budget().onMedia(length + payloadLength, nowNanos);
        return length;
    }

    static int payloadLength(final PacketBuffer plain) {
        return plain.length() - RtpHeader.headerLength(plain.bytes(), plain.offset());
    }
}
