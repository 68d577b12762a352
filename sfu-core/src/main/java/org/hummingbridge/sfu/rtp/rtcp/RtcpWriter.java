/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.rtp.rtcp;

import org.hummingbridge.sfu.rtp.BigEndian;

/**
 * Builds one RTCP datagram, element after element, in a caller's array. Never writes beyond the limit it was given: an element
 * that does not fit is refused or cut at a place where it can be continued, and the caller goes on in a new datagram.
 *
 * <p>Order of calls: {@link #begin}, elements in the order in which they shall stand (RFC 3550 §6.1 wants a report first, then
 * SDES), then {@link #length} bytes are the datagram. A refused element leaves no trace. One writer serves any number of
 * datagrams, one after the other.
 */
public final class RtcpWriter {
    /** In {@link #transportFeedback}: the packet has not arrived. */
    public static final long NOT_RECEIVED = Long.MIN_VALUE;

    /** Longest datagram whatever the caller allows: the payload of UDP over IPv4. Keeps every length field in 16 bits. */
    public static final int MAX_BYTES = 65_504;

    /** Longest CNAME: the item's length is one byte (RFC 3550 §6.5). */
    public static final int MAX_CNAME_BYTES = 255;

    /** Most SSRCs in one REMB: their number is one byte. */
    public static final int MAX_REMB_SSRCS = 255;

    private static final int NONE = -1;
    private static final int FIR_BYTES = FeedbackHeader.BYTES + FullIntraRequest.ENTRY_BYTES;
    private static final int DLRR_BYTES = ExtendedReport.FIXED_BYTES + ExtendedReport.BLOCK_HEADER_BYTES + 12;

    private final TransportFeedbackWriter transportFeedback = new TransportFeedbackWriter();
    private byte[] out = {};
    private int start;
    private int at;
    private int limit;

    /** Header of the report that a report block can be added to, or NONE. */
    private int openReport = NONE;

    /** Starts a datagram of at most {@code maxBytes} bytes at {@code offset}. */
    public void begin(final byte[] newOut, final int offset, final int maxBytes) {
        out = newOut;
        start = offset;
        at = offset;
        // RTCP counts in words, so up to three bytes stay unused.
        limit = offset + (Math.clamp(newOut.length - offset, 0, Math.clamp(maxBytes, 0, MAX_BYTES)) & ~3);
        openReport = NONE;
    }

    /** Length of what was written since {@link #begin}: a multiple of 4, possibly 0. */
    public int length() {
        return at - start;
    }

    public boolean isEmpty() {
        return at == start;
    }

    /** A sender report (RFC 3550 §6.4.1) that {@link #reportBlock} may add to. */
    public boolean senderReport(
            final int senderSsrc,
            final long ntpTime,
            final int rtpTimestamp,
            final int packetCount,
            final int octetCount) {
        final int element = open(RtcpType.SENDER_REPORT, 0, SenderReport.FIXED_BYTES);
        if (element == NONE) {
            return false;
        }
        BigEndian.put32(out, element + 4, senderSsrc);
        BigEndian.put64(out, element + 8, ntpTime);
        BigEndian.put32(out, element + 16, rtpTimestamp);
        BigEndian.put32(out, element + 20, packetCount);
        BigEndian.put32(out, element + 24, octetCount);
        openReport = element;
        return true;
    }

    /** A receiver report (RFC 3550 §6.4.2) that {@link #reportBlock} may add to. */
    public boolean receiverReport(final int senderSsrc) {
        final int element = open(RtcpType.RECEIVER_REPORT, 0, ReceiverReport.FIXED_BYTES);
        if (element == NONE) {
            return false;
        }
        BigEndian.put32(out, element + 4, senderSsrc);
        openReport = element;
        return true;
    }

    /**
     * A report block in the report just written, or in a receiver report of its own from {@code senderSsrc} if there is none or
     * it is full with 31 blocks.
     *
     * @param fractionLost in 1/256, clamped to 0..255
     * @param cumulativeLost clamped to 24 bits with sign
     * @param delaySinceLastSenderReport in 1/65536 s, see {@link NtpTime#compactOfNanos}
     */
    public boolean reportBlock(
            final int senderSsrc,
            final int ssrc,
            final int fractionLost,
            final int cumulativeLost,
            final int extendedHighestSequence,
            final int jitter,
            final int lastSenderReport,
            final int delaySinceLastSenderReport) {
        final boolean opens = openReport == NONE || (out[openReport] & 0x1f) == RtcpType.MAX_COUNT;
        if (limit - at < ReportBlock.BYTES + (opens ? ReceiverReport.FIXED_BYTES : 0)) {
            return false;
        }
        if (opens) {
            receiverReport(senderSsrc);
        }
        final int block = at;
        at += ReportBlock.BYTES;
        out[openReport]++;
        BigEndian.put16(out, openReport + 2, (at - openReport) / 4 - 1);
        BigEndian.put32(out, block, ssrc);
        out[block + 4] = (byte) Math.clamp(fractionLost, 0, 255);
        BigEndian.put24(out, block + 5, Math.clamp(cumulativeLost, -0x80_0000, 0x7f_ffff));
        BigEndian.put32(out, block + 8, extendedHighestSequence);
        BigEndian.put32(out, block + 12, jitter);
        BigEndian.put32(out, block + 16, lastSenderReport);
        BigEndian.put32(out, block + 20, delaySinceLastSenderReport);
        return true;
    }

    /** A source description (RFC 3550 §6.5) with nothing but a CNAME of up to {@link #MAX_CNAME_BYTES} bytes. */
    public boolean sdesCname(final int ssrc, final byte[] cname) {
        if (cname.length > MAX_CNAME_BYTES) {
            return false;
        }
        final int item = RtcpReader.HEADER_BYTES + 4;
        final int element = open(RtcpType.SOURCE_DESCRIPTION, 1, (item + 2 + cname.length + 4) & ~3);
        if (element == NONE) {
            return false;
        }
        BigEndian.put32(out, element + 4, ssrc);
        out[element + item] = SourceDescription.CNAME;
        out[element + item + 1] = (byte) cname.length;
        System.arraycopy(cname, 0, out, element + item + 2, cname.length);
        zero(element + item + 2 + cname.length);
        return true;
    }

    /**
     * A generic NACK (RFC 4585 §6.2.1) for {@code sequences[from..to)}, which ascend in wrapping order; other orders cost space
     * and nothing else.
     *
     * @return how many of them are in the message; 0 if there is no space for one
     */
    public int nack(final int senderSsrc, final int mediaSsrc, final int[] sequences, final int from, final int to) {
        int entry = at + FeedbackHeader.BYTES;
        int next = from;
        while (next < to && limit - entry >= Nack.ENTRY_BYTES) {
            final int packetId = sequences[next++];
            int bits = 0;
            while (next < to && ((sequences[next] - packetId) & 0xffff) <= 16) {
                final int distance = (sequences[next++] - packetId) & 0xffff;
                bits |= distance == 0 ? 0 : 1 << (distance - 1);
            }
            BigEndian.put16(out, entry, packetId);
            BigEndian.put16(out, entry + 2, bits);
            entry += Nack.ENTRY_BYTES;
        }
        if (next > from) {
            feedback(RtcpType.TRANSPORT_LAYER_FEEDBACK, RtcpType.FORMAT_NACK, entry - at, senderSsrc, mediaSsrc);
        }
        return next - from;
    }

    /** A picture loss indication (RFC 4585 §6.3.1). */
    public boolean pictureLossIndication(final int senderSsrc, final int mediaSsrc) {
        final int type = RtcpType.PAYLOAD_SPECIFIC_FEEDBACK;
        return feedback(type, RtcpType.FORMAT_PLI, FeedbackHeader.BYTES, senderSsrc, mediaSsrc) != NONE;
    }

    /** A full intra request (RFC 5104 §4.3.1) of one entry; the number goes up by one for each new request. */
    public boolean fullIntraRequest(final int senderSsrc, final int mediaSsrc, final int sequence) {
        final int type = RtcpType.PAYLOAD_SPECIFIC_FEEDBACK;
        // The media SSRC stands in the entry; the one in the header is 0 (RFC 5104 §4.3.1.2).
        final int element = feedback(type, RtcpType.FORMAT_FIR, FIR_BYTES, senderSsrc, 0);
        if (element == NONE) {
            return false;
        }
        BigEndian.put32(out, element + FeedbackHeader.BYTES, mediaSsrc);
        BigEndian.put32(out, element + FeedbackHeader.BYTES + 4, sequence << 24);
        return true;
    }

    /**
     * A REMB (draft-alvestrand-rmcat-remb-03 §2.2) for the first {@code count}, at most {@link #MAX_REMB_SSRCS}, of {@code ssrcs}.
     * The bitrate is clamped to 0..{@link Remb#MAX_BITRATE_BPS} and loses all but its 18 leading bits.
     */
    public boolean remb(final int senderSsrc, final long bitrateBps, final int[] ssrcs, final int count) {
        if (count > MAX_REMB_SSRCS) {
            return false;
        }
        final int type = RtcpType.PAYLOAD_SPECIFIC_FEEDBACK;
        final int element = feedback(type, RtcpType.FORMAT_APPLICATION, Remb.FIXED_BYTES + 4 * count, senderSsrc, 0);
        if (element == NONE) {
            return false;
        }
        final long clamped = Math.clamp(bitrateBps, 0, Remb.MAX_BITRATE_BPS);
        final int exponent = Math.max(0, Long.SIZE - Long.numberOfLeadingZeros(clamped) - Remb.MANTISSA_BITS);
        BigEndian.put32(out, element + FeedbackHeader.BYTES, Remb.IDENTIFIER);
        out[element + FeedbackHeader.BYTES + 4] = (byte) count;
        BigEndian.put24(
                out,
                element + FeedbackHeader.BYTES + 5,
                (exponent << Remb.MANTISSA_BITS) | (int) (clamped >>> exponent));
        putAll(element + Remb.FIXED_BYTES, ssrcs, count);
        return true;
    }

    /**
     * Transport-wide feedback (draft-holmer-rmcat-transport-wide-cc-extensions-01 §3.1) for the packets {@code baseSequence},
     * {@code baseSequence + 1}, … whose arrivals are {@code arrivals[from..to)}, in ticks of {@link TransportFeedback#TICK_MICROS}
     * of a monotonic clock, or {@link #NOT_RECEIVED}. The last one of the range should be an arrival: what is missing behind it
     * may still be on its way.
     *
     * @return how many of them are in the message, which ends early when space does or when two arrivals are more than 8 s apart;
     *     0 if there is no space for an arrival, or no arrival
     */
    public int transportFeedback(
            final int senderSsrc,
            final int mediaSsrc,
            final int baseSequence,
            final long[] arrivals,
            final int from,
            final int to,
            final int feedbackCount) {
        final int written = transportFeedback.write(out, at, limit, baseSequence, arrivals, from, to, feedbackCount);
        if (written > 0) {
            final int bytes = (transportFeedback.end() - at + 3) & ~3;
            final int type = RtcpType.TRANSPORT_LAYER_FEEDBACK;
            feedback(type, RtcpType.FORMAT_TRANSPORT_CC, bytes, senderSsrc, mediaSsrc);
            zero(transportFeedback.end());
        }
        return written;
    }

    /** An extended report (RFC 3611 §4.5, DLRR) that answers the receiver reference time of {@code ssrc}. */
    public boolean delaySinceLastReceiverReport(
            final int senderSsrc, final int ssrc, final int lastReceiverReport, final int delay) {
        final int element = open(RtcpType.EXTENDED_REPORT, 0, DLRR_BYTES);
        if (element == NONE) {
            return false;
        }
        BigEndian.put32(out, element + 4, senderSsrc);
        BigEndian.put32(out, element + 8, (ExtendedReport.DLRR << 24) | 3);
        BigEndian.put32(out, element + 12, ssrc);
        BigEndian.put32(out, element + 16, lastReceiverReport);
        BigEndian.put32(out, element + 20, delay);
        return true;
    }

    private int feedback(
            final int packetType, final int format, final int bytes, final int senderSsrc, final int mediaSsrc) {
        final int element = open(packetType, format, bytes);
        if (element != NONE) {
            BigEndian.put32(out, element + FeedbackHeader.SENDER_SSRC, senderSsrc);
            BigEndian.put32(out, element + FeedbackHeader.MEDIA_SSRC, mediaSsrc);
        }
        return element;
    }

    /** Takes {@code bytes} and writes the header. Returns where the element starts, or NONE if it does not fit. */
    private int open(final int packetType, final int format, final int bytes) {
        if (bytes > limit - at) {
            return NONE;
        }
        final int element = at;
        at += bytes;
        openReport = NONE;
        out[element] = (byte) (0x80 | format);
        out[element + 1] = (byte) packetType;
        BigEndian.put16(out, element + 2, bytes / 4 - 1);
        return element;
    }

    private void putAll(final int index, final int[] ssrcs, final int count) {
        for (int i = 0; i < count; i++) {
            BigEndian.put32(out, index + 4 * i, ssrcs[i]);
        }
    }

    /** Clears what is left of the element just written. */
    private void zero(final int from) {
        for (int i = from; i < at; i++) {
            out[i] = 0;
        }
    }
}
