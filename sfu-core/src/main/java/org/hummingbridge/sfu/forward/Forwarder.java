/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.forward;

import org.hummingbridge.sfu.datagram.DropReason;
import org.hummingbridge.sfu.datagram.PacketBuffer;
import org.hummingbridge.sfu.rtp.RtpHeader;

/**
 * One receiver's view of one source: gives each packet of the source the header that this receiver is to see, in its own
 * numbers. Never changes the shared packet or its payload, which the caller encrypts straight from there.
 *
 * <p>Order of calls, for every packet that {@link org.hummingbridge.sfu.receive.SourceReceiver} lets pass and in its order:
 * {@link #writeHeader} if the receiver is to have it, {@link #skip} if not. A receiver that is left out for a while needs no calls
 * meanwhile but {@link #rejoin} once it is back.
 */
public final class Forwarder {
    private final int sourceSsrc;
    private final int receiverSsrc;
    private final PayloadTypeMap payloadTypes;
    private final Downlink downlink;
    private final HeaderRewriter headers;
    private final SequenceMap sequences = new SequenceMap();
    private final SendStatistics statistics = new SendStatistics();

    /**
     * @param sourceSsrc the SSRC that the packets have
     * @param receiverSsrc the SSRC that the receiver knows the source by
     */
    public Forwarder(
            final int sourceSsrc,
            final int receiverSsrc,
            final PayloadTypeMap payloadTypes,
            final ExtensionMap extensions,
            final Downlink downlink) {
        this.sourceSsrc = sourceSsrc;
        this.receiverSsrc = receiverSsrc;
        this.payloadTypes = payloadTypes;
        this.downlink = downlink;
        this.headers = new HeaderRewriter(extensions, downlink);
    }

    /**
     * Writes the RTP header of {@code plain} for this receiver and counts the packet as sent.
     *
     * @return the header's length, behind which the payload belongs, unchanged; or a {@link Refusal}
     */
    public int writeHeader(final PacketBuffer plain, final long nowNanos, final byte[] out, final int outOffset) {
        final int sequence = RtpHeader.sequence(plain.bytes(), plain.offset());
        final int payloadLength = payloadLength(plain);
        // A packet without media is left out, but a gap that the receiver sees already is filled with it.
        if (payloadLength == 0 && sequences.skip(sequence)) {
            return Refusal.of(DropReason.RTP_PADDING_ONLY);
        }
        final int payloadType = payloadTypes.map(RtpHeader.payloadType(plain.bytes(), plain.offset()));
        if (payloadType == PayloadTypeMap.NONE) {
            sequences.skip(sequence);
            return Refusal.of(DropReason.RECEIVER_LACKS_CODEC);
        }
        final int mapped = sequences.map(sequence);
        if (mapped == SequenceMap.NONE) {
            return Refusal.of(DropReason.RTP_TOO_OLD);
        }
        final int length = headers.write(plain, payloadType, mapped, receiverSsrc, nowNanos, out, outOffset);
        statistics.onSent(payloadLength);
        downlink.budget().onMedia(length + payloadLength, nowNanos);
        return length;
    }

    /** The receiver is not given {@code plain} and must not take it for lost. */
    public void skip(final PacketBuffer plain) {
        sequences.skip(RtpHeader.sequence(plain.bytes(), plain.offset()));
    }

    /** The next packet follows the last one that was written, whatever passed meanwhile. */
    public void rejoin() {
        sequences.rejoin();
    }

    /** The SSRC that this receiver's packets come from. */
    public int sourceSsrc() {
        return sourceSsrc;
    }

    /** The SSRC that the receiver sees, and names in its feedback. */
    public int receiverSsrc() {
        return receiverSsrc;
    }

    public SendStatistics statistics() {
        return statistics;
    }

    /** The source's sequence number behind one of the receiver's, or {@link SequenceMap#NONE}. */
    int sourceSequence(final int receiverSequence) {
        return sequences.source(receiverSequence);
    }

    /** The receiver's RTX payload type for a packet of the source, or {@link PayloadTypeMap#NONE}. */
    int retransmissionPayloadType(final PacketBuffer plain) {
        final int payloadType = payloadTypes.map(RtpHeader.payloadType(plain.bytes(), plain.offset()));
        return payloadType == PayloadTypeMap.NONE ? PayloadTypeMap.NONE : payloadTypes.retransmission(payloadType);
    }

    HeaderRewriter headers() {
        return headers;
    }

    Downlink downlink() {
        return downlink;
    }

    static int payloadLength(final PacketBuffer plain) {
        return plain.length() - RtpHeader.headerLength(plain.bytes(), plain.offset());
    }
}
