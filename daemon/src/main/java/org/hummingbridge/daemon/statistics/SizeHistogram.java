/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.daemon.statistics;

import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;

/**
 * How many conferences have how many of something.
 *
 * @param counts by number, the last one for all numbers above {@link #LARGEST}
 * @param sum of the numbers
 */
public record SizeHistogram(List<Long> counts, long sum) {
    /** The largest number that is told apart; dashboards know the buckets 0 to 20. */
    public static final int LARGEST = 20;

    static final SizeHistogram EMPTY = new Filling().result();

    /** Conferences in all. */
    public long total() {
        return counts.stream().mapToLong(Long::longValue).sum();
    }

    /** Takes one number after the other. */
    static final class Filling {
        private final long[] counts = new long[LARGEST + 2];
        private long sum;

        void add(final int number) {
            counts[Math.min(number, LARGEST + 1)]++;
            sum += number;
        }

        SizeHistogram result() {
            return new SizeHistogram(
                    LongStream.of(Arrays.copyOf(counts, counts.length)).boxed().toList(), sum);
        }
    }
}
