/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.forward;

import org.hummingbridge.sfu.rtp.SequenceNumber;

/**
 * Maps one source's sequence numbers to one receiver's, closing the gaps of packets that the receiver is not given. Once a number
 * was mapped, a late packet beside it maps by the same rule; no two packets ever get one number.
 *
 * <p>The map is a list of segments: from a source number on, a constant is subtracted. Inside, both sides are extended numbers.
 */
final class SequenceMap {
    /**
     * Segments kept; one begins behind each run of packets left out. Packets from before the oldest are not mapped any more: with
     * a run in each of 60 frames a second this is 2 s, longer than retransmissions are waited for.
     */
    static final int MAX_SEGMENTS = 128;

    /** Result for a number that has no counterpart. */
    static final int NONE = -1;

    private final long[] starts = new long[MAX_SEGMENTS];
    private final long[] deltas = new long[MAX_SEGMENTS];
    private int segments;

    /** The first and the last segment once more: most packets are looked up in no other. */
    private long firstStart;

    private long lastStart;
    private long lastDelta;
    private long newest;
    private long newestMapped;
    private boolean rejoining;

    /** Begins anew: {@code sequence} is to be {@code mapped}, and nothing from before it has a counterpart. */
    void start(final int sequence, final int mapped) {
        segments = 0;
        rejoining = false;
        newest = sequence - 1L;
        newestMapped = newest;
        push(sequence, sequence - (long) mapped);
    }

    /** Whether the number is not from before the first one that is remembered. */
    boolean covers(final int sequence) {
        return segments > 0 && SequenceNumber.extend(sequence, newest) >= firstStart;
    }

    /** Whether neither this number nor a later one was seen. */
    boolean isNewest(final int sequence) {
        return SequenceNumber.extend(sequence, newest) > newest;
    }

    /** Numbers between the newest one and this one, which nobody has seen yet; 0 if this one is not newer. */
    int missingBefore(final int sequence) {
        return (int) Math.max(0, SequenceNumber.extend(sequence, newest) - newest - 1);
    }

    /** The receiver's number for a packet that it is given; {@link #NONE} if there is no room for it. */
    int map(final int sequence) {
        begin(sequence);
        final long source = SequenceNumber.extend(sequence, newest);
        newest = Math.max(newest, source);
        if (segments > 0 && source >= lastStart) {
            newestMapped = Math.max(newestMapped, source);
            return (int) (source - lastDelta) & 0xffff;
        }
        final int segment = segmentOf(source);
        if (segment < 0 || isClosed(source, segment)) {
            return NONE;
        }
        newestMapped = Math.max(newestMapped, source);
        return (int) (source - deltas[segment]) & 0xffff;
    }

    /**
     * Leaves a packet out.
     *
     * @return false if a later packet was mapped already, so that its gap can only be filled, not closed
     */
    boolean skip(final int sequence) {
        begin(sequence);
        final long source = SequenceNumber.extend(sequence, newest);
        newest = Math.max(newest, source);
        final int segment = segmentOf(source);
        if (segment < 0 || isClosed(source, segment)) {
            return true;
        }
        if (source <= newestMapped) {
            return false;
        }
        leaveOut(source, segment, 1);
        return true;
    }

    /** Leaves out all numbers between the newest one and this one. */
    void close(final int sequence) {
        final int missing = missingBefore(sequence);
        if (missing > 0) {
            leaveOut(newest + 1, segments - 1, missing);
            newest += missing;
        }
    }

    /** The next packet, whatever its number, follows the last one without a gap. */
    void rejoin() {
        rejoining = segments > 0;
    }

    /** After a pause, makes the first packet the one that is expected. */
    private void begin(final int sequence) {
        if (rejoining) {
            final long expected = newest + 1;
            final long next = expected - deltas[segments - 1];
            // Always forwards, however long the receiver was away: up to a whole circle.
            newest = expected + ((sequence - (int) expected) & 0xffff) - 1;
            newestMapped = newest;
            push(newest + 1, newest + 1 - next);
        }
        rejoining = false;
    }

    /** Numbers that nothing was mapped behind: everything from there on moves up. */
    private void leaveOut(final long source, final int segment, final int count) {
        int next = segment + 1;
        if (starts[segment] == source) {
            starts[segment] += count;
            deltas[segment] += count;
        } else if (next == segments || starts[next] != source + count) {
            final long delta = deltas[segment] + count;
            if (next == segments) {
                push(source + count, delta);
                return;
            }
            next = insert(next, source + count, delta);
        }
        for (int i = next; i < segments; i++) {
            deltas[i] += count;
        }
        keepEnds();
    }

    private void keepEnds() {
        firstStart = starts[0];
        lastStart = starts[segments - 1];
        lastDelta = deltas[segments - 1];
    }

    /** Returns the index behind the new segment. */
    private int insert(final int at, final long start, final long delta) {
        final int shifted = segments == MAX_SEGMENTS ? at - 1 : at;
        push(starts[segments - 1], deltas[segments - 1]);
        for (int i = segments - 2; i > shifted; i--) {
            starts[i] = starts[i - 1];
            deltas[i] = deltas[i - 1];
        }
        starts[shifted] = start;
        deltas[shifted] = delta;
        return shifted + 1;
    }

    /** Whether the number was left out: then it would take one that a later packet has. */
    private boolean isClosed(final long source, final int segment) {
        return segment < segments - 1 && source - deltas[segment] >= starts[segment + 1] - deltas[segment + 1];
    }

    private int segmentOf(final long source) {
        for (int i = segments - 1; i >= 0; i--) {
            if (starts[i] <= source) {
                return i;
            }
        }
        return -1;
    }

    private void push(final long start, final long delta) {
        if (segments == MAX_SEGMENTS) {
            System.arraycopy(starts, 1, starts, 0, MAX_SEGMENTS - 1);
            System.arraycopy(deltas, 1, deltas, 0, MAX_SEGMENTS - 1);
            segments--;
        }
        starts[segments] = start;
        deltas[segments] = delta;
        segments++;
        keepEnds();
    }
}
