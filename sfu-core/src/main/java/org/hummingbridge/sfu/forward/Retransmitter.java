/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.forward;

import java.util.Arrays;
import java.util.random.RandomGenerator;
import org.hummingbridge.sfu.datagram.DropReason;
import org.hummingbridge.sfu.datagram.PacketBuffer;
import org.hummingbridge.sfu.receive.PacketHistory;
import org.hummingbridge.sfu.rtp.RtpHeader;
import org.hummingbridge.sfu.rtp.RtxPayload;
import org.jspecify.annotations.Nullable;

/**
 * The retransmission side of one stream to one receiver (RFC 4588): answers to NACKs and probes, out of the sources' histories.
 * Never sends a packet under its first sequence number again, which would use an SRTP index twice; never answers twice within a
 * round trip or beyond the receiver's {@link RetransmissionBudget}.
 */
final class Retransmitter {
    /** Newest packets that are looked at for one to probe with. */
    private static final int MAX_PROBE_CANDIDATES = 32;

    /** The padding count is one byte (RFC 3550 §5.1). */
    private static final int MAX_PADDING = 255;

    private final SentPackets sent;
    private final Downlink downlink;
    private final byte @Nullable [] mid;
    private final OutgoingHeader header = new OutgoingHeader();
    private final Resends resends = new Resends();
    private int nextSequence;

    Retransmitter(
            final int rtxSsrc,
            final SentPackets sent,
            final Downlink downlink,
            final byte @Nullable [] mid,
            final RandomGenerator random) {
        this.sent = sent;
        this.downlink = downlink;
        this.mid = mid;
        header.ssrc = rtxSsrc;
        nextSequence = random.nextInt(StreamNumbers.MAX_INITIAL_SEQUENCE + 1);
    }

    int ssrc() {
        return header.ssrc;
    }

    /** Answers a NACK: length of the packet with OSN and payload, or a {@link Refusal}. */
    int answer(final int sequence, final long nowNanos, final byte[] out, final int outOffset) {
        final long packet = sent.find(sequence);
        final PacketBuffer plain = packet == SentPackets.NONE ? null : original(packet);
        if (plain == null) {
            return Refusal.of(DropReason.RTX_NOT_IN_HISTORY);
        }
        if (payloadType(packet, plain) == PayloadTypeMap.NONE) {
            return Refusal.of(DropReason.RECEIVER_LACKS_CODEC);
        }
        if (resends.isTooEarly(sequence, plain.arrivalNanos(), downlink.roundTripTime(), nowNanos)
                || !downlink.budget().take(plain.length() + RtxPayload.OSN_BYTES, nowNanos)) {
            return Refusal.of(DropReason.RTX_SUPPRESSED);
        }
        return write(sequence, packet, plain, nowNanos, out, outOffset);
    }

    /** Sends one of the newest packets again that is not on its way: its length, or a {@link Refusal}. */
    int probe(
            final int newestSequence, final int maxBytes, final long nowNanos, final byte[] out, final int outOffset) {
        for (int back = 0; back < MAX_PROBE_CANDIDATES; back++) {
            final int sequence = (newestSequence - back) & 0xffff;
            final long packet = sent.find(sequence);
            final PacketBuffer plain =
                    packet == SentPackets.NONE || SentPackets.isEmpty(packet) ? null : original(packet);
            if (plain != null
                    && plain.length() <= maxBytes
                    && payloadType(packet, plain) != PayloadTypeMap.NONE
                    && !resends.isTooEarly(sequence, plain.arrivalNanos(), downlink.roundTripTime(), nowNanos)) {
                return write(sequence, packet, plain, nowNanos, out, outOffset);
            }
        }
        return Refusal.of(DropReason.RTX_NOT_IN_HISTORY);
    }

    /** A packet of nothing but up to 255 bytes of padding, as part of the present epoch: its length, or a {@link Refusal}. */
    int padding(
            final int bytes,
            final Epoch epoch,
            final int timestamp,
            final long nowNanos,
            final byte[] out,
            final int outOffset) {
        final PayloadTypeMap types = epoch.payloadTypes;
        final ExtensionMap extensions = epoch.extensions;
        final int payloadType = types == null ? PayloadTypeMap.NONE : types.retransmission(epoch.payloadType);
        if (payloadType == PayloadTypeMap.NONE || extensions == null) {
            return Refusal.of(DropReason.RECEIVER_LACKS_CODEC);
        }
        begin(payloadType, timestamp, false, true);
        final int length = downlink.headers().writeBare(header, extensions, mid, downlink, nowNanos, out, outOffset);
        final int count = Math.clamp(bytes - length, 1, MAX_PADDING);
        RtpHeader.padding(out, outOffset, true);
        Arrays.fill(out, outOffset + length, outOffset + length + count - 1, (byte) 0);
        out[outOffset + length + count - 1] = (byte) count;
        return length + count;
    }

    private int write(
            final int sequence,
            final long packet,
            final PacketBuffer plain,
            final long nowNanos,
            final byte[] out,
            final int outOffset) {
        final Epoch epoch = sent.epoch(packet);
        final ExtensionMap extensions = epoch == null ? null : epoch.extensions;
        if (epoch == null || extensions == null) {
            return Refusal.of(DropReason.RTX_NOT_IN_HISTORY);
        }
        resends.add(sequence, nowNanos);
        final boolean empty = SentPackets.isEmpty(packet);
        final int timestamp = RtpHeader.timestamp(plain.bytes(), plain.offset()) + epoch.timestampDelta;
        begin(payloadType(packet, plain), timestamp, SentPackets.marker(packet), empty);
        header.detail = SentPackets.detail(packet);
        final int headerLength =
                downlink.headers().write(plain, header, epoch, extensions, mid, downlink, nowNanos, out, outOffset);
        final int osnAt = outOffset + headerLength;
        RtxPayload.originalSequence(out, osnAt, sequence);
        final int payloadAt = osnAt + RtxPayload.OSN_BYTES;
        final int payloadLength = empty ? 0 : OutgoingStream.payloadLength(plain);
        System.arraycopy(plain.bytes(), plain.end() - payloadLength, out, payloadAt, payloadLength);
        if (!empty) {
            PayloadRewriter.rewrite(epoch.layering, out, payloadAt, header.detail, SentPackets.tl0(packet));
        }
        return headerLength + RtxPayload.OSN_BYTES + payloadLength;
    }

    private void begin(final int payloadType, final int timestamp, final boolean marker, final boolean bare) {
        header.payloadType = payloadType;
        header.sequence = nextSequence;
        header.timestamp = timestamp;
        header.marker = marker;
        header.bare = bare;
        nextSequence = (nextSequence + 1) & 0xffff;
    }

    private @Nullable PacketBuffer original(final long packet) {
        final Epoch epoch = sent.epoch(packet);
        final PacketHistory history = epoch == null ? null : epoch.history;
        return history == null ? null : history.get(SentPackets.sourceSequence(packet));
    }

    private int payloadType(final long packet, final PacketBuffer plain) {
        final Epoch epoch = sent.epoch(packet);
        final PayloadTypeMap types = epoch == null ? null : epoch.payloadTypes;
        if (types == null) {
            return PayloadTypeMap.NONE;
        }
        final int mapped = types.map(RtpHeader.payloadType(plain.bytes(), plain.offset()));
        return mapped == PayloadTypeMap.NONE ? PayloadTypeMap.NONE : types.retransmission(mapped);
    }
}
