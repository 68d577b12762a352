/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.sctp;

import java.nio.charset.StandardCharsets;
import java.util.random.RandomGenerator;
import org.hummingbridge.sfu.datagram.DropReason;
import org.jspecify.annotations.Nullable;

/**
 * How one association comes about (RFC 9260 §5), from either side, and how the peer ends it (§9): the chunks for that, and the timer
 * that repeats what nobody answers. Knows nothing of data.
 */
final class Lifecycle {
    /** Is told of changes, behind whatever the peer has to be told. */
    interface Owner {
        /** The association stands: for the first time, or anew since the peer has restarted. */
        void established(Peering peering, long nowNanos);

        /** The peer has ended it. */
        void ended(String reason);
    }

    private enum State {
        CLOSED,
        COOKIE_WAIT,
        COOKIE_ECHOED,
        ESTABLISHED,
        SHUTDOWN_RECEIVED,
        SHUTDOWN_ACK_SENT,
        OVER
    }

    private static final String SHUT_DOWN = "the peer shut the SCTP association down";

    private final PacketWriter packet;
    private final Owner owner;
    private final Handshake handshake;
    private final Timer retransmission = new Timer();
    private final ShutdownAck shutdownAck = new ShutdownAck();
    private RetransmissionTimeout timeout = new RetransmissionTimeout();
    private State state = State.CLOSED;
    private @Nullable Peering peering;

    Lifecycle(final PacketWriter packet, final RandomGenerator random, final Owner owner) {
        this.packet = packet;
        this.owner = owner;
        this.handshake = new Handshake(random);
    }

    boolean isEstablished() {
        return state == State.ESTABLISHED;
    }

    boolean isOver() {
        return state == State.OVER;
    }

    /** Whether this is what stands in the peer's packets. */
    boolean isOwnTag(final int tag) {
        return tag != 0 && tag == (peering == null ? handshake.callTag() : peering.localTag());
    }

    /** Begins the handshake; only once, and only if the peer has not. */
    void connect(final long nowNanos) {
        if (state == State.CLOSED) {
            state = State.COOKIE_WAIT;
            handshake.call(packet);
            retransmission.start(nowNanos, timeout.nanos());
        }
    }

    /** Whether chunks of this type are for {@link #onChunk}. */
    static boolean serves(final int chunkType) {
        return switch (chunkType) {
            case ChunkType.INIT,
                    ChunkType.INIT_ACK,
                    ChunkType.COOKIE_ECHO,
                    ChunkType.COOKIE_ACK,
                    ChunkType.ERROR,
                    ChunkType.ABORT,
                    ChunkType.SHUTDOWN_ACK,
                    ChunkType.SHUTDOWN_COMPLETE -> true;
            default -> false;
        };
    }

    /** @param leading whether the chunk is the first of its packet */
    @Nullable
    DropReason onChunk(final TlvCursor chunk, final boolean leading, final int tag, final long nowNanos) {
        return switch (chunk.chunkType()) {
            case ChunkType.INIT -> leading && chunk.isLast() ? onInit(chunk, tag) : DropReason.SCTP_UNEXPECTED;
            case ChunkType.COOKIE_ECHO -> leading ? onCookieEcho(chunk, tag, nowNanos) : DropReason.SCTP_UNEXPECTED;
            case ChunkType.ABORT -> isFor(chunk, tag) ? onAbort(chunk) : DropReason.SCTP_BAD_TAG;
            case ChunkType.SHUTDOWN_COMPLETE -> isFor(chunk, tag) ? onShutdownComplete() : DropReason.SCTP_BAD_TAG;
            default -> isOwnTag(tag) ? onOwnChunk(chunk, nowNanos) : DropReason.SCTP_BAD_TAG;
        };
    }

    private @Nullable DropReason onOwnChunk(final TlvCursor chunk, final long nowNanos) {
        return switch (chunk.chunkType()) {
            case ChunkType.INIT_ACK -> onInitAck(chunk, nowNanos);
            case ChunkType.COOKIE_ACK -> onCookieAck(nowNanos);
            case ChunkType.ERROR -> onError(chunk);
            case ChunkType.SHUTDOWN_ACK -> onShutdownAck();
            default -> DropReason.SCTP_UNEXPECTED;
        };
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
        owner.established(agreed, nowNanos);
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

    /** The peer has no more to say, on an association that stands. */
    void onShutdown() {
        if (state == State.ESTABLISHED) {
            state = State.SHUTDOWN_RECEIVED;
        } else if (state == State.SHUTDOWN_ACK_SENT) {
            shutdownAck.ask();
        }
    }

    private @Nullable DropReason onShutdownAck() {
        if (state != State.SHUTDOWN_ACK_SENT) {
            return DropReason.SCTP_UNEXPECTED;
        }
        packet.chunk(ChunkType.SHUTDOWN_COMPLETE, 0, 0).endChunk();
        endBecause(SHUT_DOWN);
        return null;
    }

    private @Nullable DropReason onShutdownComplete() {
        if (state != State.SHUTDOWN_ACK_SENT) {
            return DropReason.SCTP_UNEXPECTED;
        }
        endBecause(SHUT_DOWN);
        return null;
    }

    /** RFC 9260 §8.5.1: our tag, or the peer's own if the flag says that it is reflected. */
    private boolean isFor(final TlvCursor chunk, final int tag) {
        if ((chunk.flags() & ChunkType.FLAG_REFLECTED_TAG) == 0) {
            return isOwnTag(tag);
        }
        return peering != null && tag == peering.peerTag();
    }

    void onTime(final long nowNanos) {
        if (retransmission.expire(nowNanos)) {
            timeout.backOff();
            repeat(nowNanos);
        }
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
                    endBecause(SHUT_DOWN);
                } else {
                    shutdownAck.ask();
                }
            }
            case CLOSED, ESTABLISHED, SHUTDOWN_RECEIVED, OVER -> {}
        }
    }

    long earlier(final long deadlineNanos) {
        return retransmission.earlier(deadlineNanos);
    }

    /**
     * Agrees to the peer's shutdown if that is due.
     *
     * @param idle whether all that we sent has arrived
     */
    void transmit(final boolean idle, final long nowNanos) {
        if (state == State.SHUTDOWN_RECEIVED && idle) {
            state = State.SHUTDOWN_ACK_SENT;
            shutdownAck.ask();
        }
        if (shutdownAck.isDue()) {
            shutdownAck.write(packet);
            retransmission.start(nowNanos, timeout.nanos());
        }
    }

    /** Ends the association and tells the peer, but not the owner. */
    void abort(final int cause, final String reason) {
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
        retransmission.stop();
    }

    private void endBecause(final String reason) {
        end();
        owner.ended(reason);
    }
}
