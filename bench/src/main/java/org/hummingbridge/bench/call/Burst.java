/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.bench.call;

import java.util.List;
import org.HdrHistogram.Histogram;

/**
 * What became of participants who joined all at once. Times are in milliseconds.
 *
 * @param asked how many wanted in
 * @param joined how many got keys
 * @param lastKeysMillis from the first request to the last one's keys
 * @param requests to the bridge, each by itself
 * @param keys from a participant's first request to its keys
 * @param failures of the others, in words
 */
public record Burst(int asked, int joined, double lastKeysMillis, Spread requests, Spread keys, List<String> failures) {
    private static final double NANOS_PER_MILLI = 1e6;

    /** Three places of a distribution. */
    public record Spread(double p50, double p99, double max) {
        static Spread of(final Histogram nanos) {
            return new Spread(
                    nanos.getValueAtPercentile(50) / NANOS_PER_MILLI,
                    nanos.getValueAtPercentile(99) / NANOS_PER_MILLI,
                    nanos.getMaxValue() / NANOS_PER_MILLI);
        }
    }

    static Burst of(final int asked, final long startNanos, final Joining joining, final List<String> failures) {
        final Joining.Times times = joining.times();
        final int joined = (int) times.keys().getTotalCount();
        return new Burst(
                asked,
                joined,
                joined == 0 ? 0 : (joining.lastKeysNanos() - startNanos) / NANOS_PER_MILLI,
                Spread.of(times.requests()),
                Spread.of(times.keys()),
                failures);
    }
}
