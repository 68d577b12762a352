/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.net;

import org.hummingbridge.sfu.datagram.Counter;
import org.hummingbridge.sfu.datagram.Counters;
import org.hummingbridge.sfu.datagram.DatagramSink;
import org.hummingbridge.sfu.datagram.DropReason;
import org.hummingbridge.sfu.datagram.Loop;
import org.hummingbridge.sfu.datagram.PacketArena;
import org.hummingbridge.sfu.datagram.PacketBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Where a loop's datagrams come in: each gets a slot, is filled by the port, and goes to its sink, here or by way of the sink's home
 * loop. Keeps none.
 */
final class Intake {
    private final Loop here;
    private final Demux demux;
    private final Containment containment;
    private final Handoffs handoffs;
    private final PacketArena arena;
    private final Counters counters;

    Intake(
            final Loop here,
            final Demux demux,
            final Containment containment,
            final Handoffs handoffs,
            final PacketArena arena,
            final Counters counters) {
        this.here = here;
        this.demux = demux;
        this.containment = containment;
        this.handoffs = handoffs;
        this.arena = arena;
        this.counters = counters;
    }

    /** A slot whose span is a datagram of {@code length} bytes, to be filled; or null after counting why there is none. */
    @Nullable
    PacketBuffer admit(final int length) {
        counters.add(Counter.DATAGRAMS_RECEIVED, 1);
        counters.add(Counter.BYTES_RECEIVED, length);
        if (length > PacketBuffer.MAX_DATAGRAM) {
            counters.drop(DropReason.TOO_LONG);
            return null;
        }
        final PacketBuffer packet = arena.acquire();
        if (packet == null) {
            counters.drop(DropReason.NO_BUFFER);
            return null;
        }
        packet.span(PacketBuffer.HEADROOM, length);
        return packet;
    }

    /** Takes the reference of a filled packet, which came from that address, and brings it to its sink. */
    // Loops have no equals.
    @SuppressWarnings("ReferenceEquality")
    void received(
            final PacketBuffer packet,
            final int socket,
            final long high,
            final long low,
            final int port,
            final long nowNanos) {
        final DatagramSink sink = demux.sinkFor(packet, socket, high, low, port);
        if (sink == null) {
            packet.release();
            return;
        }
        packet.arrivalNanos(nowNanos);
        final Loop home = sink.home();
        if (home == here) {
            containment.deliver(sink, packet, nowNanos);
        } else {
            handOver(sink, packet, home.index());
        }
    }

    private void handOver(final DatagramSink sink, final PacketBuffer packet, final int target) {
        if (handoffs.offer(sink, packet, target)) {
            counters.add(Counter.HANDED_OVER, 1);
        } else {
            counters.drop(DropReason.HANDOFF_FULL);
            packet.release();
        }
    }
}
