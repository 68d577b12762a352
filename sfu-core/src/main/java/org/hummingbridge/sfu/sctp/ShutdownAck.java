/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.sctp;

/** Our answer to the peer's SHUTDOWN (RFC 9260 §9.2): sent when asked for, a bounded number of times. */
final class ShutdownAck {
    /** Behind them the peer is taken to have got it and gone. */
    private static final int MAX_ATTEMPTS = 5;

    private int attempts;
    private boolean due;

    /** To be sent, for the first time or again. */
    void ask() {
        due = true;
    }

    boolean isDue() {
        return due;
    }

    boolean isExhausted() {
        return attempts >= MAX_ATTEMPTS;
    }

    void write(final PacketWriter packet) {
        due = false;
        attempts++;
        packet.chunk(ChunkType.SHUTDOWN_ACK, 0, 0).endChunk();
    }
}
