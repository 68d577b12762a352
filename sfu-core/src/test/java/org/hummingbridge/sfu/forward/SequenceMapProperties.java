/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.forward;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** A source that loses, reorders and pads at random, against what one receiver is to see of it. */
class SequenceMapProperties {
    private static final int PACKETS = 1500;

    @Property(tries = 200)
    void theOnlyGapsAreThoseOfLostPackets(
            @ForAll final long seed,
            @ForAll @IntRange(max = 65_535) final int first,
            @ForAll @IntRange(max = 30) final int lossPercent,
            @ForAll @IntRange(max = 15) final int reorder,
            @ForAll @IntRange(max = 50) final int paddingPercent) {
        final Source source = new Source(seed, first, lossPercent, reorder, paddingPercent);
        final SequenceMap map = new SequenceMap();
        map.start((first + source.arrivals.getFirst()) & 0xffff, 100);
        final TreeMap<Integer, Long> mapped = new TreeMap<>();

        for (final int index : source.arrivals) {
            final int sequence = (first + index) & 0xffff;
            if (source.isPadding(index) && map.skip(sequence)) {
                continue;
            }
            final int out = map.map(sequence);
            if (out == SequenceMap.NONE) {
                assertThat(index).isLessThan(source.arrivals.getFirst());
                continue;
            }
            assertThat(mapped.put(index, unwrap(out, mapped))).isNull();
        }

        assertThat(List.copyOf(mapped.values())).isSorted().doesNotHaveDuplicates();
        final long span = mapped.lastEntry().getValue() - mapped.firstEntry().getValue() + 1;
        final long lost = source.lostBetween(mapped.firstKey(), mapped.lastKey());
        assertThat(span).isEqualTo(mapped.size() + lost);
    }

    @Property(tries = 200)
    void aPauseOfAnyLengthLeavesNoGapAndNoNumberTwice(
            @ForAll final long seed,
            @ForAll @IntRange(max = 65_535) final int first,
            @ForAll @IntRange(min = 1, max = 200_000) final int pause) {
        final SequenceMap map = new SequenceMap();
        map.start(first, first & 0x7fff);
        final Map<Integer, Integer> sources = new HashMap<>();
        int sequence = first;
        int expected = -1;
        for (int round = 0; round < 4; round++) {
            for (int i = 0; i < 100; i++) {
                final int out = map.map(sequence & 0xffff);
                assertThat(expected == -1 || out == (expected & 0xffff)).isTrue();
                assertThat(sources.put(out, sequence)).isNull();
                expected = out + 1;
                sequence++;
            }
            map.rejoin();
            sequence += pause + new Random(seed + round).nextInt(50);
        }
    }

    private static long unwrap(final int out, final TreeMap<Integer, Long> mapped) {
        final long reference = mapped.isEmpty() ? out : mapped.lastEntry().getValue();
        return reference + (short) (out - reference);
    }

    /** Indices of packets in the order of their arrival; the others are lost. */
    private static final class Source {
        private final List<Integer> arrivals = new ArrayList<>();
        private final boolean[] padding = new boolean[PACKETS];

        Source(final long seed, final int first, final int lossPercent, final int reorder, final int paddingPercent) {
            final Random random = new Random(seed + first);
            final TreeMap<Double, Integer> order = new TreeMap<>();
            for (int i = 0; i < PACKETS; i++) {
                // Runs of padding, as probes come.
                padding[i] = random.nextInt(4) > 0 && i > 0 ? padding[i - 1] : random.nextInt(100) < paddingPercent;
                if (random.nextInt(100) >= lossPercent) {
                    order.put(i + random.nextDouble() * reorder, i);
                }
            }
            arrivals.addAll(order.values());
        }

        boolean isPadding(final int index) {
            return padding[index];
        }

        long lostBetween(final int from, final int to) {
            return to
                    - from
                    + 1
                    - arrivals.stream().filter(i -> i >= from && i <= to).count();
        }
    }
}
