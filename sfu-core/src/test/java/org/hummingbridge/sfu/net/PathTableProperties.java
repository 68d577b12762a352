/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.hummingbridge.sfu.datagram.DatagramSink;
import org.hummingbridge.sfu.datagram.Path;

class PathTableProperties {
    private static final int MAX_PATHS = 600;

    record Step(boolean put, Path path, int sink) {}

    private final List<DatagramSink> sinks =
            List.of(RecordingSink.silent(null), RecordingSink.silent(null), RecordingSink.silent(null));

    @Property(tries = 300)
    void agreesWithAHashMap(@ForAll final long seed, @ForAll("steps") final List<Step> steps) {
        final PathTable table = new PathTable(seed, MAX_PATHS);
        final Map<Path, DatagramSink> model = new HashMap<>();

        for (final Step step : steps) {
            final DatagramSink sink = sinks.get(step.sink());
            if (step.put()) {
                assertThat(table.put(step.path(), sink)).isTrue();
                model.put(step.path(), sink);
            } else {
                assertThat(table.remove(step.path(), sink)).isEqualTo(model.remove(step.path(), sink));
            }
            assertThat(table.size()).isEqualTo(model.size());
        }

        model.forEach((path, sink) -> {
            final int slot = find(table, path);
            assertThat(slot).isNotNegative();
            assertThat(table.sink(slot)).isSameAs(sink);
            assertThat(table.path(slot)).isEqualTo(path);
        });
        steps.stream()
                .map(Step::path)
                .filter(path -> !model.containsKey(path))
                .forEach(path -> assertThat(find(table, path)).isNegative());
    }

    /** Few enough paths that most steps meet one that is there, many enough that the table grows and probes. */
    @Provide
    Arbitrary<List<Step>> steps() {
        final Arbitrary<Path> paths = Combinators.combine(
                        Arbitraries.integers().between(0, 2),
                        Arbitraries.longs().between(0, 1),
                        Arbitraries.longs().between(-2, 2),
                        Arbitraries.of(0, 1, 10_000, 65_534, 65_535))
                .as(Path::new);
        return Combinators.combine(
                        Arbitraries.of(true, true, false),
                        paths,
                        Arbitraries.integers().between(0, 2))
                .as(Step::new)
                .list()
                .ofMaxSize(500);
    }

    @Property(tries = 20)
    void keepsItsPathsWhileItGrowsAndShrinks(@ForAll final long seed) {
        final PathTable table = new PathTable(seed);
        final DatagramSink sink = sinks.getFirst();
        final int count = 5000;

        for (int i = 0; i < count; i++) {
            assertThat(table.put(path(i), sink)).isTrue();
        }
        for (int i = 0; i < count; i += 2) {
            assertThat(table.remove(path(i), sink)).isTrue();
        }

        for (int i = 0; i < count; i++) {
            assertThat(find(table, path(i)) >= 0).isEqualTo(i % 2 == 1);
        }
    }

    @Example
    void refusesWhatIsOverTheBoundAndTakesItOnceThereIsRoom() {
        final PathTable table = new PathTable(1, 3);
        final DatagramSink sink = sinks.getFirst();
        for (int i = 0; i < 3; i++) {
            table.put(path(i), sink);
        }

        assertThat(table.put(path(3), sink)).isFalse();
        assertThat(table.put(path(2), sinks.getLast())).isTrue();
        table.remove(path(0), sink);

        assertThat(table.put(path(3), sink)).isTrue();
    }

    private static Path path(final int i) {
        return new Path(i % 3, i % 7, i * 31L, i & 0xffff);
    }

    private static int find(final PathTable table, final Path path) {
        return table.find(path.localSocket(), path.high(), path.low(), path.port());
    }
}
