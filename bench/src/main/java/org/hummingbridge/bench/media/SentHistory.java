/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.bench.media;

/**
 * The last {@value #PACKETS} payloads of one stream, for those who ask for them again. Its memory is there from the beginning: what
 * grows while media runs is copied by collections, which hold up everybody's sends.
 */
public final class SentHistory {
    /** Two seconds of 1 Mbit/s. */
    public static final int PACKETS = 256;

    private final byte[][] payloads;
    private final int[] lengths = new int[PACKETS];
    private final int[] sequences = new int[PACKETS];
    private final int[] timestamps = new int[PACKETS];
    private final boolean[] markers = new boolean[PACKETS];

    /** A history of payloads of at most so many bytes. */
    public SentHistory(final int maxBytes) {
        payloads = new byte[PACKETS][maxBytes];
    }

    public void add(
            final int sequence, final int timestamp, final boolean marker, final byte[] payload, final int length) {
        final int slot = sequence & (PACKETS - 1);
        System.arraycopy(payload, 0, payloads[slot], 0, length);
        lengths[slot] = length;
        sequences[slot] = sequence;
        timestamps[slot] = timestamp;
        markers[slot] = marker;
    }

    /** Slot of a packet that is still here, or -1. */
    public int find(final int sequence) {
        final int slot = sequence & (PACKETS - 1);
        return lengths[slot] > 0 && sequences[slot] == sequence ? slot : -1;
    }

    public int timestamp(final int slot) {
        return timestamps[slot];
    }

    public boolean marker(final int slot) {
        return markers[slot];
    }

    public int copy(final int slot, final byte[] to, final int at) {
        System.arraycopy(payloads[slot], 0, to, at, lengths[slot]);
        return lengths[slot];
    }
}
