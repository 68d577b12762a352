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

    private int tsn;
    private int flags;
    private int ssn;
    private OutgoingMessage message;
    private int offset;
    private int length;
    State state = State.IN_FLIGHT;
    long sentNanos;
    int timesSent;
    int timesMissed;

    /** Later misses count for nothing: what is lost twice waits for the timer (RFC 9260 §7.2.4). */
    boolean fastRetransmitted;

    SentChunk(
            final int tsn,
            final int flags,
            final int ssn,
            final OutgoingMessage message,
            final int offset,
            final int length) {
        this.tsn = tsn;
        this.flags = flags;
        this.ssn = ssn;
        this.message = message;
        this.offset = offset;
        this.length = length;
    }

    /** Becomes another one that has not been sent yet; nobody remembers what it was. */
    void reuse(
            final int newTsn,
            final int newFlags,
            final int newSsn,
            final OutgoingMessage newMessage,
            final int newOffset,
            final int newLength) {
        tsn = newTsn;
        flags = newFlags;
        ssn = newSsn;
        message = newMessage;
        offset = newOffset;
        length = newLength;
        state = State.IN_FLIGHT;
        timesSent = 0;
        timesMissed = 0;
        fastRetransmitted = false;
    }

    OutgoingMessage message() {
        return message;
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
