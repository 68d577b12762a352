/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.forward;

import org.jspecify.annotations.Nullable;

/**
 * What was sent under one SSRC lately, by the receiver's sequence numbers: which packet of which source it was and how it was
 * shown. One {@code long} per packet and no packet itself; takes no memory before the first.
 */
final class SentPackets {
    /** As many as a source keeps for retransmissions. */
    static final int MAX_PACKETS = 1024;

    /** Epochs remembered. Switches come at key frames, so that 16 are far more than fit the time that packets are kept for. */
    static final int MAX_EPOCHS = 16;

    /** Result for a number that was not sent or is forgotten; never a sent packet. */
    static final long NONE = 0;

    private static final long PRESENT = 1L << 63;
    private static final long MARKER = 1L << 62;
    private static final long EMPTY = 1L << 61;
    private static final int CHECK_SHIFT = 48;
    private static final int CHECK_MASK = 0x3f;
    private static final int EPOCH_SHIFT = 40;
    private static final int TL0_SHIFT = 32;
    private static final int DETAIL_SHIFT = 16;
    private static final int INDEX_BITS = 10;

    private long @Nullable [] packets;
    private final @Nullable Epoch[] epochs = new Epoch[MAX_EPOCHS];
    private int epochCount;

    /** A new epoch, to be filled by the caller; the oldest one is forgotten. */
    Epoch begin() {
        final int at = epochCount % MAX_EPOCHS;
        Epoch epoch = epochs[at];
        if (epoch == null) {
            epoch = new Epoch();
            epochs[at] = epoch;
        }
        epoch.number = epochCount & 0xff;
        epochCount = (epochCount + 1) & 0xffff;
        return epoch;
    }

    void add(
            final int sequence,
            final int sourceSequence,
            final Epoch epoch,
            final int detail,
            final int tl0,
            final boolean marker,
            final boolean empty) {
        if (packets == null) {
            packets = new long[MAX_PACKETS];
        }
        packets[sequence & (MAX_PACKETS - 1)] = PRESENT
                | (marker ? MARKER : 0)
                | (empty ? EMPTY : 0)
                | (long) (sequence >>> INDEX_BITS) << CHECK_SHIFT
                | (long) epoch.number << EPOCH_SHIFT
                | (long) (tl0 & 0xff) << TL0_SHIFT
                | (long) (detail & 0xffff) << DETAIL_SHIFT
                | sourceSequence;
    }

    /** The packet with that number, for the methods below; or {@link #NONE}. */
    long find(final int sequence) {
        if (packets == null) {
            return NONE;
        }
        final long packet = packets[sequence & (MAX_PACKETS - 1)];
        return packet != NONE && ((packet >>> CHECK_SHIFT) & CHECK_MASK) == sequence >>> INDEX_BITS ? packet : NONE;
    }

    /** How the packet was rewritten; null if that is forgotten. */
    @Nullable
    Epoch epoch(final long packet) {
        final int number = (int) (packet >>> EPOCH_SHIFT) & 0xff;
        final Epoch epoch = epochs[number % MAX_EPOCHS];
        return epoch != null && epoch.number == number ? epoch : null;
    }

    static int sourceSequence(final long packet) {
        return (int) packet & 0xffff;
    }

    /** What the layering needs to show the packet as before: see {@link LayerSelection}. */
    static int detail(final long packet) {
        return (int) (packet >>> DETAIL_SHIFT) & 0xffff;
    }

    static int tl0(final long packet) {
        return (int) (packet >>> TL0_SHIFT) & 0xff;
    }

    static boolean marker(final long packet) {
        return (packet & MARKER) != 0;
    }

    /** Whether it was sent without payload, only to fill a gap. */
    static boolean isEmpty(final long packet) {
        return (packet & EMPTY) != 0;
    }
}
