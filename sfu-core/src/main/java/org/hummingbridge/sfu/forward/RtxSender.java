/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.forward;

import java.util.random.RandomGenerator;
import org.hummingbridge.sfu.datagram.DropReason;
import org.hummingbridge.sfu.datagram.PacketBuffer;
import org.hummingbridge.sfu.receive.PacketHistory;
import org.hummingbridge.sfu.rtp.RtxPayload;
import org.jspecify.annotations.Nullable;

/**
 * Answers one receiver's NACKs for one source out of the source's history, as RTX (RFC 4588). Never sends a packet under its
 * first sequence number again, which would use an SRTP index twice; never answers twice within a round trip or beyond the
 * receiver's {@link RetransmissionBudget}.
 */
public final class RtxSender {
    /** Resends remembered; each further one takes the place of an older one and can then be repeated early. */
    static final int MAX_RESENDS = 512;

    /** Round trip assumed until one was measured: short, so that a repeated NACK on a near link is not held up. */
    static final long DEFAULT_RTT_NANOS = 20_000_000;

    /** How much earlier than a whole round trip a repeated NACK may come because of jitter. */
    static final long RTT_JITTER_NANOS = 5_000_000;

    /** RFC 3711 §3.3.1: starting in the lower half keeps the first rollover unambiguous. */
    private static final int INITIAL_SEQUENCE_BOUND = 0x8000;

    private static final int SEQUENCE_BITS = 16;

    private final Forwarder forwarder;
    private final PacketHistory history;
    private final int rtxSsrc;
    private final SendStatistics statistics = new SendStatistics();
    private int nextSequence;

    /** By sequence number modulo its size: the number in the lower 16 bits, the time in units of 65,536 ns above. */
    private long @Nullable [] resends;

    /** @param rtxSsrc the SSRC that was signalled for retransmissions of the source */
    public RtxSender(
            final Forwarder forwarder, final PacketHistory history, final int rtxSsrc, final RandomGenerator random) {
        this.forwarder = forwarder;
        this.history = history;
        this.rtxSsrc = rtxSsrc;
        this.nextSequence = random.nextInt(INITIAL_SEQUENCE_BOUND);
    }

    /**
     * Writes the retransmission of the packet that the receiver calls {@code receiverSequence}: header, OSN and payload, all in
     * plain, so that the caller encrypts in place.
     *
     * @return the length of the packet, or a {@link Refusal}
     */
    public int write(final int receiverSequence, final long nowNanos, final byte[] out, final int outOffset) {
        final int sourceSequence = forwarder.sourceSequence(receiverSequence);
        final PacketBuffer plain = sourceSequence == SequenceMap.NONE ? null : history.get(sourceSequence);
        if (plain == null) {
            return Refusal.of(DropReason.RTX_NOT_IN_HISTORY);
        }
        final int payloadType = forwarder.retransmissionPayloadType(plain);
        if (payloadType == PayloadTypeMap.NONE) {
            return Refusal.of(DropReason.RECEIVER_LACKS_CODEC);
        }
        if (isTooEarly(plain, receiverSequence, nowNanos)
                || !forwarder.downlink().budget().take(plain.length() + RtxPayload.OSN_BYTES, nowNanos)) {
            return Refusal.of(DropReason.RTX_SUPPRESSED);
        }
        remember(receiverSequence, nowNanos);

        final int headerLength =
                forwarder.headers().write(plain, payloadType, nextSequence, rtxSsrc, nowNanos, out, outOffset);
        nextSequence = (nextSequence + 1) & 0xffff;
        final int payloadLength = Forwarder.payloadLength(plain);
        final int payloadAt = outOffset + headerLength;
        RtxPayload.originalSequence(out, payloadAt, receiverSequence);
        System.arraycopy(
                plain.bytes(), plain.end() - payloadLength, out, payloadAt + RtxPayload.OSN_BYTES, payloadLength);
        statistics.onSent(payloadLength + RtxPayload.OSN_BYTES);
        return headerLength + RtxPayload.OSN_BYTES + payloadLength;
    }

    public int rtxSsrc() {
        return rtxSsrc;
    }

    public SendStatistics statistics() {
        return statistics;
    }

    /** Whether the packet, or its last retransmission, is still on its way; a packet that came late was sent late too. */
    private boolean isTooEarly(final PacketBuffer plain, final int sequence, final long nowNanos) {
        final long rtt = forwarder.downlink().roundTripTime().nanos(DEFAULT_RTT_NANOS);
        final long tooEarly = Math.min(rtt - rtt / 10, rtt - RTT_JITTER_NANOS);
        if (nowNanos - plain.arrivalNanos() < tooEarly) {
            return true;
        }
        final long resend = resends == null ? 0 : resends[sequence & (MAX_RESENDS - 1)];
        return resend != 0
                && (resend & 0xffff) == sequence
                && nowNanos - (resend >> SEQUENCE_BITS << SEQUENCE_BITS) < tooEarly;
    }

    private void remember(final int sequence, final long nowNanos) {
        if (resends == null) {
            resends = new long[MAX_RESENDS];
        }
        resends[sequence & (MAX_RESENDS - 1)] = (nowNanos >> SEQUENCE_BITS << SEQUENCE_BITS) | sequence;
    }
}
