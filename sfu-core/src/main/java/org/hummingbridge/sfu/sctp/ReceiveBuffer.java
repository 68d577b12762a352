/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.sctp;

import org.jspecify.annotations.Nullable;

/**
 * What has come of the peer's DATA: which TSNs, and the chunks that wait for one before them. Holds at most
 * {@link #WINDOW_BYTES} and one chunk, and never one that is {@link #MAX_TSNS_AHEAD} or more ahead.
 */
final class ReceiveBuffer {
    /** The receive window: two of the longest messages. */
    static final int WINDOW_BYTES = 2 * Reassembly.MAX_MESSAGE_BYTES;

    /** Four times the chunks of a full size that the window has room for; a power of two. */
    static final int MAX_TSNS_AHEAD = 1024;

    /** What a waiting chunk costs besides its payload. */
    static final int CHUNK_OVERHEAD_BYTES = 64;

    enum Arrival {
        /** Next in line. */
        IN_ORDER,
        /** Waits for one before it. */
        AHEAD,
        DUPLICATE,
        /** Not taken for lack of room; the peer will send it again. */
        REFUSED
    }

    /** Room at first; a power of two, as every later size. */
    private static final int INITIAL_TSNS_AHEAD = 8;

    private @Nullable DataChunk[] waiting = new DataChunk[INITIAL_TSNS_AHEAD];
    private final Reassembly reassembly = new Reassembly();
    private int cumulative;
    private int highest;
    private int waitingBytes;
    private long lostPieces;

    ReceiveBuffer(final int peerInitialTsn) {
        cumulative = peerInitialTsn - 1;
        highest = cumulative;
    }

    /** Takes a chunk. Messages that it completes are to be fetched with {@link #poll}. */
    Arrival add(final DataChunk chunk) {
        final int ahead = chunk.tsn() - cumulative;
        if (ahead <= 0 || (ahead < waiting.length && waiting[slot(chunk.tsn())] != null)) {
            return Arrival.DUPLICATE;
        }
        // The next in line is always taken, so that a full buffer can empty itself.
        if (ahead >= MAX_TSNS_AHEAD || (ahead > 1 && costBytes(chunk) > windowBytes())) {
            return Arrival.REFUSED;
        }
        reserve(ahead);
        hold(chunk);
        takeConsecutive();
        return ahead == 1 ? Arrival.IN_ORDER : Arrival.AHEAD;
    }

    /** The peer gives up on what has not come up to this TSN (RFC 3758 §3.6); false if that is nothing new. */
    boolean skipTo(final int newCumulative) {
        if (!Tsn.isAfter(newCumulative, cumulative)) {
            return false;
        }
        final int inBuffer = Math.min(newCumulative - cumulative, waiting.length);
        for (int i = 0; i < inBuffer; i++) {
            take();
        }
        cumulative = newCumulative;
        takeConsecutive();
        return true;
    }

    /** The next whole message; null if there is none. */
    @Nullable
    Message poll() {
        return reassembly.poll();
    }

    /** The TSN up to which everything has come. */
    int cumulative() {
        return cumulative;
    }

    /** Whether chunks wait for one before them. */
    boolean hasGaps() {
        return Tsn.isAfter(highest, cumulative);
    }

    /** How far ahead of {@link #cumulative} the highest TSN is that has come. */
    int span() {
        return Math.max(0, highest - cumulative);
    }

    /** Whether the TSN {@code ahead} of {@link #cumulative} has come; {@code ahead} is from 1 to {@link #span}. */
    boolean hasCome(final int ahead) {
        return waiting[slot(cumulative + ahead)] != null;
    }

    /** Room that is left, to be advertised. */
    int windowBytes() {
        return Math.max(0, WINDOW_BYTES - waitingBytes - reassembly.unfinishedBytes());
    }

    /** Whether the peer went over the limit for messages; the association cannot go on then. */
    boolean isMessageTooLong() {
        return reassembly.isTooLong();
    }

    /** Pieces of messages that never had a beginning. */
    long lostPieces() {
        return lostPieces;
    }

    /** Makes room for a chunk that is {@code ahead} of {@link #cumulative}, less than {@link #MAX_TSNS_AHEAD}. */
    private void reserve(final int ahead) {
        if (ahead < waiting.length) {
            return;
        }
        final @Nullable DataChunk[] old = waiting;
        waiting = new DataChunk[Integer.highestOneBit(ahead) * 2];
        for (final DataChunk chunk : old) {
            if (chunk != null) {
                waiting[slot(chunk.tsn())] = chunk;
            }
        }
    }

    private void hold(final DataChunk chunk) {
        waiting[slot(chunk.tsn())] = chunk;
        waitingBytes += costBytes(chunk);
        if (Tsn.isAfter(chunk.tsn(), highest)) {
            highest = chunk.tsn();
        }
    }

    private void takeConsecutive() {
        while (waiting[slot(cumulative + 1)] != null) {
            take();
        }
        if (Tsn.isAfter(cumulative, highest)) {
            highest = cumulative;
        }
    }

    /** Moves on by one TSN, whether or not its chunk has come. */
    private void take() {
        cumulative++;
        final DataChunk chunk = waiting[slot(cumulative)];
        if (chunk == null) {
            reassembly.skip();
            return;
        }
        waiting[slot(cumulative)] = null;
        waitingBytes -= costBytes(chunk);
        if (!reassembly.add(chunk)) {
            lostPieces++;
        }
    }

    private static int costBytes(final DataChunk chunk) {
        return chunk.payload().length + CHUNK_OVERHEAD_BYTES;
    }

    private int slot(final int tsn) {
        return tsn & (waiting.length - 1);
    }
}
