/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.receive;

import org.hummingbridge.sfu.datagram.PacketBuffer;
import org.hummingbridge.sfu.rtp.RtpHeader;
import org.hummingbridge.sfu.rtp.SequenceNumber;
import org.jspecify.annotations.Nullable;

/**
 * The last packets of one source, by the source's own sequence numbers, for every receiver's retransmissions at once. Holds one
 * reference per packet and never a copy; {@link #clear} must be called before it is let go.
 */
public final class PacketHistory {
    /**
     * Packets kept per source. With slots of {@link PacketBuffer#CAPACITY} bytes this bounds a source at 2 MiB; 1.5 s of a
     * 7 Mbit/s stream fits.
     */
    public static final int MAX_PACKETS = 1024;

    /** Longest time that a packet is kept: several round trips of any link that is fit for a call. */
    public static final long MAX_AGE_NANOS = 1_500_000_000L;

    private final @Nullable PacketBuffer[] packets = new PacketBuffer[MAX_PACKETS];
    private int oldest;
    private int newest;
    private int size;

    /** Keeps {@code packet}, a plain RTP packet in the source's numbering, unless {@link #MAX_PACKETS} newer ones are there. */
    public void add(final PacketBuffer packet) {
        final int sequence = sequenceOf(packet);
        if (size == 0) {
            oldest = sequence;
            newest = sequence;
        } else if (SequenceNumber.isNewer(sequence, newest)) {
            newest = sequence;
        } else if (SequenceNumber.distance(newest, sequence) >= MAX_PACKETS) {
            return;
        } else if (SequenceNumber.isNewer(oldest, sequence)) {
            oldest = sequence;
        }
        evict(sequence);
        packets[slot(sequence)] = packet.retain();
        size++;
    }

    /** The packet with that sequence number (0..65535), without a reference for the caller; null if it is not kept. */
    public @Nullable PacketBuffer get(final int sequence) {
        final PacketBuffer packet = packets[slot(sequence)];
        return packet != null && sequenceOf(packet) == sequence ? packet : null;
    }

    /** Releases what is older than {@link #MAX_AGE_NANOS}; a late packet may hold back those behind it once more as long. */
    public void onTick(final long nowNanos) {
        for (int looked = 0; looked < MAX_PACKETS && size > 0; looked++) {
            final PacketBuffer packet = packets[slot(oldest)];
            if (packet != null && nowNanos - packet.arrivalNanos() <= MAX_AGE_NANOS) {
                return;
            }
            evict(oldest);
            oldest = (oldest + 1) & 0xffff;
        }
    }

    /** Releases everything. */
    public void clear() {
        for (int sequence = 0; sequence < MAX_PACKETS; sequence++) {
            evict(sequence);
        }
    }

    /** Packets kept. */
    public int size() {
        return size;
    }

    private void evict(final int sequence) {
        final PacketBuffer packet = packets[slot(sequence)];
        if (packet != null) {
            packets[slot(sequence)] = null;
            size--;
            packet.release();
        }
    }

    private static int slot(final int sequence) {
        return sequence & (MAX_PACKETS - 1);
    }

    private static int sequenceOf(final PacketBuffer packet) {
        return RtpHeader.sequence(packet.bytes(), packet.offset());
    }
}
