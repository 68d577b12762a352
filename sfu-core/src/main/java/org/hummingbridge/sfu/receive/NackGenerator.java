/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.receive;

import java.util.Arrays;

/**
 * Knows which packets of one source are missing and when to ask for each again (RFC 4585 §6.2.1). Asks first after the time
 * that reordered packets usually need, then once per round trip with a light back-off; never more than {@value #MAX_TRIES} times
 * for one packet. Numbers are extended sequence numbers inside and 16-bit ones outside.
 */
final class NackGenerator {
    /** Packets that may be missing at once: at 1,000 a list would take whole seconds of repair, and a key frame is cheaper. */
    static final int MAX_MISSING = 1000;

    /** A jump of this many packets is an outage: half of {@link PacketHistory#MAX_PACKETS}, more than a sender would resend. */
    static final int MAX_GAP = 500;

    static final int MAX_TRIES = 10;

    /** Longest wait for a packet that may only be reordered. */
    static final long MAX_REORDER_NANOS = 10_000_000;

    /** Shortest time between two requests for one packet; below it the answer is still being made. */
    static final long MIN_RETRY_NANOS = 20_000_000;

    /** What an answer takes besides the round trip: a tick here, one there, a little jitter. Without it most are asked for twice. */
    static final long RETRY_MARGIN_NANOS = 10_000_000;

    /** For so long a request can be put off: about what a jitter buffer waits for. */
    static final long MAX_POSTPONED_NANOS = 500_000_000;

    /** Round trip assumed until one was measured. */
    static final long DEFAULT_RTT_NANOS = 100_000_000;

    /** What {@link #nextDeadlineNanos} says when nothing is missing. */
    static final long NEVER = Long.MAX_VALUE;

    /** Room at first; an encoding of a good link never needs more. */
    private static final int INITIAL_MISSING = 16;

    private long[] sequences = new long[INITIAL_MISSING];
    private long[] foundNanos = new long[INITIAL_MISSING];
    private long[] dueNanos = new long[INITIAL_MISSING];
    private byte[] tries = new byte[INITIAL_MISSING];
    private int size;

    private boolean started;
    private long newest;
    private long rttNanos = DEFAULT_RTT_NANOS;
    private long reorderNanos;

    void rttNanos(final long nanos) {
        rttNanos = nanos;
    }

    /**
     * Takes note of a packet, padding included. False if so much is missing that only a key frame helps; then nothing is asked
     * for again.
     *
     * @param restored whether it came as a retransmission
     */
    boolean onPacket(final long sequence, final boolean restored, final long nowNanos) {
        if (!started) {
            started = true;
            newest = sequence;
            return true;
        }
        if (sequence <= newest) {
            recover(sequence, restored, nowNanos);
            return true;
        }
        final long gap = sequence - newest - 1;
        newest = sequence;
        if (gap >= MAX_GAP || size + gap > MAX_MISSING) {
            size = 0;
            return false;
        }
        reserve(size + (int) gap);
        for (long s = sequence - gap; s < sequence; s++) {
            sequences[size] = s;
            foundNanos[size] = nowNanos;
            dueNanos[size] = nowNanos + reorderNanos;
            tries[size] = 0;
            size++;
        }
        return true;
    }

    /**
     * Writes the sequence numbers that are due into {@code out}, in their order, and counts them as asked for. Whatever does not
     * fit stays due.
     *
     * @return how many
     */
    int missing(final long nowNanos, final int[] out) {
        int asked = 0;
        int kept = 0;
        for (int i = 0; i < size; i++) {
            final boolean due = nowNanos - dueNanos[i] >= 0;
            if (due && tries[i] == MAX_TRIES) {
                continue;
            }
            if (due && asked < out.length) {
                out[asked++] = (int) sequences[i] & 0xffff;
                dueNanos[i] = nowNanos + retryNanos(tries[i]);
                tries[i]++;
            }
            move(i, kept++);
        }
        size = kept;
        return asked;
    }

    /** Asks for nothing now, and never again for what has been missing for so long that it would come too late. */
    void giveUpOld(final long nowNanos) {
        int kept = 0;
        for (int i = 0; i < size; i++) {
            if (nowNanos - foundNanos[i] < MAX_POSTPONED_NANOS) {
                move(i, kept++);
            }
        }
        size = kept;
    }

    /** When {@link #missing} has something to say next, or {@link #NEVER}. */
    long nextDeadlineNanos() {
        if (size == 0) {
            return NEVER;
        }
        long next = dueNanos[0];
        for (int i = 1; i < size; i++) {
            next = dueNanos[i] - next < 0 ? dueNanos[i] : next;
        }
        return next;
    }

    /** Packets that are missing and not yet given up. */
    int outstanding() {
        return size;
    }

    private void reserve(final int count) {
        if (count > sequences.length) {
            final int room = Math.min(MAX_MISSING, Math.max(count, 2 * sequences.length));
            sequences = Arrays.copyOf(sequences, room);
            foundNanos = Arrays.copyOf(foundNanos, room);
            dueNanos = Arrays.copyOf(dueNanos, room);
            tries = Arrays.copyOf(tries, room);
        }
    }

    private long retryNanos(final int triesSoFar) {
        final long interval = Math.max(rttNanos + RETRY_MARGIN_NANOS, MIN_RETRY_NANOS);
        return interval + interval / 4 * triesSoFar;
    }

    private void recover(final long sequence, final boolean restored, final long nowNanos) {
        final int index = find(sequence);
        if (index < 0) {
            return;
        }
        learnReordering(restored ? 0 : nowNanos - foundNanos[index]);
        for (int i = index + 1; i < size; i++) {
            move(i, i - 1);
        }
        size--;
    }

    /** Follows the delay of reordered packets by a quarter per packet; true losses let it shrink. */
    private void learnReordering(final long delayNanos) {
        reorderNanos += (Math.min(delayNanos, MAX_REORDER_NANOS) - reorderNanos) / 4;
    }

    private int find(final long sequence) {
        int low = 0;
        int high = size - 1;
        while (low <= high) {
            final int middle = (low + high) >>> 1;
            if (sequences[middle] == sequence) {
                return middle;
            } else if (sequences[middle] < sequence) {
                low = middle + 1;
            } else {
                high = middle - 1;
            }
        }
        return -1;
    }

    private void move(final int from, final int to) {
        if (from == to) {
            return;
        }
        sequences[to] = sequences[from];
        foundNanos[to] = foundNanos[from];
        dueNanos[to] = dueNanos[from];
        tries[to] = tries[from];
    }
}
