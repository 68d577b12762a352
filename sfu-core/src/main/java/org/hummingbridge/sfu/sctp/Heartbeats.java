/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.sctp;

import java.util.random.RandomGenerator;

/** Asks a peer that has been silent for a while for a sign of life (RFC 9260 §8.3). Draws no conclusion: ICE consent does. */
final class Heartbeats {
    /** RFC 9260 §16, HB.interval. */
    private static final long INTERVAL_NANOS = 30_000_000_000L;

    private static final int NONCE_BYTES = 8;

    private final RandomGenerator random;
    private final RetransmissionTimeout timeout;
    private final Timer silence = new Timer();
    private boolean due;
    private boolean awaited;
    private long nonce;
    private long sentNanos;

    Heartbeats(final RandomGenerator random, final RetransmissionTimeout timeout) {
        this.random = random;
        this.timeout = timeout;
    }

    /** The peer has been heard of. */
    void onPacket(final long nowNanos) {
        silence.start(nowNanos, INTERVAL_NANOS);
    }

    void onTime(final long nowNanos) {
        if (silence.expire(nowNanos)) {
            due = true;
            silence.start(nowNanos, INTERVAL_NANOS);
        }
    }

    long earlier(final long deadlineNanos) {
        return silence.earlier(deadlineNanos);
    }

    void transmit(final PacketWriter packet, final long nowNanos) {
        if (!due) {
            return;
        }
        due = false;
        awaited = true;
        nonce = random.nextLong();
        sentNanos = nowNanos;
        packet.chunk(ChunkType.HEARTBEAT, 0, TlvCursor.HEADER_BYTES + NONCE_BYTES);
        packet.parameter(ParameterType.HEARTBEAT_INFO)
                .u32((int) (nonce >>> 32))
                .u32((int) nonce)
                .endParameter();
        packet.endChunk();
    }

    /** Returns the peer's question to it as it came; false for one that probes for a larger MTU than ours. */
    static boolean answer(final TlvCursor chunk, final PacketWriter packet) {
        if (chunk.valueBytes() > PacketWriter.MAX_VALUE_BYTES) {
            return false;
        }
        packet.chunk(ChunkType.HEARTBEAT_ACK, 0, chunk.valueBytes())
                .bytes(chunk.bytes(), chunk.value(), chunk.valueBytes())
                .endChunk();
        return true;
    }

    /** False if it does not answer the latest question. */
    boolean onAck(final TlvCursor chunk, final long nowNanos) {
        final int at = chunk.value() + TlvCursor.HEADER_BYTES;
        if (!awaited
                || chunk.valueBytes() != TlvCursor.HEADER_BYTES + NONCE_BYTES
                || Wire.u32(chunk.bytes(), at) != (int) (nonce >>> 32)
                || Wire.u32(chunk.bytes(), at + 4) != (int) nonce) {
            return false;
        }
        awaited = false;
        timeout.onRoundTrip(nowNanos - sentNanos);
        return true;
    }
}
