/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.sctp;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The chunks that the peer has not acknowledged for good, in the order of their TSNs, and what a SACK says of them (RFC 9260
 * §6.2.1, §7.2.4). Never decides when to send.
 */
final class Flight {
    /** RFC 9260 §7.2.4. */
    private static final int MISSES_UNTIL_LOST = 3;

    private final Deque<SentChunk> chunks = new ArrayDeque<>();
    private final Consumer<SentChunk> released;
    private int cumulative;
    private int nextTsn;
    private int bytes;
    private int lost;

    /** What the last SACK has changed. */
    private boolean progressed;

    private int ackedBytes;
    private boolean lossFound;
    private boolean timed;
    private long newestSentNanos;

    /** @param released is told of each chunk that the peer has for good */
    Flight(final int initialTsn, final Consumer<SentChunk> released) {
        this.nextTsn = initialTsn;
        this.cumulative = initialTsn - 1;
        this.released = released;
    }

    int nextTsn() {
        return nextTsn;
    }

    /** The TSN up to which the peer has everything. */
    int cumulative() {
        return cumulative;
    }

    int highestSent() {
        return nextTsn - 1;
    }

    boolean isEmpty() {
        return chunks.isEmpty();
    }

    /** Bytes of chunks on their way: neither acknowledged nor taken for lost. */
    int bytes() {
        return bytes;
    }

    /** The first chunk that is to be sent again; null if there is none. */
    @Nullable
    SentChunk firstLost() {
        if (lost == 0) {
            return null;
        }
        for (final SentChunk chunk : chunks) {
            if (chunk.state == SentChunk.State.LOST) {
                return chunk;
            }
        }
        return null;
    }

    boolean isFirst(final SentChunk chunk) {
        return chunks.peekFirst() == chunk;
    }

    /** A chunk with {@link #nextTsn} goes out for the first time. */
    void add(final SentChunk chunk, final long nowNanos) {
        chunks.addLast(chunk);
        nextTsn++;
        bytes += chunk.valueBytes();
        countSending(chunk, nowNanos);
    }

    /** A lost chunk goes out again. */
    void addAgain(final SentChunk chunk, final long nowNanos) {
        become(chunk, SentChunk.State.IN_FLIGHT);
        chunk.timesMissed = 0;
        countSending(chunk, nowNanos);
    }

    private static void countSending(final SentChunk chunk, final long nowNanos) {
        chunk.sentNanos = nowNanos;
        chunk.timesSent++;
    }

    /** Takes everything that is not acknowledged for lost. */
    void loseAll() {
        for (final SentChunk chunk : chunks) {
            if (chunk.state == SentChunk.State.IN_FLIGHT) {
                become(chunk, SentChunk.State.LOST);
                chunk.fastRetransmitted = false;
            }
        }
    }

    /**
     * Applies a SACK that is not older than the last and acknowledges nothing that was never sent.
     *
     * @param recovering whether the loss of others is being mended, see {@link CongestionWindow#isRecovering}
     */
    void apply(final Sack sack, final boolean recovering) {
        progressed = Tsn.isAfter(sack.cumulative(), cumulative);
        ackedBytes = 0;
        timed = false;
        int highestAcked = cumulative;
        cumulative = sack.cumulative();
        while (!chunks.isEmpty() && !Tsn.isAfter(chunks.getFirst().tsn(), cumulative)) {
            final SentChunk chunk = chunks.removeFirst();
            if (chunk.state != SentChunk.State.ACKED) {
                acknowledge(chunk);
            }
            highestAcked = chunk.tsn();
            released.accept(chunk);
        }
        // Mostly nothing is left, and then not even iterators are made.
        lossFound = !chunks.isEmpty() && applyBlocks(sack, recovering, highestAcked);
    }

    private boolean applyBlocks(final Sack sack, final boolean recovering, final int highestBefore) {
        int highestAcked = highestBefore;
        int block = 0;
        for (final SentChunk chunk : chunks) {
            final int ahead = chunk.tsn() - cumulative;
            while (block < sack.blocks() && sack.end(block) < ahead) {
                block++;
            }
            final boolean arrived = block < sack.blocks() && sack.start(block) <= ahead;
            if (arrived && chunk.state != SentChunk.State.ACKED) {
                highestAcked = chunk.tsn();
                acknowledge(chunk);
            } else if (!arrived && chunk.state == SentChunk.State.ACKED) {
                // The peer may drop what it has not acknowledged for good (RFC 9260 §6.2).
                become(chunk, SentChunk.State.IN_FLIGHT);
            }
        }
        return countMisses(recovering && progressed ? sack.highest() : highestAcked);
    }

    private void acknowledge(final SentChunk chunk) {
        ackedBytes += chunk.valueBytes();
        if (chunk.timesSent == 1) {
            timed = true;
            newestSentNanos = chunk.sentNanos;
        }
        become(chunk, SentChunk.State.ACKED);
    }

    /** Whether the last SACK has moved the cumulative TSN on. */
    boolean progressed() {
        return progressed;
    }

    /** What the last SACK newly acknowledged, cumulatively or in gap blocks. */
    int ackedBytes() {
        return ackedBytes;
    }

    /** Whether chunks are taken for lost since the last SACK. */
    boolean lossFound() {
        return lossFound;
    }

    /** Whether the last SACK newly acknowledged a chunk that had been sent but once; see {@link #newestSentNanos}. */
    boolean timed() {
        return timed;
    }

    /** When the highest of these was sent. */
    long newestSentNanos() {
        return newestSentNanos;
    }

    /** Every chunk before {@code highest} on its way still has been overtaken once more. */
    private boolean countMisses(final int highest) {
        boolean found = false;
        for (final SentChunk chunk : chunks) {
            if (!Tsn.isAfter(highest, chunk.tsn())) {
                break;
            }
            if (chunk.state == SentChunk.State.IN_FLIGHT
                    && !chunk.fastRetransmitted
                    && ++chunk.timesMissed >= MISSES_UNTIL_LOST) {
                chunk.fastRetransmitted = true;
                become(chunk, SentChunk.State.LOST);
                found = true;
            }
        }
        return found;
    }

    private void become(final SentChunk chunk, final SentChunk.State state) {
        bytes -= chunk.state == SentChunk.State.IN_FLIGHT ? chunk.valueBytes() : 0;
        lost -= chunk.state == SentChunk.State.LOST ? 1 : 0;
        chunk.state = state;
        bytes += state == SentChunk.State.IN_FLIGHT ? chunk.valueBytes() : 0;
        lost += state == SentChunk.State.LOST ? 1 : 0;
    }
}
