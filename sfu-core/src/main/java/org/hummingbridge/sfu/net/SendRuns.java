/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.net;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import org.hummingbridge.sfu.datagram.PacketBuffer;
import org.hummingbridge.sfu.datagram.Path;
import org.jspecify.annotations.Nullable;

/**
 * Datagrams staged side by side in native memory and grouped into runs that fit one UDP_SEGMENT write: consecutive, to one path,
 * equal in size but for a shorter last one. Never reorders and never sends.
 *
 * <p>Each is put together in one small array, which stays in the first-level cache, and copied once to where the kernel reads it.
 */
final class SendRuns {
    /** UDP_MAX_SEGMENTS of the kernels that introduced GSO (Linux 4.18). */
    static final int MAX_SEGMENTS = 64;

    /** A run is one IP datagram to the kernel until it is cut up: 65,507 bytes at most, less for IPv6 and options. */
    static final int MAX_RUN_BYTES = 65_000;

    /** Runs between two flushes: what one sendmmsg takes (UIO_MAXIOV). */
    static final int MAX_RUNS = 1024;

    /** About 950 packets of full size: a frame of 20 packets to 47 receivers before an extra flush. */
    static final int STAGING_BYTES = 1 << 20;

    private final byte[] bytes = new byte[PacketBuffer.CAPACITY];
    private final MemorySegment staging = Arena.ofAuto().allocate(STAGING_BYTES, Long.SIZE);
    private final @Nullable Path[] paths = new @Nullable Path[MAX_RUNS];
    private final int[] starts = new int[MAX_RUNS];
    private final int[] lengths = new int[MAX_RUNS];
    private final int[] segmentSizes = new int[MAX_RUNS];
    private final int[] segmentCounts = new int[MAX_RUNS];
    private int count;
    private int end;

    /** Where the next datagram is to be put together, from the start. */
    byte[] bytes() {
        return bytes;
    }

    /** Holds what was appended; valid as long as this object is reachable. */
    MemorySegment staging() {
        return staging;
    }

    /** Bytes staged. */
    int end() {
        return end;
    }

    boolean hasRoomFor(final int length) {
        return count < MAX_RUNS && end + length <= STAGING_BYTES;
    }

    /** Takes the first {@code length} > 0 of {@link #bytes} as a datagram to {@code path}. */
    void append(final Path path, final int length) {
        MemorySegment.copy(bytes, 0, staging, JAVA_BYTE, end, length);
        final int last = count - 1;
        if (last >= 0 && extendable(last, path, length)) {
            lengths[last] += length;
            segmentCounts[last]++;
        } else {
            paths[count] = path;
            starts[count] = end;
            lengths[count] = length;
            segmentSizes[count] = length;
            segmentCounts[count] = 1;
            count++;
        }
        end += length;
    }

    private boolean extendable(final int run, final Path path, final int length) {
        return path.equals(paths[run])
                && length <= segmentSizes[run]
                && lengths[run] == segmentCounts[run] * segmentSizes[run]
                && segmentCounts[run] < MAX_SEGMENTS
                && lengths[run] + length < MAX_RUN_BYTES;
    }

    int count() {
        return count;
    }

    Path path(final int run) {
        final Path path = paths[run];
        if (run >= count || path == null) {
            throw new IndexOutOfBoundsException(run);
        }
        return path;
    }

    int start(final int run) {
        return starts[run];
    }

    int length(final int run) {
        return lengths[run];
    }

    /** Size of every segment but perhaps the last. */
    int segmentSize(final int run) {
        return segmentSizes[run];
    }

    int segmentCount(final int run) {
        return segmentCounts[run];
    }

    int segmentStart(final int run, final int segment) {
        return starts[run] + segment * segmentSizes[run];
    }

    int segmentLength(final int run, final int segment) {
        return Math.min(segmentSizes[run], lengths[run] - segment * segmentSizes[run]);
    }

    void clear() {
        Arrays.fill(paths, 0, count, null);
        count = 0;
        end = 0;
    }
}
