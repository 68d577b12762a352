/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.sctp;

import java.util.function.IntConsumer;
import java.util.random.RandomGenerator;
import org.hummingbridge.sfu.datagram.DropReason;
import org.jspecify.annotations.Nullable;

/**
 * What flows in both directions while the association stands. Knows nothing of how it came about and how it ends.
 *
 * <p>For each packet: {@link #onPacket}, then {@link #onChunk} for each of its chunks, each followed by {@link #poll} until there
 * is no message left and a look at {@link #violation}, then {@link #onPacketEnd}. {@link #transmit} sends whatever has become due.
 */
final class Transfer {
    /** RFC 6525 §3.1 combines two at most. */
    private static final int MAX_RECONFIG_PARAMETERS = 2;

    private final RetransmissionTimeout timeout = new RetransmissionTimeout();
    private final SendQueue queue = new SendQueue();
    private final int maxStreams;
    private final ReceiveBuffer received;
    private final Acknowledgements acknowledgements;
    private final Sender sender;
    private final PeerResets peerResets;
    private final OwnResets ownResets;
    private final Heartbeats heartbeats;
    private final Sack sack = new Sack();
    private boolean gapsBefore;
    private @Nullable Violation violation;

    Transfer(final Peering peering, final RandomGenerator random) {
        maxStreams = peering.maxStreams();
        received = new ReceiveBuffer(peering.peerInitialTsn());
        acknowledgements = new Acknowledgements(received);
        sender = new Sender(queue, timeout, peering.localInitialTsn(), peering.peerWindowBytes());
        peerResets = new PeerResets(received, queue, peering.peerInitialTsn());
        ownResets = new OwnResets(queue, sender, peerResets, timeout, peering);
        heartbeats = new Heartbeats(random, timeout);
    }

    boolean send(final int streamId, final int ppid, final byte[] message) {
        return streamId >= 0 && streamId < maxStreams && queue.add(streamId, ppid, message);
    }

    void reset(final int streamId) {
        queue.addReset(streamId);
    }

    void onPacket(final long nowNanos) {
        gapsBefore = received.hasGaps();
        heartbeats.onPacket(nowNanos);
    }

    /**
     * Serves a chunk; answers to it that cannot wait go into {@code packet}.
     *
     * @param reset is told of each stream that begins anew on the peer's side
     */
    @Nullable
    DropReason onChunk(final TlvCursor chunk, final PacketWriter packet, final IntConsumer reset, final long nowNanos) {
        return switch (chunk.chunkType()) {
            case ChunkType.DATA -> onData(chunk);
            case ChunkType.SACK -> onSack(chunk, nowNanos);
            case ChunkType.FORWARD_TSN -> onForwardTsn(chunk);
            case ChunkType.RE_CONFIG -> onReconfig(chunk, packet, reset);
            case ChunkType.HEARTBEAT -> Heartbeats.answer(chunk, packet) ? null : DropReason.SCTP_UNEXPECTED;
            case ChunkType.HEARTBEAT_ACK -> heartbeats.onAck(chunk, nowNanos) ? null : DropReason.SCTP_UNEXPECTED;
            default -> DropReason.SCTP_UNEXPECTED;
        };
    }

    private @Nullable DropReason onData(final TlvCursor chunk) {
        final DataChunk data = DataChunk.read(chunk);
        if (data == null) {
            return DropReason.SCTP_MALFORMED;
        }
        if (data.payload().length == 0) {
            violation = new Violation(ErrorCause.NO_USER_DATA, "the peer sent an SCTP DATA chunk without data");
            return DropReason.SCTP_MALFORMED;
        }
        final ReceiveBuffer.Arrival arrival = received.add(data);
        acknowledgements.onData(data, arrival);
        checkLength();
        return arrival == ReceiveBuffer.Arrival.REFUSED || violation != null ? DropReason.SCTP_OVERFLOW : null;
    }

    private void checkLength() {
        if (received.isMessageTooLong()) {
            violation = new Violation(
                    ErrorCause.PROTOCOL_VIOLATION,
                    "the peer sent an SCTP message of more than " + Reassembly.MAX_MESSAGE_BYTES + " bytes");
        }
    }

    private @Nullable DropReason onSack(final TlvCursor chunk, final long nowNanos) {
        return sack.read(chunk) ? sender.onSack(sack, nowNanos) : DropReason.SCTP_MALFORMED;
    }

    /** The streams and sequence numbers listed say nothing that the TSN does not, see {@link Reassembly}. */
    private @Nullable DropReason onForwardTsn(final TlvCursor chunk) {
        if (chunk.valueBytes() < 4) {
            return DropReason.SCTP_MALFORMED;
        }
        received.skipTo(Wire.u32(chunk.bytes(), chunk.value()));
        acknowledgements.onDemand();
        checkLength();
        return null;
    }

    private @Nullable DropReason onReconfig(final TlvCursor chunk, final PacketWriter packet, final IntConsumer reset) {
        final TlvCursor parameters = new TlvCursor(chunk.bytes(), chunk.value(), chunk.end());
        DropReason drop = null;
        for (int i = 0; i < MAX_RECONFIG_PARAMETERS && drop == null && parameters.next(); i++) {
            drop = parameters.parameterType() == ParameterType.RECONFIG_RESPONSE
                    ? onResponse(parameters)
                    : peerResets.onRequest(parameters, packet, reset);
        }
        return parameters.isMalformed() ? DropReason.SCTP_MALFORMED : drop;
    }

    private @Nullable DropReason onResponse(final TlvCursor response) {
        if (response.valueBytes() < 8) {
            return DropReason.SCTP_MALFORMED;
        }
        final int at = response.value();
        ownResets.onResponse(Wire.u32(response.bytes(), at), Wire.u32(response.bytes(), at + 4));
        return null;
    }

    /** The cumulative TSN in a SHUTDOWN. */
    @Nullable
    DropReason onCumulative(final int tsn, final long nowNanos) {
        sack.of(tsn, sender.peerWindowBytes());
        return sender.onSack(sack, nowNanos);
    }

    void onPacketEnd(final long nowNanos) {
        acknowledgements.onPacketEnd(gapsBefore, nowNanos);
    }

    /** The next whole message; null if there is none. */
    @Nullable
    Message poll() {
        return received.poll();
    }

    /** What the peer did that ends the association; null if nothing. */
    @Nullable
    Violation violation() {
        return violation;
    }

    /** Whether everything that was to be sent has been, and has arrived. */
    boolean isIdle() {
        return queue.isEmpty() && sender.isAcknowledged();
    }

    void onTime(final long nowNanos) {
        acknowledgements.onTime(nowNanos);
        sender.onTime(nowNanos);
        ownResets.onTime(nowNanos);
        heartbeats.onTime(nowNanos);
    }

    long earlier(final long deadlineNanos) {
        return acknowledgements.earlier(sender.earlier(ownResets.earlier(heartbeats.earlier(deadlineNanos))));
    }

    /** Bundles what is due, a SACK first, and sends all but the last packet. */
    void transmit(final PacketWriter packet, final long nowNanos) {
        if (acknowledgements.isDue() || (acknowledgements.isPending() && sender.isReady())) {
            acknowledgements.write(packet);
        }
        heartbeats.transmit(packet, nowNanos);
        ownResets.transmit(packet, nowNanos);
        sender.transmit(packet, nowNanos);
    }
}
