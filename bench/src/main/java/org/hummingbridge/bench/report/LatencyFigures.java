/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.bench.report;

import java.util.ArrayList;
import java.util.List;
import org.HdrHistogram.Histogram;

/** Latencies of a run in milliseconds: from the stamp at the sender to the kernel's receipt at the receiver. */
public record LatencyFigures(
        long count, double p50, double p90, double p99, double p999, double max, List<Point> curve) {
    /** Shares at which the curve is sampled: ever closer to 1, which is what a plot of tails needs. */
    private static final int STEPS_PER_DECADE = 10;

    private static final int DECADES = 5;
    private static final double NANOS_PER_MILLI = 1e6;

    /**
     * One place of the distribution.
     *
     * @param share of the packets that are not slower
     */
    public record Point(double share, double millis) {}

    public static LatencyFigures of(final Histogram nanos) {
        final List<Point> curve = new ArrayList<>();
        for (int step = 0; step <= STEPS_PER_DECADE * DECADES && nanos.getTotalCount() > 0; step++) {
            final double share = 1 - Math.pow(10, -(double) step / STEPS_PER_DECADE);
            if ((1 - share) * nanos.getTotalCount() >= 1) {
                curve.add(new Point(share, nanos.getValueAtPercentile(100 * share) / NANOS_PER_MILLI));
            }
        }
        return new LatencyFigures(
                nanos.getTotalCount(),
                nanos.getValueAtPercentile(50) / NANOS_PER_MILLI,
                nanos.getValueAtPercentile(90) / NANOS_PER_MILLI,
                nanos.getValueAtPercentile(99) / NANOS_PER_MILLI,
                nanos.getValueAtPercentile(99.9) / NANOS_PER_MILLI,
                nanos.getMaxValue() / NANOS_PER_MILLI,
                List.copyOf(curve));
    }
}
