/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.conference;

import static java.util.Objects.requireNonNull;

import java.util.Arrays;
import org.hummingbridge.sfu.codec.VideoPacket;
import org.hummingbridge.sfu.datagram.PacketBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Video packets that wait for one receiver's link, in the order in which they came. Holds a reference to each; costs nothing until
 * a link needs it.
 */
final class PacedQueue {
    /** Packets that may wait: three key frames of 1080p at once. */
    static final int MAX_PACKETS = 512;

    private static final int FIRST_CAPACITY = 32;

    private @Nullable PacketBuffer[] packets = {};
    private @Nullable Incoming[] origins = {};
    private VideoPacket[] marks = {};
    private int head;
    private int size;
    private int bytes;

    boolean isEmpty() {
        return size == 0;
    }

    boolean isFull() {
        return size == MAX_PACKETS;
    }

    int size() {
        return size;
    }

    /** Bytes that wait. */
    int bytes() {
        return bytes;
    }

    /** Takes a packet, unless it {@link #isFull}, with a reference of its own. */
    void add(final Incoming origin, final VideoPacket mark, final PacketBuffer packet) {
        if (size == packets.length) {
            grow();
        }
        final int at = head + size & packets.length - 1;
        packets[at] = packet.retain();
        origins[at] = origin;
        marks[at].set(mark);
        size++;
        bytes += packet.length();
    }

    /** The oldest packet, whose reference stays here. */
    PacketBuffer packet() {
        return requireNonNull(packets[head]);
    }

    Incoming origin() {
        return requireNonNull(origins[head]);
    }

    VideoPacket mark() {
        return marks[head];
    }

    /** Lets the oldest packet go. */
    void remove() {
        final PacketBuffer packet = packet();
        bytes -= packet.length();
        packets[head] = null;
        origins[head] = null;
        head = head + 1 & packets.length - 1;
        size--;
        packet.release();
    }

    void clear() {
        while (size > 0) {
            remove();
        }
    }

    private void grow() {
        final int capacity = packets.length == 0 ? FIRST_CAPACITY : 2 * packets.length;
        final PacketBuffer[] newPackets = new PacketBuffer[capacity];
        final Incoming[] newOrigins = new Incoming[capacity];
        final VideoPacket[] newMarks = new VideoPacket[capacity];
        for (int i = 0; i < packets.length; i++) {
            final int from = head + i & packets.length - 1;
            newPackets[i] = packets[from];
            newOrigins[i] = origins[from];
            newMarks[i] = marks[from];
        }
        Arrays.setAll(newMarks, i -> i < packets.length ? newMarks[i] : new VideoPacket());
        packets = newPackets;
        origins = newOrigins;
        marks = newMarks;
        head = 0;
    }
}
