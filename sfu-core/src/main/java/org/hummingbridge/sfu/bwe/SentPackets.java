/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.bwe;

/**
 * The packets sent last, by transport-wide sequence number, and what became of them. Grows with the rate to a fixed bound, and
 * never holds an object per packet.
 */
final class SentPackets {
    static final int NONE = -1;

    /** 10 Mbps in packets of 1100 bytes for seven seconds, or 20 Mbps for three and a half. */
    static final int MAX_PACKETS = 8192;

    private static final int INITIAL_PACKETS = 512;

    /** What is overwritten earlier makes the ring grow: a link with two seconds of queue, and its round trip. */
    private static final long KEPT_NANOS = 3_000_000_000L;

    private static final int EMPTY = 0;
    private static final int IN_FLIGHT = 1;
    private static final int LOST = 2;
    private static final int RECEIVED = 3;

    private static final int STATE_SHIFT = 32;
    private static final int PROBE_SHIFT = 40;
    private static final int BYTE = 0xff;

    /** Two per packet, so that one cache line holds all of it: when it was sent; its probe, state and size. */
    private long[] packets = new long[2 * INITIAL_PACKETS];

    private int mask = INITIAL_PACKETS - 1;
    private long oldest;
    private long newest = -1;
    private long inFlightBytes;

    /** Takes note of a packet; one that does not follow those before it is ignored. */
    void add(final int sequence, final int sizeBytes, final int probe, final long nowNanos) {
        if (newest < 0) {
            newest = (sequence & 0xffff) + 0xffffL;
            oldest = newest + 1;
        }
        final int ahead = (short) (sequence - (int) newest);
        if (ahead <= 0) {
            return;
        }
        for (int i = 1; i <= ahead; i++) {
            advance(nowNanos);
        }
        final int index = (int) newest & mask;
        packets[2 * index] = nowNanos;
        packets[2 * index + 1] = (long) probe << PROBE_SHIFT | (long) IN_FLIGHT << STATE_SHIFT | sizeBytes;
        inFlightBytes += sizeBytes;
    }

    private void advance(final long nowNanos) {
        newest++;
        if (newest - oldest > mask) {
            final int index = (int) oldest & mask;
            if (mask + 1 < MAX_PACKETS && nowNanos - sentNanos(index) < KEPT_NANOS) {
                grow();
            } else {
                forget(index);
                oldest++;
            }
        }
        final int index = (int) newest & mask;
        packets[2 * index] = nowNanos;
        packets[2 * index + 1] = EMPTY;
    }

    private void forget(final int index) {
        if (state(index) == IN_FLIGHT) {
            inFlightBytes -= sizeBytes(index);
        }
        state(index, EMPTY);
    }

    private int state(final int index) {
        return (int) (packets[2 * index + 1] >>> STATE_SHIFT) & BYTE;
    }

    private void state(final int index, final int newState) {
        final long others = packets[2 * index + 1] & ~((long) BYTE << STATE_SHIFT);
        packets[2 * index + 1] = others | (long) newState << STATE_SHIFT;
    }

    private void grow() {
        final int size = 2 * (mask + 1);
        final long[] larger = new long[2 * size];
        for (long s = oldest; s < newest; s++) {
            final int from = (int) s & mask;
            final int to = (int) s & (size - 1);
            larger[2 * to] = packets[2 * from];
            larger[2 * to + 1] = packets[2 * from + 1];
        }
        packets = larger;
        mask = size - 1;
    }

    /** The number whose lower 16 bits are {@code sequence}, of those that were sent; may be too old to be known. */
    long extend(final int sequence) {
        return newest - (((int) newest - sequence) & 0xffff);
    }

    /** The oldest number still known. */
    long oldest() {
        return oldest;
    }

    /** The number sent last; -1 before the first. */
    long newest() {
        return newest;
    }

    /** Index of a packet that was not reported as received before, which it now is; NONE for every other. */
    int receive(final long number) {
        if (number < oldest || number > newest) {
            return NONE;
        }
        final int index = (int) number & mask;
        final int before = state(index);
        if (before != IN_FLIGHT && before != LOST) {
            return NONE;
        }
        if (before == IN_FLIGHT) {
            inFlightBytes -= sizeBytes(index);
        }
        state(index, RECEIVED);
        return index;
    }

    /** Whether the packet was reported as lost and not as received since. */
    boolean isLost(final long number) {
        return number >= oldest && number <= newest && state((int) number & mask) == LOST;
    }

    /** Index of a packet of which nothing was reported before, and which is now lost until it is received; NONE otherwise. */
    int lose(final long number) {
        if (number < oldest || number > newest) {
            return NONE;
        }
        final int index = (int) number & mask;
        if (state(index) != IN_FLIGHT) {
            return NONE;
        }
        inFlightBytes -= sizeBytes(index);
        state(index, LOST);
        return index;
    }

    long sentNanos(final int index) {
        return packets[2 * index];
    }

    int sizeBytes(final int index) {
        return (int) packets[2 * index + 1];
    }

    /** The probe that the packet was part of; 0 for none. */
    int probe(final int index) {
        return (int) (packets[2 * index + 1] >>> PROBE_SHIFT) & BYTE;
    }

    long inFlightBytes() {
        return inFlightBytes;
    }

    int capacity() {
        return mask + 1;
    }
}
