/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.forward;

import org.hummingbridge.sfu.rtp.SequenceNumber;

/**
 * Maps one source's sequence numbers to one receiver's and back, closing the gaps of packets that the receiver is not given.
 * Once a number was mapped, a late packet beside it maps by the same rule; no two packets ever get one number.
 *
 * <p>The map is a list of segments: from a source number on, a constant is subtracted. Inside, both sides are extended numbers.
 */
final class SequenceMap {
    /** Segments kept; one begins behind each run of skipped packets. Packets from before the oldest are not mapped any more. */
    static final int MAX_SEGMENTS = 64;

    /** Result for a number that has no counterpart. */
    static final int NONE = -1;

    /**
     * RFC 3711 §3.3.1: a receiver takes the first number it sees for rollover 0, so a stream starts in the lower half of the
     * circle, where losing the first packets cannot hide a rollover.
     */
    private static final int MAX_INITIAL = 0x7fff;

    /** Further back than this, a 16-bit number would name a newer packet. */
    private static final int MAX_DISTANCE = 1 << 15;

    private final long[] starts = new long[MAX_SEGMENTS];
    private final long[] deltas = new long[MAX_SEGMENTS];
    private int segments;
    private long newest;
    private boolean rejoining;

    /** The receiver's number for a packet that it is given; {@link #NONE} if there is no room for it. */
    int map(final int sequence) {
        begin(sequence);
        final long source = SequenceNumber.extend(sequence, newest);
        if (source > newest) {
            newest = source;
        }
        final int segment = segmentOf(source);
        if (segment < 0) {
            return NONE;
        }
        final long mapped = source - delta(segment);
        if (segment < segments - 1 && mapped >= firstMapped(segment + 1)) {
            return NONE;
        }
        return (int) mapped & 0xffff;
    }

    /**
     * Leaves a packet out.
     *
     * @return false if a later packet was mapped already, so that its gap can only be filled, not closed
     */
    boolean skip(final int sequence) {
        begin(sequence);
        final long source = SequenceNumber.extend(sequence, newest);
        if (source <= newest) {
            return false;
        }
        final long delta = delta(segments - 1) + 1;
        if (source == newest + 1 && start(segments - 1) == source) {
            set(segments - 1, source + 1, delta);
        } else {
            push(source + 1, delta);
        }
        newest = source;
        return true;
    }

    /** The next packet, whatever its number, follows the last one without a gap. */
    void rejoin() {
        rejoining = segments > 0;
    }

    /** The source's number behind a receiver's number; {@link #NONE} if that one was not given out or is forgotten. */
    int source(final int mappedSequence) {
        if (segments == 0) {
            return NONE;
        }
        final long newestMapped = newest - delta(segments - 1);
        final long mapped = SequenceNumber.extend(mappedSequence, newestMapped);
        if (mapped > newestMapped) {
            return NONE;
        }
        for (int i = segments - 1; i >= 0; i--) {
            if (firstMapped(i) <= mapped) {
                final long source = mapped + delta(i);
                return newest - source < MAX_DISTANCE ? (int) source & 0xffff : NONE;
            }
        }
        return NONE;
    }

    /** Makes the first packet, or the first after a pause, the one that is expected. */
    private void begin(final int sequence) {
        if (segments == 0) {
            newest = sequence - 1L;
            push(sequence, sequence - (sequence & MAX_INITIAL));
        } else if (rejoining) {
            final long expected = newest + 1;
            final long next = expected - delta(segments - 1);
            // Always forwards, however long the receiver was away: up to a whole circle.
            newest = expected + ((sequence - (int) expected) & 0xffff) - 1;
            push(newest + 1, newest + 1 - next);
        }
        rejoining = false;
    }

    private int segmentOf(final long source) {
        for (int i = segments - 1; i >= 0; i--) {
            if (start(i) <= source) {
                return i;
            }
        }
        return -1;
    }

    private long firstMapped(final int segment) {
        return start(segment) - delta(segment);
    }

    private long start(final int segment) {
        return starts[segment];
    }

    private long delta(final int segment) {
        return deltas[segment];
    }

    private void set(final int segment, final long start, final long delta) {
        starts[segment] = start;
        deltas[segment] = delta;
    }

    private void push(final long start, final long delta) {
        if (segments == MAX_SEGMENTS) {
            System.arraycopy(starts, 1, starts, 0, MAX_SEGMENTS - 1);
            System.arraycopy(deltas, 1, deltas, 0, MAX_SEGMENTS - 1);
            segments--;
        }
        set(segments++, start, delta);
    }
}
