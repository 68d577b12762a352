/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.sctp;

import java.nio.charset.StandardCharsets;
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

    private enum State {
        CLOSED,
        COOKIE_WAIT,
        COOKIE_ECHOED,
        ESTABLISHED,
        SHUTDOWN_RECEIVED,
        SHUTDOWN_ACK_SENT,
        OVER
    }

    private final SctpListener listener;
    private final RandomGenerator random;
    private final PacketWriter packet;
    private final Handshake handshake;
    private final Timer retransmission = new Timer();
    private final Checksum checksum = new Checksum();
    private final TlvCursor chunks = new TlvCursor();
    private final UnknownChunks unknown = new UnknownChunks();
    private final ShutdownAck shutdownAck = new ShutdownAck();
    private final IntConsumer streamReset;
    private RetransmissionTimeout timeout = new RetransmissionTimeout();
    private State state = State.CLOSED;
    private @Nullable Peering peering;
    private @Nullable Transfer transfer;
    private long seenNanos;
    private int depth;

    /** @param random draws tags, sequence numbers and cookies; unpredictable in production */
    public SctpAssociation(final SctpListener listener, final RandomGenerator random) {
        this.listener = listener;
        this.random = random;
        this.packet = new PacketWriter(listener::send);
        this.handshake = new Handshake(random);
        this.streamReset = listener::streamReset;
    }

    /** Begins the handshake instead of waiting for the peer's INIT. A second call changes nothing. */
    public void connect(final long nowNanos) {
        enter(nowNanos);
        if (state == State.CLOSED) {
            state = State.COOKIE_WAIT;
            handshake.call(packet);
            retransmission.start(nowNanos, timeout.nanos());
        }
        leave(nowNanos);
    }

    /** Takes in one packet that came out of DTLS; the reason if it, or a part of it, was of no use. */
    public @Nullable DropReason onPacket(final byte[] bytes, final int offset, final int length, final long nowNanos) {
        if (state == State.OVER) {
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
        final long own = retransmission.earlier(seenNanos + NEVER_NANOS);
        return transfer == null ? own : transfer.earlier(own);
    }

    /** Lets time pass. */
    public void onTime(final long nowNanos) {
        enter(nowNanos);
        if (transfer != null) {
            transfer.onTime(nowNanos);
        }
        if (retransmission.expire(nowNanos)) {
            timeout.backOff();
            repeat(nowNanos);
        }
        leave(nowNanos);
    }

    /**
     * Queues a message, to be delivered reliably and in order; false if the association is not established, has no such stream,
     * the queue is full, or the message is empty or too long. The array must not be changed afterwards.
     */
    public boolean send(final int streamId, final int ppid, final byte[] message, final long nowNanos) {
        if (state != State.ESTABLISHED || transfer == null) {
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
        if (state == State.ESTABLISHED && transfer != null) {
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
        return state == State.ESTABLISHED;
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
        if (state != State.OVER && transfer != null) {
            if (state == State.SHUTDOWN_RECEIVED && transfer.isIdle()) {
                state = State.SHUTDOWN_ACK_SENT;
                shutdownAck.ask();
            }
            if (shutdownAck.isDue()) {
                shutdownAck.write(packet);
                retransmission.start(nowNanos, timeout.nanos());
            }
            transfer.transmit(packet, nowNanos);
        }
        packet.flush();
    }

    private void repeat(final long nowNanos) {
        switch (state) {
            case COOKIE_WAIT -> {
                handshake.call(packet);
                retransmission.start(nowNanos, timeout.nanos());
            }
            case COOKIE_ECHOED -> {
                handshake.echoCookie(packet);
                retransmission.start(nowNanos, timeout.nanos());
            }
            case SHUTDOWN_ACK_SENT -> {
                if (shutdownAck.isExhausted()) {
                    endBecause("the peer shut the SCTP association down");
                } else {
                    shutdownAck.ask();
                }
            }
            case CLOSED, ESTABLISHED, SHUTDOWN_RECEIVED, OVER -> {}
        }
    }

    private @Nullable DropReason onChunks(final TlvCursor chunk, final int tag, final long nowNanos) {
        DropReason first = null;
        boolean leading = true;
        while (state != State.OVER && chunk.next()) {
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
        return switch (chunk.chunkType()) {
            case ChunkType.INIT -> leading && chunk.isLast() ? onInit(chunk, tag) : DropReason.SCTP_UNEXPECTED;
            case ChunkType.COOKIE_ECHO -> leading ? onCookieEcho(chunk, tag, nowNanos) : DropReason.SCTP_UNEXPECTED;
            case ChunkType.ABORT -> isFor(chunk, tag) ? onAbort(chunk) : DropReason.SCTP_BAD_TAG;
            case ChunkType.SHUTDOWN_COMPLETE -> isFor(chunk, tag) ? onShutdownComplete() : DropReason.SCTP_BAD_TAG;
            default -> tag == localTag() && tag != 0 ? onOwnChunk(chunk, nowNanos) : DropReason.SCTP_BAD_TAG;
        };
    }

    /** A chunk of a packet that has our tag. */
    private @Nullable DropReason onOwnChunk(final TlvCursor chunk, final long nowNanos) {
        return switch (chunk.chunkType()) {
            case ChunkType.INIT_ACK -> onInitAck(chunk, nowNanos);
            case ChunkType.COOKIE_ACK -> onCookieAck(nowNanos);
            case ChunkType.ERROR -> onError(chunk);
            default ->
                transfer == null || peering == null
                        ? DropReason.SCTP_UNEXPECTED
                        : onLaterChunk(chunk, transfer, nowNanos);
        };
    }

    /** A chunk that has its place within an association that stands. */
    private @Nullable DropReason onLaterChunk(final TlvCursor chunk, final Transfer flow, final long nowNanos) {
        return switch (chunk.chunkType()) {
            case ChunkType.SHUTDOWN -> onShutdown(chunk, flow, nowNanos);
            case ChunkType.SHUTDOWN_ACK -> onShutdownAck();
            case ChunkType.DATA,
                    ChunkType.SACK,
                    ChunkType.FORWARD_TSN,
                    ChunkType.RE_CONFIG,
                    ChunkType.HEARTBEAT,
                    ChunkType.HEARTBEAT_ACK -> onTransferChunk(chunk, flow, nowNanos);
            default -> unknown.onChunk(chunk, packet);
        };
    }

    private @Nullable DropReason onTransferChunk(final TlvCursor chunk, final Transfer flow, final long nowNanos) {
        final DropReason drop = flow.onChunk(chunk, packet, streamReset, nowNanos);
        for (Message message = flow.poll(); message != null && state != State.OVER; message = flow.poll()) {
            listener.message(message.streamId(), message.ppid(), message.payload());
        }
        final Violation violation = flow.violation();
        if (violation != null && state != State.OVER) {
            abort(violation.cause(), violation.reason());
            listener.closed(violation.reason());
        }
        return drop;
    }

    private @Nullable DropReason onInit(final TlvCursor chunk, final int tag) {
        if (tag != 0) {
            return DropReason.SCTP_BAD_TAG;
        }
        if (state == State.SHUTDOWN_ACK_SENT) {
            shutdownAck.ask();
            return DropReason.SCTP_UNEXPECTED;
        }
        final DropReason drop =
                handshake.onInit(chunk, state == State.COOKIE_WAIT || state == State.COOKIE_ECHOED, packet);
        if (peering != null) {
            packet.tag(peering.peerTag());
        }
        return drop;
    }

    private @Nullable DropReason onInitAck(final TlvCursor chunk, final long nowNanos) {
        if (state != State.COOKIE_WAIT) {
            return DropReason.SCTP_UNEXPECTED;
        }
        final DropReason drop = handshake.onInitAck(chunk);
        if (drop == null) {
            state = State.COOKIE_ECHOED;
            handshake.echoCookie(packet);
            timeout = new RetransmissionTimeout();
            retransmission.start(nowNanos, timeout.nanos());
        }
        return drop;
    }

    private @Nullable DropReason onCookieEcho(final TlvCursor chunk, final int tag, final long nowNanos) {
        final Peering agreed = handshake.onCookieEcho(chunk, tag);
        if (agreed == null) {
            return DropReason.SCTP_UNEXPECTED;
        }
        if (state == State.SHUTDOWN_ACK_SENT) {
            shutdownAck.ask();
            return DropReason.SCTP_UNEXPECTED;
        }
        packet.tag(agreed.peerTag());
        packet.chunk(ChunkType.COOKIE_ACK, 0, 0).endChunk();
        if (peering == null || !peering.hasTagsOf(agreed)) {
            establish(agreed, nowNanos);
        }
        return null;
    }

    private @Nullable DropReason onCookieAck(final long nowNanos) {
        final Peering answered = handshake.answered();
        if (state != State.COOKIE_ECHOED || answered == null) {
            return DropReason.SCTP_UNEXPECTED;
        }
        packet.tag(answered.peerTag());
        establish(answered, nowNanos);
        return null;
    }

    private void establish(final Peering agreed, final long nowNanos) {
        retransmission.stop();
        timeout = new RetransmissionTimeout();
        state = State.ESTABLISHED;
        peering = agreed;
        transfer = new Transfer(agreed, random);
        transfer.onPacket(nowNanos);
        listener.established();
    }

    private @Nullable DropReason onError(final TlvCursor chunk) {
        if (state == State.COOKIE_ECHOED && ErrorCause.first(chunk) == ErrorCause.STALE_COOKIE) {
            // Asks for another cookie when the timer expires.
            state = State.COOKIE_WAIT;
        }
        return null;
    }

    private @Nullable DropReason onAbort(final TlvCursor chunk) {
        final int cause = ErrorCause.first(chunk);
        endBecause("the peer aborted the SCTP association"
                + (cause == ErrorCause.NONE ? "" : ": " + ErrorCause.meaning(cause)));
        return null;
    }

    private @Nullable DropReason onShutdown(final TlvCursor chunk, final Transfer flow, final long nowNanos) {
        if (chunk.valueBytes() < 4) {
            return DropReason.SCTP_MALFORMED;
        }
        if (state == State.ESTABLISHED) {
            state = State.SHUTDOWN_RECEIVED;
        } else if (state == State.SHUTDOWN_ACK_SENT) {
            shutdownAck.ask();
        }
        return flow.onCumulative(Wire.u32(chunk.bytes(), chunk.value()), nowNanos);
    }

    private @Nullable DropReason onShutdownAck() {
        if (state != State.SHUTDOWN_ACK_SENT) {
            return DropReason.SCTP_UNEXPECTED;
        }
        packet.chunk(ChunkType.SHUTDOWN_COMPLETE, 0, 0).endChunk();
        endBecause("the peer shut the SCTP association down");
        return null;
    }

    private @Nullable DropReason onShutdownComplete() {
        if (state != State.SHUTDOWN_ACK_SENT) {
            return DropReason.SCTP_UNEXPECTED;
        }
        endBecause("the peer shut the SCTP association down");
        return null;
    }

    /** RFC 9260 §8.5.1: our tag, or the peer's own if the flag says that it is reflected. */
    private boolean isFor(final TlvCursor chunk, final int tag) {
        if ((chunk.flags() & ChunkType.FLAG_REFLECTED_TAG) == 0) {
            return tag != 0 && tag == localTag();
        }
        return peering != null && tag == peering.peerTag();
    }

    /** What stands in the peer's packets; 0 before that is settled. */
    private int localTag() {
        return peering == null ? handshake.callTag() : peering.localTag();
    }

    /** Ends the association and tells the peer. */
    private void abort(final int cause, final String reason) {
        final Peering known = peering == null ? handshake.answered() : peering;
        if (state != State.OVER && known != null) {
            final byte[] text = reason.getBytes(StandardCharsets.US_ASCII);
            packet.tag(known.peerTag());
            ErrorCause.write(packet, ChunkType.ABORT, cause, text, 0, text.length);
        }
        end();
    }

    private void end() {
        state = State.OVER;
        transfer = null;
        retransmission.stop();
    }

    private void endBecause(final String reason) {
        end();
        listener.closed(reason);
    }
}
