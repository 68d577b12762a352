/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.forward;

import java.util.List;
import org.hummingbridge.sfu.codec.LayerId;
import org.hummingbridge.sfu.codec.Layering;
import org.hummingbridge.sfu.codec.VideoPacket;
import org.hummingbridge.sfu.datagram.DropReason;
import org.hummingbridge.sfu.datagram.PacketBuffer;
import org.hummingbridge.sfu.receive.PacketHistory;
import org.hummingbridge.sfu.rtp.RtpHeader;
import org.hummingbridge.sfu.rtp.rtcp.RtcpWriter;
import org.hummingbridge.sfu.rtp.rtcp.SenderReport;
import org.jspecify.annotations.Nullable;

/**
 * One receiver's view of one video source: picks the packets of the wanted layers out of all its encodings and shows them to the
 * receiver as one stream that never breaks. Never writes to the shared packet.
 *
 * <p>Order of calls: {@link #attach} a stream and say what is wanted by {@link #target}; then {@link #write} for every packet of
 * the source's encodings up to the wanted one and the one that is still shown, in the order of arrival. Whenever {@link #wantsKeyframe} names an encoding, its sender is to be
 * asked for a key frame, and again until it is {@link #NONE}. A receiver that is left out for a while is given the target
 * {@link LayerId#SUSPENDED} and needs no calls meanwhile.
 */
public final class VideoForwarder {
    /** Result of {@link #write} for a packet that this receiver is not meant to have: not a drop. */
    public static final int SKIPPED = Integer.MIN_VALUE;

    /** No encoding. */
    public static final int NONE = EncodingChoice.NONE;

    private static final int CLOCK_RATE = 90_000;

    /** A frame at 30 fps: by how much timestamps go forwards at least from one encoding to the next. */
    private static final int FRAME_TICKS = 3000;

    private final List<PacketHistory> histories;
    private final PayloadTypeMap payloadTypes;
    private final ExtensionMap extensions;
    private final EncodingChoice choice;
    private final SenderClocks clocks;
    private final Timeline timeline;
    private final SequenceMap sequences = new SequenceMap();
    private final Neighbour newest = new Neighbour();
    private final Selections selections = new Selections();
    private LayerSelection selection = selections.of(Layering.OPAQUE);
    private @Nullable OutgoingStream stream;
    private @Nullable Epoch epoch;
    private boolean lacksCodec;
    private boolean shared;
    private int payloadOffset;
    private int payloadLength;

    /** @param histories of the source's encodings, from low to high: what retransmissions are made of */
    public VideoForwarder(
            final List<PacketHistory> histories, final PayloadTypeMap payloadTypes, final ExtensionMap extensions) {
        this.histories = List.copyOf(histories);
        this.payloadTypes = payloadTypes;
        this.extensions = extensions;
        this.choice = new EncodingChoice(histories.size());
        this.clocks = new SenderClocks(histories.size(), CLOCK_RATE);
        this.timeline = new Timeline(CLOCK_RATE, FRAME_TICKS, clocks);
    }

    /** The receiver is to see the source on {@code newStream} from the next key frame on. Its former source is detached before. */
    public void attach(final OutgoingStream newStream) {
        detach();
        stream = newStream;
    }

    /** The stream is another source's from now on; what was sent on it can still be sent again. */
    public void detach() {
        stream = null;
        epoch = null;
        choice.leave();
        timeline.forget();
    }

    public @Nullable OutgoingStream stream() {
        return stream;
    }

    /** The highest layer that the receiver is to have: a {@link LayerId}, or {@link LayerId#SUSPENDED}. */
    public void target(final int layerId, final long nowNanos) {
        choice.target(layerId, nowNanos);
    }

    public int target() {
        return choice.target();
    }

    /** The highest layer that is forwarded now: a {@link LayerId}, or {@link LayerId#SUSPENDED}. */
    public int current() {
        return choice.isActive() && epoch != null
                ? LayerId.of(
                        choice.current(),
                        LayerId.spatialId(selection.current()),
                        LayerId.temporalId(selection.current()))
                : LayerId.SUSPENDED;
    }

    /** The encoding whose key frame is waited for, or {@link #NONE}. */
    public int wantsKeyframe() {
        // No key frame helps where the codec is not understood.
        if (stream == null || lacksCodec) {
            return NONE;
        }
        final int wanted = choice.wantsKeyframe();
        final boolean within = wanted == NONE
                && choice.isActive()
                && LayerId.encoding(choice.target()) == choice.current()
                && selection.wantsKeyframe();
        return within ? choice.current() : wanted;
    }

    /** The sender has ceased an encoding: nothing is lost by going over to a lower one. */
    public void encodingStopped(final int encoding) {
        choice.onStopped(encoding);
    }

    /**
     * Writes the RTP header of {@code plain} for this receiver and counts the packet as sent. What is to be encrypted behind it is
     * then the {@link #payloadLength} bytes from {@link #payloadOffset} on: the shared packet's own, or a changed copy that stands
     * just behind the header in {@code out}; {@link #sharesPayload} tells.
     *
     * @param mark what the packet says about its frame
     * @return the header's length; {@link #SKIPPED}; or a {@link Refusal}
     */
    public int write(
            final int encoding,
            final VideoPacket mark,
            final PacketBuffer plain,
            final long nowNanos,
            final byte[] out,
            final int outOffset) {
        final int sequence = RtpHeader.sequence(plain.bytes(), plain.offset());
        final boolean latest = choice.onPacket(encoding, sequence, nowNanos);
        final OutgoingStream shown = stream;
        if (shown == null) {
            return SKIPPED;
        }
        final boolean lacked = payloadTypes.map(payloadType(plain)) == PayloadTypeMap.NONE;
        if (latest) {
            lacksCodec = lacked;
        }
        if (lacked) {
            // A late packet from before a change of codec says nothing of what comes now.
            if (latest) {
                choice.stall();
            }
            return Refusal.of(DropReason.RECEIVER_LACKS_CODEC);
        }
        if (mark.keyframe() && latest && begins(encoding, mark, plain)) {
            begin(encoding, mark, plain, shown, nowNanos);
        }
        final Epoch present = epoch;
        if (present == null || encoding != choice.current() || !sequences.covers(sequence)) {
            return SKIPPED;
        }
        if (!mark.hasFrame()) {
            return withoutFrame(sequence, plain, shown, nowNanos, out, outOffset);
        }
        if (!belongs(mark, plain, present)) {
            choice.stall();
            return SKIPPED;
        }
        return decide(sequence, mark, plain, present, shown, nowNanos, out, outOffset);
    }

    private boolean belongs(final VideoPacket mark, final PacketBuffer plain, final Epoch present) {
        return present.goesOnWith(mark) && payloadTypes.map(payloadType(plain)) == present.payloadType;
    }

    /** Whether the stream goes on in another way with this first packet of a key frame. */
    private boolean begins(final int encoding, final VideoPacket mark, final PacketBuffer plain) {
        final boolean same =
                epoch != null && choice.isActive() && encoding == choice.current() && belongs(mark, plain, epoch);
        return !same && choice.takes(encoding);
    }

    private void begin(
            final int encoding,
            final VideoPacket mark,
            final PacketBuffer plain,
            final OutgoingStream shown,
            final long nowNanos) {
        final StreamNumbers numbers = shown.numbers();
        final int sequence = RtpHeader.sequence(plain.bytes(), plain.offset());
        choice.begin(encoding);
        sequences.start(sequence, numbers.nextSequenceOfPicture(sequence));
        newest.forget();
        final int timestamp = RtpHeader.timestamp(plain.bytes(), plain.offset());
        timeline.begin(encoding, timestamp, numbers, nowNanos);

        final Epoch next = shown.begin();
        next.history = histories.get(encoding);
        next.payloadTypes = payloadTypes;
        next.extensions = extensions;
        next.payloadType = payloadTypes.map(payloadType(plain));
        next.timestampDelta = timeline.delta();
        next.begin(mark, numbers);
        epoch = next;
        selection = selections.of(mark.layering());
        selection.begin(mark, timestamp, next.firstId, choice.limit());
    }

    /** A packet without media is left out, but a gap that the receiver sees already is filled with it. */
    private int withoutFrame(
            final int sequence,
            final PacketBuffer plain,
            final OutgoingStream shown,
            final long nowNanos,
            final byte[] out,
            final int outOffset) {
        if (sequences.isNewest(sequence)) {
            newest.forget();
        }
        return sequences.skip(sequence)
                ? Refusal.of(DropReason.RTP_PADDING_ONLY)
                : fill(sequence, plain, shown, nowNanos, out, outOffset);
    }

    private int decide(
            final int sequence,
            final VideoPacket mark,
            final PacketBuffer plain,
            final Epoch present,
            final OutgoingStream shown,
            final long nowNanos,
            final byte[] out,
            final int outOffset) {
        final int timestamp = RtpHeader.timestamp(plain.bytes(), plain.offset());
        final boolean latest = sequences.isNewest(sequence);
        final boolean afterGap = !latest || !newest.isKnown() || sequences.missingBefore(sequence) > 0;
        final int detail = selection.decide(mark, timestamp, afterGap, choice.limit());
        if (detail == LayerSelection.JUMPED) {
            choice.stall();
            return SKIPPED;
        }
        final boolean taken = detail >= 0;
        if (latest) {
            if (afterGap && newest.isKnown() && selection.onlyRefusedBetween(newest, mark, taken)) {
                sequences.close(sequence);
            }
            newest.set(mark, taken, RtpHeader.marker(plain.bytes(), plain.offset()));
        }
        if (!taken) {
            return sequences.skip(sequence) ? SKIPPED : fill(sequence, plain, shown, nowNanos, out, outOffset);
        }
        final int mapped = sequences.map(sequence);
        if (mapped == SequenceMap.NONE) {
            return Refusal.of(DropReason.RTP_TOO_OLD);
        }
        final OutgoingHeader header = shown.header();
        header.sequence = mapped;
        header.detail = detail;
        return show(mark, plain, present, shown, nowNanos, out, outOffset);
    }

    private int show(
            final VideoPacket mark,
            final PacketBuffer plain,
            final Epoch before,
            final OutgoingStream shown,
            final long nowNanos,
            final byte[] out,
            final int outOffset) {
        final Epoch present = before.structure == mark.structure() ? before : withStructure(mark, before, shown);
        final OutgoingHeader header = shown.header();
        final int tl0 = (mark.tl0PicIdx() + present.tl0Delta) & 0xff;
        header.payloadType = present.payloadType;
        header.timestamp = RtpHeader.timestamp(plain.bytes(), plain.offset()) + present.timestampDelta;
        header.marker = RtpHeader.marker(plain.bytes(), plain.offset()) || selection.ends(mark, header.detail);
        header.bare = false;
        payloadLength = OutgoingStream.payloadLength(plain);
        final int length = shown.write(plain, header, tl0, payloadLength, nowNanos, out, outOffset);
        present.keep(mark, header.detail, tl0, shown.numbers());

        shared = true;
        payloadOffset = plain.end() - payloadLength;
        if (PayloadRewriter.isNeeded(mark, header.detail, tl0)) {
            System.arraycopy(plain.bytes(), payloadOffset, out, outOffset + length, payloadLength);
            shared = false;
            payloadOffset = outOffset + length;
            PayloadRewriter.rewrite(mark.layering(), out, payloadOffset, header.detail, tl0);
        }
        return length;
    }

    /** What was sent before is still to be sent again by the templates of its own time. */
    private Epoch withStructure(final VideoPacket mark, final Epoch before, final OutgoingStream shown) {
        final Epoch next = shown.begin();
        next.set(before);
        next.structure = mark.structure();
        epoch = next;
        return next;
    }

    /** Lets the receiver stop asking for a number that it was not to have. */
    private int fill(
            final int sequence,
            final PacketBuffer plain,
            final OutgoingStream shown,
            final long nowNanos,
            final byte[] out,
            final int outOffset) {
        final Epoch present = epoch;
        final int mapped = sequences.map(sequence);
        if (present == null || mapped == SequenceMap.NONE) {
            return Refusal.of(DropReason.RTP_TOO_OLD);
        }
        final OutgoingHeader header = shown.header();
        header.sequence = mapped;
        header.detail = 0;
        header.payloadType = present.payloadType;
        header.timestamp = RtpHeader.timestamp(plain.bytes(), plain.offset()) + present.timestampDelta;
        header.marker = false;
        header.bare = true;
        shared = true;
        payloadOffset = plain.end();
        payloadLength = 0;
        return shown.write(plain, header, 0, 0, nowNanos, out, outOffset);
    }

    /** After a successful {@link #write}: whether the shared packet's own payload is to be encrypted, and not a changed copy. */
    public boolean sharesPayload() {
        return shared;
    }

    /** Where it begins, in the array of {@code plain} or in {@code out}. */
    public int payloadOffset() {
        return payloadOffset;
    }

    public int payloadLength() {
        return payloadLength;
    }

    /**
     * Takes an encoding's sender report, and writes it as this receiver is to see it if that is the encoding that it is shown:
     * only those say how its timestamps relate to the sender's clock.
     *
     * @return false if {@code out} is too full: send it and call again with an empty one
     */
    public boolean onSenderReport(
            final int encoding, final SenderReport report, final RtcpWriter out, final long nowNanos) {
        clocks.onReport(encoding, report.ntpTime(), report.rtpTimestamp());
        final Epoch present = epoch;
        if (stream == null || present == null || !choice.isActive() || encoding != choice.current()) {
            return true;
        }
        return stream.writeReport(report.ntpTime(), report.rtpTimestamp() + present.timestampDelta, out, nowNanos);
    }

    private static int payloadType(final PacketBuffer plain) {
        return RtpHeader.payloadType(plain.bytes(), plain.offset());
    }
}
