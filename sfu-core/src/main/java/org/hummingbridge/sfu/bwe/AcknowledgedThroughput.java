/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.bwe;

/**
 * The rate at which packets arrived lately, no higher than the rate at which they were sent. The largest pause counts for no more
 * than the second largest, so that a sender that was silent for a moment does not look like a slow link.
 */
final class AcknowledgedThroughput {
    /** libwebrtc's bound; a power of two. */
    static final int MAX_PACKETS = 512;

    /** libwebrtc has 1 s. A link that loses most of its rate would be overestimated for all of it. */
    private static final long WINDOW_NANOS = 500_000_000;

    /** Nothing from before such a pause counts (libwebrtc's limit for the age of a packet). */
    private static final long MAX_PAUSE_NANOS = 5_000_000_000L;

    private static final int MIN_PACKETS_IN_WINDOW = 20;
    private static final int MIN_PACKETS = 10;

    /** Long enough to have two frames at 30 per second in it, and the jitter of a frame's size even out somewhat. */
    private static final long RECENT_NANOS = 150_000_000;

    private static final int MIN_RECENT_PACKETS = 6;
    private static final long MIN_SPAN_NANOS = 1_000_000;

    private final long[] sent = new long[MAX_PACKETS];
    private final long[] arrivals = new long[MAX_PACKETS];
    private final int[] sizes = new int[MAX_PACKETS];
    private int first;
    private int count;
    private long newestArrival;

    void add(final long sentNanos, final long arrivalNanos, final int sizeBytes) {
        if (count > 0 && Math.abs(arrivalNanos - newestArrival) > MAX_PAUSE_NANOS) {
            clear();
        }
        if (count == MAX_PACKETS) {
            removeFirst();
        }
        final int index = index(count);
        sent[index] = sentNanos;
        arrivals[index] = arrivalNanos;
        sizes[index] = sizeBytes;
        newestArrival = count == 0 || arrivalNanos - newestArrival > 0 ? arrivalNanos : newestArrival;
        count++;
        while (count > MIN_PACKETS_IN_WINDOW && newestArrival - arrivals[index(1)] > WINDOW_NANOS) {
            removeFirst();
        }
    }

    private void removeFirst() {
        first = index(1);
        count--;
    }

    private int index(final int offset) {
        return first + offset & MAX_PACKETS - 1;
    }

    boolean isKnown() {
        return count >= MIN_PACKETS;
    }

    /** 0 if it is not known. */
    double bps() {
        return isKnown() ? Math.min(rate(arrivals, 0, false), rate(sent, 0, true)) : 0;
    }

    /**
     * The rate of the latest arrivals alone: as exact as the link's own rate while there is a queue, and of no use otherwise.
     * {@link #bps} if there are too few.
     */
    double recentBps() {
        int from = count;
        while (from > 0 && newestArrival - arrivals[index(from - 1)] <= RECENT_NANOS) {
            from--;
        }
        from = Math.max(0, Math.min(from, count - MIN_RECENT_PACKETS));
        return count - from < MIN_RECENT_PACKETS ? bps() : rate(arrivals, from, false);
    }

    /** Bits over the span of {@code times} from an offset on; the packet at one end of the span is no part of it. */
    private double rate(final long[] times, final int from, final boolean isSending) {
        long latest = times[index(from)];
        final long earliest = latest;
        long largestGap = 0;
        long secondGap = 0;
        long bytes = isSending ? sizes[index(from)] : 0;
        for (int i = from + 1; i < count; i++) {
            final int index = index(i);
            final long gap = times[index] - latest;
            if (gap > largestGap) {
                secondGap = largestGap;
                largestGap = gap;
            } else {
                secondGap = Math.max(secondGap, gap);
            }
            latest = gap > 0 ? times[index] : latest;
            bytes += sizes[index];
        }
        if (isSending) {
            bytes -= sizes[index(count - 1)];
        }
        final long span = latest - earliest - largestGap + secondGap;
        return bytes * 8e9 / Math.max(span, MIN_SPAN_NANOS);
    }

    void clear() {
        first = 0;
        count = 0;
    }
}
