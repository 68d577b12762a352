/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.conference;

import static java.util.Objects.requireNonNull;

import org.hummingbridge.sfu.datagram.PacketBuffer;
import org.jspecify.annotations.Nullable;

/**
 * The packets of one read batch that wait for the fan-out at its end. Collected so that the fan-out can go receiver by
 * receiver: consecutive packets to one address leave as one GSO write.
 */
final class ForwardBatch {
    /** Several read batches of 64; a longer one is fanned out in between. */
    static final int MAX_PACKETS = 512;

    private final @Nullable PacketBuffer[] packets = new PacketBuffer[MAX_PACKETS];
    private final @Nullable Source[] sources = new Source[MAX_PACKETS];
    private int size;

    int size() {
        return size;
    }

    boolean isFull() {
        return size == MAX_PACKETS;
    }

    /** Takes over the caller's reference to {@code packet}. */
    void add(final Source source, final PacketBuffer packet) {
        packets[size] = packet;
        sources[size] = source;
        size++;
    }

    PacketBuffer packet(final int index) {
        return requireNonNull(packets[index]);
    }

    Source source(final int index) {
        return requireNonNull(sources[index]);
    }

    void release() {
        for (int i = 0; i < size; i++) {
            final PacketBuffer packet = packets[i];
            if (packet != null) {
                packet.release();
            }
            packets[i] = null;
            sources[i] = null;
        }
        size = 0;
    }
}
