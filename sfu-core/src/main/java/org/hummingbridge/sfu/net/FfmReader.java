/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.net;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import org.hummingbridge.sfu.datagram.PacketBuffer;

/**
 * Reads up to {@value #MAX_DATAGRAMS} datagrams by one recvmmsg into memory of its own, and shows them until the next read.
 * Never waits and allocates nothing.
 */
final class FfmReader {
    /** Longest read batch; the figure that the measurements settled on. */
    static final int MAX_DATAGRAMS = 64;

    private static final int ALIGNMENT = 64;

    private final FfmSocket socket;
    private final MessageHeaders messages;
    private final MemorySegment payload;

    FfmReader(final Arena arena, final FfmSocket socket) {
        this.socket = socket;
        this.messages = new MessageHeaders(arena, MAX_DATAGRAMS);
        this.payload = arena.allocate((long) MAX_DATAGRAMS * PacketBuffer.CAPACITY, ALIGNMENT);
        for (int i = 0; i < MAX_DATAGRAMS; i++) {
            messages.payload(i, payload.address() + payloadAt(i), PacketBuffer.CAPACITY);
            messages.nameLength(i, SocketAddressBytes.BYTES);
        }
    }

    /** Datagrams read; 0 if there are none, also when the kernel reports an error such as an ICMP message instead. */
    int read() {
        final int count =
                Libc.recvmmsg(socket.state(), socket.fd(), messages.address(0), MAX_DATAGRAMS, Linux.MSG_DONTWAIT);
        for (int i = 0; i < count; i++) {
            messages.nameLength(i, SocketAddressBytes.BYTES);
        }
        return Math.max(0, count);
    }

    /** At most {@link PacketBuffer#CAPACITY}, to which longer ones are cut. */
    int length(final int datagram) {
        return messages.messageLength(datagram);
    }

    long high(final int datagram) {
        return SocketAddressBytes.high(messages.names(), messages.nameAt(datagram));
    }

    long low(final int datagram) {
        return SocketAddressBytes.low(messages.names(), messages.nameAt(datagram));
    }

    int port(final int datagram) {
        return SocketAddressBytes.port(messages.names(), messages.nameAt(datagram));
    }

    void copy(final int datagram, final byte[] to, final int start) {
        MemorySegment.copy(payload, JAVA_BYTE, payloadAt(datagram), to, start, length(datagram));
    }

    private static long payloadAt(final int datagram) {
        return (long) datagram * PacketBuffer.CAPACITY;
    }
}
