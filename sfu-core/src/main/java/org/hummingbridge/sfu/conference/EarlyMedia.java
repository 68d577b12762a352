/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.conference;

import java.util.ArrayDeque;
import java.util.function.Consumer;
import org.hummingbridge.sfu.datagram.Counters;
import org.hummingbridge.sfu.datagram.DropReason;
import org.hummingbridge.sfu.datagram.PacketBuffer;

/**
 * Encrypted packets that overtook the end of the handshake: the client has keys a flight before we do. Few and for a short
 * time, so that nobody can fill memory without keys.
 */
final class EarlyMedia {
    /** About one key frame and its audio. */
    private static final int MAX_PACKETS = 64;

    private static final long MAX_AGE_NANOS = 2_000_000_000L;

    private final ArrayDeque<PacketBuffer> held = new ArrayDeque<>(MAX_PACKETS);

    void hold(final PacketBuffer packet, final long now, final Counters counters) {
        if (held.size() >= MAX_PACKETS) {
            packet.release();
            counters.drop(DropReason.SRTP_NO_KEYS);
        } else {
            held.addLast(packet);
        }
    }

    void expire(final long now, final Counters counters) {
        for (PacketBuffer p = held.peekFirst();
                p != null && now - p.arrivalNanos() > MAX_AGE_NANOS;
                p = held.peekFirst()) {
            held.removeFirst().release();
            counters.drop(DropReason.SRTP_NO_KEYS);
        }
    }

    /** Hands every held packet, oldest first, to {@code taker}, which owns it. */
    void replay(final Consumer<PacketBuffer> taker) {
        for (PacketBuffer p = held.pollFirst(); p != null; p = held.pollFirst()) {
            taker.accept(p);
        }
    }

    void release() {
        replay(PacketBuffer::release);
    }
}
