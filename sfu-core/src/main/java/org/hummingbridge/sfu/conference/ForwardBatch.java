/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.conference;

import static java.util.Objects.requireNonNull;

import org.hummingbridge.sfu.codec.VideoPacket;
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
    private final @Nullable Incoming[] origins = new Incoming[MAX_PACKETS];
    private final Audience[] audiences = new Audience[MAX_PACKETS];

    /** Made when a place is used for the first time: few batches come near the bound. */
    private final @Nullable VideoPacket[] marks = new VideoPacket[MAX_PACKETS];

    private int size;

    int size() {
        return size;
    }

    boolean isFull() {
        return size == MAX_PACKETS;
    }

    /** Where the next packet's descriptor is to be read to before {@link #add}; only if the batch is not full. */
    VideoPacket nextMark() {
        final VideoPacket known = marks[size];
        if (known != null) {
            return known;
        }
        final VideoPacket made = new VideoPacket();
        marks[size] = made;
        return made;
    }

    /** Takes over the caller's reference to {@code packet}. */
    void add(final Incoming origin, final PacketBuffer packet, final Audience audience) {
        audiences[size] = audience;
        packets[size] = packet;
        origins[size] = origin;
        size++;
    }

    PacketBuffer packet(final int index) {
        return requireNonNull(packets[index]);
    }

    Incoming origin(final int index) {
        return requireNonNull(origins[index]);
    }

    Audience audience(final int index) {
        return audiences[index];
    }

    /** What the packet says about its frame; of no meaning for audio. */
    VideoPacket mark(final int index) {
        return requireNonNull(marks[index]);
    }

    void release() {
        for (int i = 0; i < size; i++) {
            final PacketBuffer packet = packets[i];
            if (packet != null) {
                packet.release();
            }
            packets[i] = null;
            origins[i] = null;
        }
        size = 0;
    }
}
