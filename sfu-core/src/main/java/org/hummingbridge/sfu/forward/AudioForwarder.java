/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.forward;

import org.hummingbridge.sfu.datagram.DropReason;
import org.hummingbridge.sfu.datagram.PacketBuffer;
import org.hummingbridge.sfu.receive.PacketHistory;
import org.hummingbridge.sfu.rtp.RtpHeader;
import org.hummingbridge.sfu.rtp.rtcp.RtcpWriter;
import org.hummingbridge.sfu.rtp.rtcp.SenderReport;
import org.jspecify.annotations.Nullable;

/**
 * One receiver's view of one audio source: gives each packet the header that this receiver is to see, in its own numbers. Never
 * changes the shared packet or its payload, which the caller encrypts straight from there.
 *
 * <p>Order of calls: {@link #attach} a stream; then, for every packet that {@link org.hummingbridge.sfu.receive.SourceReceiver}
 * lets pass and in its order, {@link #writeHeader} if the receiver is to have it, {@link #skip} if not. A receiver that is left out
 * for a while needs no calls meanwhile but {@link #rejoin} once it is back.
 */
public final class AudioForwarder {
    private static final int CLOCK_RATE = 48_000;

    /** 20 ms: by how much timestamps go forwards at least from one source to the next. */
    private static final int PACKET_TICKS = 960;

    private final PayloadTypeMap payloadTypes;
    private final ExtensionMap extensions;
    private final PacketHistory history;
    private final SequenceMap sequences = new SequenceMap();
    private final Timeline timeline = new Timeline(CLOCK_RATE, PACKET_TICKS, new SenderClocks(1, CLOCK_RATE));
    private @Nullable OutgoingStream stream;
    private @Nullable Epoch epoch;

    /** @param history what retransmissions are made of, where they were negotiated for audio */
    public AudioForwarder(
            final PayloadTypeMap payloadTypes, final ExtensionMap extensions, final PacketHistory history) {
        this.payloadTypes = payloadTypes;
        this.extensions = extensions;
        this.history = history;
    }

    /** The receiver is to see the source on {@code newStream} from the next packet on. Its former source is detached before. */
    public void attach(final OutgoingStream newStream) {
        detach();
        stream = newStream;
    }

    /** The stream is another source's from now on. */
    public void detach() {
        stream = null;
        epoch = null;
        timeline.forget();
    }

    public @Nullable OutgoingStream stream() {
        return stream;
    }

    /**
     * Writes the RTP header of {@code plain} for this receiver and counts the packet as sent.
     *
     * @return the header's length, behind which the payload belongs, unchanged; or a {@link Refusal}, or
     *     {@link VideoForwarder#SKIPPED} without a stream
     */
    public int writeHeader(final PacketBuffer plain, final long nowNanos, final byte[] out, final int outOffset) {
        final OutgoingStream shown = stream;
        if (shown == null) {
            return VideoForwarder.SKIPPED;
        }
        final int sequence = RtpHeader.sequence(plain.bytes(), plain.offset());
        final int timestamp = RtpHeader.timestamp(plain.bytes(), plain.offset());
        final int payloadLength = OutgoingStream.payloadLength(plain);
        final Epoch present = begun(sequence, timestamp, shown, nowNanos);
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
        present.payloadType = payloadType;
        final OutgoingHeader header = shown.header();
        header.payloadType = payloadType;
        header.sequence = mapped;
        header.timestamp = timestamp + present.timestampDelta;
        header.marker = RtpHeader.marker(plain.bytes(), plain.offset());
        header.detail = 0;
        header.bare = false;
        return shown.write(plain, header, 0, payloadLength, nowNanos, out, outOffset);
    }

    /** The receiver is not given {@code plain} and must not take it for lost. */
    public void skip(final PacketBuffer plain) {
        if (epoch != null) {
            sequences.skip(RtpHeader.sequence(plain.bytes(), plain.offset()));
        }
    }

    /** The next packet follows the last one that was written, whatever passed meanwhile. */
    public void rejoin() {
        sequences.rejoin();
    }

    /**
     * Writes the source's sender report as this receiver is to see it. Writes nothing before the first packet.
     *
     * @return false if {@code out} is too full: send it and call again with an empty one
     */
    public boolean onSenderReport(final SenderReport report, final RtcpWriter out, final long nowNanos) {
        final Epoch present = epoch;
        return stream == null
                || present == null
                || stream.statistics().packets() == 0
                || stream.writeReport(report.ntpTime(), report.rtpTimestamp() + present.timestampDelta, out, nowNanos);
    }

    /** The first packet on a stream goes on from what that has sent before. */
    private Epoch begun(final int sequence, final int timestamp, final OutgoingStream shown, final long nowNanos) {
        if (epoch != null) {
            return epoch;
        }
        sequences.start(sequence, shown.numbers().nextSequence(sequence));
        timeline.begin(0, timestamp, shown.numbers(), nowNanos);
        final Epoch next = shown.begin();
        next.history = history;
        next.payloadTypes = payloadTypes;
        next.extensions = extensions;
        next.timestampDelta = timeline.delta();
        epoch = next;
        return next;
    }
}
