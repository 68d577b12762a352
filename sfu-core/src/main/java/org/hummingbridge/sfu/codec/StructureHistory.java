/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.codec;

import org.jspecify.annotations.Nullable;

/**
 * The latest {@value #SIZE} template structures of one encoding, each in force from the packet that brought it until the next
 * one's, in the order of sequence numbers and not of arrival.
 */
final class StructureHistory {
    /** Retransmissions come within a second or so, in which key frames are asked for twice at most. */
    static final int SIZE = 4;

    /** No structure was in force. */
    static final int NONE = -1;

    private final @Nullable TemplateStructure[] structures = new @Nullable TemplateStructure[SIZE];
    private final VideoCodec[] codecs = new VideoCodec[SIZE];
    private final long[] begins = new long[SIZE];
    private final int[] templateOffsets = new int[SIZE];
    private final int[] activeTargets = new int[SIZE];
    private final long[] activeSince = new long[SIZE];
    private int count;

    /** Index of the structure in force at a packet, or {@link #NONE}. */
    int find(final long sequence) {
        int found = NONE;
        for (int i = 0; i < count; i++) {
            if (begins[i] <= sequence && (found == NONE || begins[i] > begins[found])) {
                found = i;
            }
        }
        return found;
    }

    /** The latest structure, or null before the first. */
    @Nullable
    TemplateStructure latest() {
        final int found = find(Long.MAX_VALUE);
        return found == NONE ? null : structures[found];
    }

    /** Whether a structure came into force behind a packet. */
    boolean hasNewer(final long sequence) {
        final int latest = find(Long.MAX_VALUE);
        return latest != NONE && begins[latest] > sequence;
    }

    /** The structure that a packet brought, in place of the oldest; one that is older than all is not kept. */
    void add(
            final long sequence,
            final VideoCodec codec,
            final TemplateStructure structure,
            final int templateOffset,
            final int active) {
        final int at = place(sequence);
        if (at == NONE) {
            return;
        }
        structures[at] = structure;
        codecs[at] = codec;
        begins[at] = sequence;
        templateOffsets[at] = templateOffset;
        activeTargets[at] = active;
        activeSince[at] = sequence;
    }

    private int place(final long sequence) {
        int oldest = 0;
        for (int i = 0; i < count; i++) {
            if (begins[i] == sequence) {
                return i;
            }
            oldest = begins[i] < begins[oldest] ? i : oldest;
        }
        if (count < SIZE) {
            return count++;
        }
        return begins[oldest] < sequence ? oldest : NONE;
    }

    /** The structure at an index if it is of this codec: after a change of codec the old one's do not count. */
    @Nullable
    TemplateStructure structure(final int index, final VideoCodec codec) {
        return codecs[index] == codec ? structures[index] : null;
    }

    int templateOffset(final int index) {
        return templateOffsets[index];
    }

    int activeTargets(final int index) {
        return activeTargets[index];
    }

    void activeTargets(final int index, final long sequence, final int active) {
        if (sequence >= activeSince[index]) {
            activeTargets[index] = active;
            activeSince[index] = sequence;
        }
    }
}
