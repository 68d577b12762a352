/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.sctp;

import java.util.function.ObjIntConsumer;

/**
 * Bundles chunks into packets of at most {@link #MAX_PACKET_BYTES} and sends each when the next chunk does not fit or
 * {@link #flush} is called. Never sends a packet without chunks.
 */
final class PacketWriter {
    /** A multiple of four below what one DTLS record of our transports carries (1135 bytes). */
    static final int MAX_PACKET_BYTES = 1132;

    /** Room for the value of a chunk that has a packet to itself. */
    static final int MAX_VALUE_BYTES = MAX_PACKET_BYTES - PacketHeader.BYTES - TlvCursor.HEADER_BYTES;

    private final ObjIntConsumer<byte[]> wire;
    private final Checksum checksum = new Checksum();
    private final byte[] packet = new byte[MAX_PACKET_BYTES];
    private int end = PacketHeader.BYTES;
    private int chunkAt;
    private int parameterAt;
    private int tag;

    /** @param wire carries a packet, whose array and length it is given; the array is written anew behind the call */
    PacketWriter(final ObjIntConsumer<byte[]> wire) {
        this.wire = wire;
    }

    /** The verification tag of this packet and those that follow. */
    void tag(final int newTag) {
        if (newTag != tag) {
            flush();
            tag = newTag;
        }
    }

    /** Whether a chunk with a value of that size goes into the packet that is being filled. */
    boolean fits(final int valueBytes) {
        return end + TlvCursor.HEADER_BYTES + TlvCursor.padded(valueBytes) <= MAX_PACKET_BYTES;
    }

    /** Begins a chunk with a value of at most {@code maxValueBytes}, in a new packet if need be. */
    PacketWriter chunk(final int type, final int flags, final int maxValueBytes) {
        if (!fits(maxValueBytes)) {
            flush();
        }
        chunkAt = end;
        u8(type);
        u8(flags);
        return u16(0);
    }

    /** Ends the chunk: fills in its length and pads it. */
    void endChunk() {
        Wire.u16(packet, chunkAt + 2, end - chunkAt);
        pad();
    }

    PacketWriter parameter(final int type) {
        // Padding between parameters counts for the chunk's length, that behind the last does not.
        pad();
        parameterAt = end;
        return u16(type).u16(0);
    }

    void endParameter() {
        Wire.u16(packet, parameterAt + 2, end - parameterAt);
    }

    PacketWriter u8(final int value) {
        packet[end++] = (byte) value;
        return this;
    }

    PacketWriter u16(final int value) {
        Wire.u16(packet, end, value);
        end += 2;
        return this;
    }

    PacketWriter u32(final int value) {
        Wire.u32(packet, end, value);
        end += 4;
        return this;
    }

    PacketWriter bytes(final byte[] source, final int offset, final int length) {
        System.arraycopy(source, offset, packet, end, length);
        end += length;
        return this;
    }

    boolean isEmpty() {
        return end == PacketHeader.BYTES;
    }

    /** Sends what has been bundled. */
    void flush() {
        if (isEmpty()) {
            return;
        }
        Wire.u16(packet, 0, PacketHeader.PORT);
        Wire.u16(packet, 2, PacketHeader.PORT);
        Wire.u32(packet, PacketHeader.TAG_AT, tag);
        Wire.u32(packet, PacketHeader.CHECKSUM_AT, checksum.of(packet, 0, end));
        final int length = end;
        end = PacketHeader.BYTES;
        wire.accept(packet, length);
    }

    private void pad() {
        while ((end & 3) != 0) {
            packet[end++] = 0;
        }
    }
}
