/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import org.hummingbridge.sfu.datagram.Path;

class SendRunsProperties {
    private static final Path FIRST = new Path(0, 0, 1, 1);
    private static final Path SECOND = new Path(0, 0, 1, 2);

    record Datagram(Path path, int length) {}

    @Property(tries = 200)
    void runsHoldTheDatagramsInOrderAndWithinTheLimitsOfGso(@ForAll("datagrams") final List<Datagram> datagrams) {
        final SendRuns runs = new SendRuns();

        datagrams.forEach(datagram -> runs.append(datagram.path(), datagram.length()));

        final List<Datagram> back = new ArrayList<>();
        int expectedStart = 0;
        for (int run = 0; run < runs.count(); run++) {
            assertThat(runs.segmentCount(run)).isBetween(1, SendRuns.MAX_SEGMENTS);
            assertThat(runs.length(run)).isLessThan(SendRuns.MAX_RUN_BYTES);
            for (int i = 0; i < runs.segmentCount(run); i++) {
                assertThat(runs.segmentStart(run, i)).isEqualTo(expectedStart);
                expectedStart += runs.segmentLength(run, i);
                back.add(new Datagram(runs.path(run), runs.segmentLength(run, i)));
            }
        }
        assertThat(back).isEqualTo(datagrams);
    }

    /** Sizes and paths repeat often, as those of a frame's packets do. */
    @Provide
    Arbitrary<List<Datagram>> datagrams() {
        return Combinators.combine(
                        Arbitraries.frequencyOf(
                                Tuple.of(9, Arbitraries.just(FIRST)), Tuple.of(1, Arbitraries.just(SECOND))),
                        Arbitraries.frequencyOf(
                                Tuple.of(8, Arbitraries.of(1100, 1200)),
                                Tuple.of(1, Arbitraries.integers().between(1, 2048))))
                .as(Datagram::new)
                .list()
                .ofMaxSize(400);
    }

    @Example
    void equalDatagramsToOnePathAreOneRunAndAShorterOneEndsIt() {
        final SendRuns runs = new SendRuns();

        for (final int length : new int[] {1000, 1000, 999, 999, 1000}) {
            runs.append(FIRST, length);
        }

        assertThat(runs.count()).isEqualTo(3);
        assertThat(runs.segmentCount(0)).isEqualTo(3);
        assertThat(runs.segmentCount(1)).isEqualTo(1);
    }

    @Example
    void aRunEndsAtTheKernelsSegmentLimit() {
        final SendRuns runs = new SendRuns();

        for (int i = 0; i < SendRuns.MAX_SEGMENTS + 1; i++) {
            runs.append(FIRST, 100);
        }

        assertThat(runs.segmentCount(0)).isEqualTo(SendRuns.MAX_SEGMENTS);
        assertThat(runs.count()).isEqualTo(2);
    }

    @Example
    void thereIsNoRoomBeyondTheStagingAreaOrTheLastRun() {
        final SendRuns full = new SendRuns();
        while (full.hasRoomFor(2048)) {
            full.append(FIRST, 2048);
        }
        final SendRuns many = new SendRuns();
        while (many.hasRoomFor(1)) {
            many.append(many.count() % 2 == 0 ? FIRST : SECOND, 1);
        }

        assertThat(full.end()).isEqualTo(SendRuns.STAGING_BYTES);
        assertThat(many.count()).isEqualTo(SendRuns.MAX_RUNS);
    }
}
