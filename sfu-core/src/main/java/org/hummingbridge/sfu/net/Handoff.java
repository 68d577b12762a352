/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.net;

import org.hummingbridge.sfu.datagram.DatagramSink;
import org.hummingbridge.sfu.datagram.PacketBuffer;
import org.jctools.queues.SpscArrayQueue;
import org.jspecify.annotations.Nullable;

/**
 * Datagrams on their way from the loop that read them to the home loop of their sink: one writer, one reader, in order. Holds
 * {@value #MAX_PACKETS} and refuses more; never wakes anybody.
 */
final class Handoff {
    /** 16 full read batches: a home loop that far behind has lost the race for that media anyway. */
    static final int MAX_PACKETS = 1024;

    // Two queues in step instead of one of pairs: a pair would be an object per packet.
    private final SpscArrayQueue<DatagramSink> sinks = new SpscArrayQueue<>(MAX_PACKETS);
    private final SpscArrayQueue<PacketBuffer> packets = new SpscArrayQueue<>(MAX_PACKETS);

    /** Takes the packet's reference; false if full, and the reference stays the caller's. */
    boolean offer(final DatagramSink sink, final PacketBuffer packet) {
        // The reader empties packets before sinks, so where a sink fitted its packet fits too.
        return sinks.offer(sink) && packets.offer(packet);
    }

    @Nullable
    PacketBuffer pollPacket() {
        return packets.poll();
    }

    /** The sink of the packet polled last; once per packet. */
    DatagramSink pollSink() {
        final DatagramSink sink = sinks.poll();
        if (sink == null) {
            throw new IllegalStateException("a packet was handed over without its sink");
        }
        return sink;
    }
}
