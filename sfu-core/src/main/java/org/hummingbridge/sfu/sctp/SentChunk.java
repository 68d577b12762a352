/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.sctp;

/** A DATA chunk of ours that the peer has not acknowledged cumulatively. */
final class SentChunk {
    enum State {
        IN_FLIGHT,
        /** In a gap block of the peer's latest SACK. */
        ACKED,
        /** Taken for lost, and to be sent again. */
        LOST
    }

    private final int tsn;
    private final int flags;
    private final int ssn;
    private final Message message;
    private final int offset;
    private final int length;
    State state = State.IN_FLIGHT;
    long sentNanos;
    int timesSent;
    int timesMissed;

    /** Later misses count for nothing: what is lost twice waits for the timer (RFC 9260 §7.2.4). */
    boolean fastRetransmitted;

    SentChunk(
            final int tsn, final int flags, final int ssn, final Message message, final int offset, final int length) {
        this.tsn = tsn;
        this.flags = flags;
        this.ssn = ssn;
        this.message = message;
        this.offset = offset;
        this.length = length;
    }

    int tsn() {
        return tsn;
    }

    /** Bytes of user data. */
    int length() {
        return length;
    }

    boolean endsMessage() {
        return (flags & DataChunk.FLAG_END) != 0;
    }

    /** Size of the chunk's value. */
    int valueBytes() {
        return DataChunk.HEADER_BYTES + length;
    }

    void write(final PacketWriter packet) {
        packet.chunk(ChunkType.DATA, flags, valueBytes())
                .u32(tsn)
                .u16(message.streamId())
                .u16(ssn)
                .u32(message.ppid())
                .bytes(message.payload(), offset, length)
                .endChunk();
    }
}
