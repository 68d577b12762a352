/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.bwe;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/** What one flow did, in slices of {@link #SLICE_MILLIS}, and every packet's wait in the bottleneck. */
final class FlowRecord {
    static final int SLICE_MILLIS = 100;

    /**
     * One slice: rates in bits per second over it, the longest wait of a packet that arrived in it, the estimate at its end.
     *
     * @param seconds when it ended
     */
    record Slice(
            double seconds,
            double estimateBps,
            double allocatedBps,
            double mediaBps,
            double sentBps,
            double carriedBps,
            double droppedBps,
            double queueMillis) {}

    private final List<Slice> slices = new ArrayList<>();
    private double[] waitSeconds = new double[1024];
    private double[] waitMillis = new double[1024];
    private int waits;
    private int millis;
    private long mediaBytes;
    private long sentBytes;
    private long carriedBytes;
    private long droppedBytes;
    private double longestQueue;
    private double longestPaced;

    void onSent(final int bytes, final boolean media) {
        sentBytes += bytes;
        mediaBytes += media ? bytes : 0;
    }

    void onPaced(final long nanos) {
        longestPaced = Math.max(longestPaced, nanos / 1e6);
    }

    void onCarried(final double seconds, final int bytes, final long queuedNanos) {
        carriedBytes += bytes;
        if (waits == waitSeconds.length) {
            waitSeconds = Arrays.copyOf(waitSeconds, 2 * waits);
            waitMillis = Arrays.copyOf(waitMillis, 2 * waits);
        }
        waitSeconds[waits] = seconds;
        waitMillis[waits++] = queuedNanos / 1e6;
        longestQueue = Math.max(longestQueue, queuedNanos / 1e6);
    }

    void onDropped(final int bytes) {
        droppedBytes += bytes;
    }

    /** Every millisecond; {@code estimateBps} and {@code allocatedBps} are 0 for a flow without. */
    void onMillisecond(final double seconds, final long estimateBps, final long allocatedBps) {
        if (++millis % SLICE_MILLIS != 0) {
            return;
        }
        final double scale = 8000.0 / SLICE_MILLIS;
        slices.add(new Slice(
                seconds,
                estimateBps,
                allocatedBps,
                mediaBytes * scale,
                sentBytes * scale,
                carriedBytes * scale,
                droppedBytes * scale,
                longestQueue));
        mediaBytes = 0;
        sentBytes = 0;
        carriedBytes = 0;
        droppedBytes = 0;
        longestQueue = 0;
    }

    List<Slice> slices() {
        return slices;
    }

    double mean(final double from, final double to, final ToDoubleFunction<Slice> value) {
        return slices.stream()
                .filter(slice -> slice.seconds() > from && slice.seconds() <= to)
                .mapToDouble(value)
                .average()
                .orElse(0);
    }

    /** Of the waits in the bottleneck, in milliseconds. */
    double queuePercentile(final double from, final double to, final double share) {
        final double[] sorted = IntStream.range(0, waits)
                .filter(i -> waitSeconds[i] > from && waitSeconds[i] <= to)
                .mapToDouble(i -> waitMillis[i])
                .sorted()
                .toArray();
        return sorted.length == 0 ? 0 : sorted[(int) (share * (sorted.length - 1))];
    }

    double longestPacedMillis() {
        return longestPaced;
    }

    /** Seconds from {@code from} until the mean over the second that follows is at least {@code bps}; -1 if never. */
    double secondsUntilCarried(final double from, final double bps) {
        for (final Slice slice : slices) {
            final double at = slice.seconds();
            if (at >= from && mean(at, at + 1, Slice::carriedBps) >= bps) {
                return Math.max(0, at - from);
            }
        }
        return -1;
    }

    /** Seconds from {@code from} until the estimate is at least {@code bps}; -1 if never. */
    double secondsUntilEstimate(final double from, final double bps) {
        for (final Slice slice : slices) {
            if (slice.seconds() >= from && slice.estimateBps() >= bps) {
                return slice.seconds() - from;
            }
        }
        return -1;
    }

    /** Seconds from {@code from} until no packet waits longer than this for a second; -1 if never. */
    double secondsUntilShortQueue(final double from, final double limitMillis) {
        for (final Slice slice : slices) {
            final double at = slice.seconds();
            if (at >= from
                    && slices.stream()
                            .filter(later -> later.seconds() >= at && later.seconds() <= at + 1)
                            .allMatch(later -> later.queueMillis() <= limitMillis)) {
                return at - from;
            }
        }
        return -1;
    }
}
