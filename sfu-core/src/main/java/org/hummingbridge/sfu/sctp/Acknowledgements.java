/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.sctp;

/**
 * When to acknowledge the peer's DATA, and the SACK that does (RFC 9260 §6.2): every second packet and 200 ms late at most, at
 * once if something is missing or came twice. Never more than one SACK for a packet of the peer.
 */
final class Acknowledgements {
    private static final long DELAY_NANOS = 200_000_000L;
    private static final int PACKETS_PER_SACK = 2;

    /** What is missing further on is told when this has been mended. */
    private static final int MAX_GAP_BLOCKS = 20;

    private static final int MAX_DUPLICATES = 20;
    private static final int FIXED_BYTES = 12;
    private static final int BLOCK_BYTES = 4;
    private static final int MAX_VALUE_BYTES = FIXED_BYTES + BLOCK_BYTES * (MAX_GAP_BLOCKS + MAX_DUPLICATES);

    private final ReceiveBuffer received;
    private final Timer delay = new Timer();
    private final int[] duplicates = new int[MAX_DUPLICATES];
    private final int[] gapBlocks = new int[MAX_GAP_BLOCKS];
    private int duplicateCount;
    private int packets;
    private boolean dataInPacket;
    private boolean due;

    Acknowledgements(final ReceiveBuffer received) {
        this.received = received;
    }

    void onData(final DataChunk chunk, final ReceiveBuffer.Arrival arrival) {
        dataInPacket = true;
        if (arrival == ReceiveBuffer.Arrival.DUPLICATE && duplicateCount < MAX_DUPLICATES) {
            duplicates[duplicateCount++] = chunk.tsn();
        }
        due |= arrival != ReceiveBuffer.Arrival.IN_ORDER || chunk.isImmediate();
    }

    /** Acknowledges at the end of this packet, whatever comes. */
    void onDemand() {
        dataInPacket = true;
        due = true;
    }

    /** @param gapsBefore whether something was missing before this packet */
    void onPacketEnd(final boolean gapsBefore, final long nowNanos) {
        if (!dataInPacket) {
            return;
        }
        dataInPacket = false;
        packets++;
        due |= packets >= PACKETS_PER_SACK || gapsBefore || received.hasGaps();
        delay.startIfStopped(nowNanos, DELAY_NANOS);
    }

    void onTime(final long nowNanos) {
        due |= delay.expire(nowNanos);
    }

    long earlier(final long deadlineNanos) {
        return delay.earlier(deadlineNanos);
    }

    boolean isDue() {
        return due;
    }

    /** Whether there is something to acknowledge that can still wait for company. */
    boolean isPending() {
        return packets > 0;
    }

    void write(final PacketWriter packet) {
        due = false;
        packets = 0;
        delay.stop();
        final int gaps = findGapBlocks();
        packet.chunk(ChunkType.SACK, 0, MAX_VALUE_BYTES)
                .u32(received.cumulative())
                .u32(received.windowBytes())
                .u16(gaps)
                .u16(duplicateCount);
        for (int i = 0; i < gaps; i++) {
            packet.u32(gapBlocks[i]);
        }
        for (int i = 0; i < duplicateCount; i++) {
            packet.u32(duplicates[i]);
        }
        packet.endChunk();
        duplicateCount = 0;
    }

    /** Fills in start and end of each run of TSNs that have come, as offsets from the cumulative one. */
    private int findGapBlocks() {
        final int span = received.span();
        int count = 0;
        int ahead = 1;
        while (ahead <= span && count < MAX_GAP_BLOCKS) {
            if (!received.hasCome(ahead)) {
                ahead++;
                continue;
            }
            final int start = ahead;
            while (ahead <= span && received.hasCome(ahead)) {
                ahead++;
            }
            gapBlocks[count++] = start << 16 | (ahead - 1);
        }
        return count;
    }
}
