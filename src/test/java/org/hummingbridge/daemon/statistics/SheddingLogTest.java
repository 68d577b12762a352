/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.daemon.statistics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.hummingbridge.sfu.datagram.Counter;
import org.hummingbridge.sfu.datagram.Counters;
import org.junit.jupiter.api.Test;

class SheddingLogTest {
    private static final long SECOND = 1_000_000_000L;

    private final Counters loop = new Counters();
    private final SheddingLog log = new SheddingLog(new LoopCounters(List.of(new Counters(), loop)));

    @Test
    void aLoopThatCarriesEverythingIsNotWorthALine() {
        assertThat(log.review(1)).isEmpty();
        assertThat(log.review(1)).isEmpty();
    }

    @Test
    void anEpisodeIsOneLineAtItsBeginningAndOneAtItsEnd() {
        limit(3);
        assertThat(log.review(1)).hasValueSatisfying(line -> assertThat(line).startsWith("Loop 1 has more to do"));
        limit(1);
        loop.add(Counter.SHED_NANOS, 12 * SECOND);
        assertThat(log.review(1)).isEmpty();
        loop.videoLimit(-1);

        assertThat(log.review(1)).hasValue("Loop 1 carries all videos again, of which it gave some up for 12.0 s");
        assertThat(log.review(1)).isEmpty();
    }

    @Test
    void anEpisodeBetweenTwoLooksIsToldWhenItIsOver() {
        limit(3);
        loop.add(Counter.SHED_NANOS, 3 * SECOND);
        loop.videoLimit(-1);

        assertThat(log.review(1)).hasValue("Loop 1 carries all videos again, of which it gave some up for 3.0 s");
    }

    private void limit(final int videos) {
        loop.add(Counter.TIMES_SHED, 1);
        loop.videoLimit(videos);
    }
}
