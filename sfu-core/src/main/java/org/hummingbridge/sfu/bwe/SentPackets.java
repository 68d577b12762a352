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

    private static final byte EMPTY = 0;
    private static final byte IN_FLIGHT = 1;
    private static final byte LOST = 2;
    private static final byte RECEIVED = 3;

    private long[] sentNanos = new long[INITIAL_PACKETS];
    private int[] sizes = new int[INITIAL_PACKETS];
    private byte[] states = new byte[INITIAL_PACKETS];
    private byte[] probes = new byte[INITIAL_PACKETS];
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
        sentNanos[index] = nowNanos;
        sizes[index] = sizeBytes;
        states[index] = IN_FLIGHT;
        probes[index] = (byte) probe;
        inFlightBytes += sizeBytes;
    }

    private void advance(final long nowNanos) {
        newest++;
        if (newest - oldest > mask) {
            final int index = (int) oldest & mask;
            if (mask + 1 < MAX_PACKETS && nowNanos - sentNanos[index] < KEPT_NANOS) {
                grow();
            } else {
                forget(index);
                oldest++;
            }
        }
        final int index = (int) newest & mask;
        states[index] = EMPTY;
        sentNanos[index] = nowNanos;
    }

    private void forget(final int index) {
        if (states[index] == IN_FLIGHT) {
            inFlightBytes -= sizes[index];
        }
        states[index] = EMPTY;
    }

    private void grow() {
        final int size = 2 * (mask + 1);
        final long[] newSent = new long[size];
        final int[] newSizes = new int[size];
        final byte[] newStates = new byte[size];
        final byte[] newProbes = new byte[size];
        for (long s = oldest; s < newest; s++) {
            final int from = (int) s & mask;
            final int to = (int) s & (size - 1);
            newSent[to] = sentNanos[from];
            newSizes[to] = sizes[from];
            newStates[to] = states[from];
            newProbes[to] = probes[from];
        }
        sentNanos = newSent;
        sizes = newSizes;
        states = newStates;
        probes = newProbes;
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
        if (states[index] != IN_FLIGHT && states[index] != LOST) {
            return NONE;
        }
        if (states[index] == IN_FLIGHT) {
            inFlightBytes -= sizes[index];
        }
        states[index] = RECEIVED;
        return index;
    }

    /** Whether the packet was reported as lost and not as received since. */
    boolean isLost(final long number) {
        return number >= oldest && number <= newest && states[(int) number & mask] == LOST;
    }

    /** Index of a packet of which nothing was reported before, and which is now lost until it is received; NONE otherwise. */
    int lose(final long number) {
        if (number < oldest || number > newest) {
            return NONE;
        }
        final int index = (int) number & mask;
        if (states[index] != IN_FLIGHT) {
            return NONE;
        }
        inFlightBytes -= sizes[index];
        states[index] = LOST;
        return index;
    }

    long sentNanos(final int index) {
        return sentNanos[index];
    }

    int sizeBytes(final int index) {
        return sizes[index];
    }

    /** The probe that the packet was part of; 0 for none. */
    int probe(final int index) {
        return probes[index];
    }

    long inFlightBytes() {
        return inFlightBytes;
    }

    int capacity() {
        return mask + 1;
    }
}
