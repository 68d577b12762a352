/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.conference;

import static java.util.Objects.requireNonNull;

import java.util.Arrays;
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

    private static final int PLACE_BITS = 9;
    private static final int PLACE_MASK = (1 << PLACE_BITS) - 1;

    private final @Nullable PacketBuffer[] packets = new PacketBuffer[MAX_PACKETS];
    private final @Nullable Incoming[] origins = new Incoming[MAX_PACKETS];
    private final Audience[] audiences = new Audience[MAX_PACKETS];

    /** Made when a place is used for the first time: few batches come near the bound. */
    private final @Nullable VideoPacket[] marks = new VideoPacket[MAX_PACKETS];

    /** The fan-out's order: each packet's place in the lowest bits, and above it what it is ordered by. */
    private final long[] order = new long[MAX_PACKETS];

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
        order[size] = size;
        size++;
    }

    /**
     * Puts the packets of a source next to each other, in the order in which they came, and sources with long packets first: a GSO
     * write takes packets of one length and a shorter one behind them.
     */
    void arrange() {
        if (size < 2) {
            return;
        }
        for (int place = 0; place < size; place++) {
            final int first = firstOfSource(place);
            final int rank =
                    PacketBuffer.CAPACITY - requireNonNull(packets[first]).length();
            order[place] = ((long) rank << PLACE_BITS | first) << PLACE_BITS | place;
        }
        Arrays.sort(order, 0, size);
    }

    private int firstOfSource(final int place) {
        final Source source = requireNonNull(origins[place]).source();
        int first = 0;
        while (requireNonNull(origins[first]).source() != source) {
            first++;
        }
        return first;
    }

    private int place(final int index) {
        return (int) order[index] & PLACE_MASK;
    }

    PacketBuffer packet(final int index) {
        return requireNonNull(packets[place(index)]);
    }

    Incoming origin(final int index) {
        return requireNonNull(origins[place(index)]);
    }

    Audience audience(final int index) {
        return audiences[place(index)];
    }

    /** What the packet says about its frame; of no meaning for audio. */
    VideoPacket mark(final int index) {
        return requireNonNull(marks[place(index)]);
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
