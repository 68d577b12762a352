/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.sctp;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A chunk as it was seen on the wire. */
record Chunk(int type, int flags, byte[] value) {
    static List<Chunk> allOf(final byte[] packet) {
        assertWhole(packet);
        final List<Chunk> chunks = new ArrayList<>();
        final TlvCursor cursor = new TlvCursor(packet, PacketHeader.BYTES, packet.length);
        while (cursor.next()) {
            chunks.add(new Chunk(
                    cursor.chunkType(), cursor.flags(), Arrays.copyOfRange(packet, cursor.value(), cursor.end())));
        }
        return chunks;
    }

    private static void assertWhole(final byte[] packet) {
        if (PacketHeader.refusal(new Checksum(), packet, 0, packet.length) != null
                || packet.length % 4 != 0
                || packet.length > PacketWriter.MAX_PACKET_BYTES) {
            throw new AssertionError("not a packet that may be sent: " + Arrays.toString(packet));
        }
    }

    static int tagOf(final byte[] packet) {
        return Wire.u32(packet, PacketHeader.TAG_AT);
    }

    int u16(final int at) {
        return Wire.u16(value, at);
    }

    int u32(final int at) {
        return Wire.u32(value, at);
    }
}
