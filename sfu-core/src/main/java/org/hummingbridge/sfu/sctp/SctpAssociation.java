/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.sctp;

import java.util.function.IntConsumer;
import java.util.random.RandomGenerator;
import org.hummingbridge.sfu.datagram.DropReason;
import org.jspecify.annotations.Nullable;

/**
 * One SCTP association inside DTLS (RFC 9260, RFC 8261), with stream reset (RFC 6525) and partial reliability on the peer's
 * side (RFC 3758). Never touches sockets, threads or clocks, and holds a bounded amount whatever the peer sends.
 *
 * <p>Order of calls: {@link #connect}, if this side is to begin; then {@link #onPacket} for each packet of the peer, and
 * {@link #onTime} when {@link #nextDeadline} is due, to be asked again after every call; at the end {@link #close}, unless the
 * listener was told closed. One thread. Nothing is done behind the end, and an association is not to be used twice.
 *
 * <p>The peer may be anybody with a link to a meeting. What it sends out of order, beyond a bound or against the rules is
 * dropped for a reason or ends the association, and never makes us send more than it has sent.
 */
public final class SctpAssociation {
    /** Largest packet that is sent. */
    public static final int MAX_PACKET_BYTES = PacketWriter.MAX_PACKET_BYTES;

    /** Largest message, in and out. */
    public static final int MAX_MESSAGE_BYTES = Reassembly.MAX_MESSAGE_BYTES;

    /** How far away a deadline is when nothing is waited for. */
    private static final long NEVER_NANOS = 3_600_000_000_000L;

    private final SctpListener listener;
    private final RandomGenerator random;
    private final PacketWriter packet;
    private final Lifecycle lifecycle;
    private final Checksum checksum = new Checksum();
    private final TlvCursor chunks = new TlvCursor();
    private final UnknownChunks unknown = new UnknownChunks();
    private final IntConsumer streamReset;

    /** While the association stands. */
    private @Nullable Transfer transfer;

    private long seenNanos;
    private int depth;

    /** @param random draws tags, sequence numbers and cookies; unpredictable in production */
    public SctpAssociation(final SctpListener listener, final RandomGenerator random) {
        this.listener = listener;
        this.random = random;
        this.packet = new PacketWriter(listener::send);
        this.lifecycle = new Lifecycle(packet, random, new Changes());
        this.streamReset = listener::streamReset;
    }

    private final class Changes implements Lifecycle.Owner {
        @Override
        public void established(final Peering peering, final long nowNanos) {
            final Transfer begun = new Transfer(peering, random);
            begun.onPacket(nowNanos);
            transfer = begun;
            listener.established();
        }

        @Override
        public void ended(final String reason) {
            transfer = null;
            listener.closed(reason);
        }
    }

    /** Begins the handshake instead of waiting for the peer's INIT. A second call changes nothing. */
    public void connect(final long nowNanos) {
        enter(nowNanos);
        lifecycle.connect(nowNanos);
        leave(nowNanos);
    }

    /** Takes in one packet that came out of DTLS; the reason if it, or a part of it, was of no use. */
    public @Nullable DropReason onPacket(final byte[] bytes, final int offset, final int length, final long nowNanos) {
        if (lifecycle.isOver()) {
            return DropReason.SCTP_UNEXPECTED;
        }
        final DropReason refusal = PacketHeader.refusal(checksum, bytes, offset, length);
        if (refusal != null) {
            return refusal;
        }
        enter(nowNanos);
        if (transfer != null) {
            transfer.onPacket(nowNanos);
        }
        unknown.onPacket();
        chunks.over(bytes, offset + PacketHeader.BYTES, offset + length);
        final DropReason drop = onChunks(chunks, Wire.u32(bytes, offset + PacketHeader.TAG_AT), nowNanos);
        if (transfer != null) {
            transfer.onPacketEnd(nowNanos);
        }
        leave(nowNanos);
        return drop;
    }

    /**
     * When {@link #onTime} is wanted next, on the caller's clock. Compare by difference; a call too many does no harm, and an
     * hour ahead stands for never.
     */
    public long nextDeadline() {
        final long own = lifecycle.earlier(seenNanos + NEVER_NANOS);
        return transfer == null ? own : transfer.earlier(own);
    }

    /** Lets time pass. */
    public void onTime(final long nowNanos) {
        enter(nowNanos);
        if (transfer != null) {
            transfer.onTime(nowNanos);
        }
        lifecycle.onTime(nowNanos);
        leave(nowNanos);
    }

    /**
     * Queues a message, to be delivered reliably and in order; false if the association is not established, has no such stream,
     * the queue is full, or the message is empty or too long. The array must not be changed afterwards.
     */
    public boolean send(final int streamId, final int ppid, final byte[] message, final long nowNanos) {
        if (!lifecycle.isEstablished() || transfer == null) {
            return false;
        }
        enter(nowNanos);
        final boolean queued =
                message.length > 0 && message.length <= MAX_MESSAGE_BYTES && transfer.send(streamId, ppid, message);
        leave(nowNanos);
        return queued;
    }

    /** Resets our side of a stream once everything sent on it has arrived; what is sent on it later begins anew. */
    public void resetStream(final int streamId, final long nowNanos) {
        enter(nowNanos);
        if (lifecycle.isEstablished() && transfer != null) {
            transfer.reset(streamId);
        }
        leave(nowNanos);
    }

    /** Aborts the association and forgets what has not been sent. The listener is told nothing more. */
    public void close(final long nowNanos) {
        enter(nowNanos);
        abort(ErrorCause.USER_INITIATED_ABORT, "closed");
        leave(nowNanos);
    }

    public boolean isEstablished() {
        return lifecycle.isEstablished();
    }

    /** The listener may call back; only the outermost call sends. */
    private void enter(final long nowNanos) {
        seenNanos = nowNanos;
        depth++;
    }

    private void leave(final long nowNanos) {
        if (--depth > 0) {
            return;
        }
        if (transfer != null) {
            lifecycle.transmit(transfer.isIdle(), nowNanos);
            transfer.transmit(packet, nowNanos);
        }
        packet.flush();
    }

    private @Nullable DropReason onChunks(final TlvCursor chunk, final int tag, final long nowNanos) {
        DropReason first = null;
        boolean leading = true;
        while (!lifecycle.isOver() && chunk.next()) {
            final DropReason drop = onChunk(chunk, leading, tag, nowNanos);
            first = first == null ? drop : first;
            leading = false;
            if (drop == DropReason.SCTP_BAD_TAG || ChunkType.endsReading(chunk.chunkType())) {
                break;
            }
        }
        return chunk.isMalformed() && first == null ? DropReason.SCTP_MALFORMED : first;
    }

    private @Nullable DropReason onChunk(
            final TlvCursor chunk, final boolean leading, final int tag, final long nowNanos) {
        if (Lifecycle.serves(chunk.chunkType())) {
            return lifecycle.onChunk(chunk, leading, tag, nowNanos);
        }
        if (!lifecycle.isOwnTag(tag)) {
            return DropReason.SCTP_BAD_TAG;
        }
        return transfer == null ? DropReason.SCTP_UNEXPECTED : onLaterChunk(chunk, transfer, nowNanos);
    }

    /** A chunk that has its place within an association that stands. */
    private @Nullable DropReason onLaterChunk(final TlvCursor chunk, final Transfer flow, final long nowNanos) {
        return switch (chunk.chunkType()) {
            case ChunkType.SHUTDOWN -> onShutdown(chunk, flow, nowNanos);
            case ChunkType.DATA,
                    ChunkType.SACK,
                    ChunkType.FORWARD_TSN,
                    ChunkType.RE_CONFIG,
                    ChunkType.HEARTBEAT,
                    ChunkType.HEARTBEAT_ACK -> onTransferChunk(chunk, flow, nowNanos);
            default -> unknown.onChunk(chunk, packet);
        };
    }

    private @Nullable DropReason onShutdown(final TlvCursor chunk, final Transfer flow, final long nowNanos) {
        if (chunk.valueBytes() < 4) {
            return DropReason.SCTP_MALFORMED;
        }
        lifecycle.onShutdown();
        return flow.onCumulative(Wire.u32(chunk.bytes(), chunk.value()), nowNanos);
    }

    private @Nullable DropReason onTransferChunk(final TlvCursor chunk, final Transfer flow, final long nowNanos) {
        final DropReason drop = flow.onChunk(chunk, packet, streamReset, nowNanos);
        for (Message message = flow.poll(); message != null && !lifecycle.isOver(); message = flow.poll()) {
            listener.message(message.streamId(), message.ppid(), message.payload());
        }
        final Violation violation = flow.violation();
        if (violation != null && !lifecycle.isOver()) {
            abort(violation.cause(), violation.reason());
            listener.closed(violation.reason());
        }
        return drop;
    }

    private void abort(final int cause, final String reason) {
        lifecycle.abort(cause, reason);
        transfer = null;
    }
}
