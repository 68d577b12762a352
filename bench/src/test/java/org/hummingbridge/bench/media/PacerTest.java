/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.bench.media;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PacerTest {
    private static final long MILLI = 1_000_000;

    /** At which 1,250 bytes take 4 ms to drain. */
    private static final long RATE = 2_500_000;

    @Test
    void aFrameThatDrainsWithinTheBurstIntervalLeavesAtOnce() {
        final Pacer pacer = new Pacer(RATE, 40 * MILLI);

        assertThat(departures(pacer, 4)).containsOnly(0L);
    }

    @Test
    void whatIsBeyondTheBurstIntervalWaitsUntilAllBeforeItHasDrained() {
        final Pacer pacer = new Pacer(RATE, 40 * MILLI);

        assertThat(departures(pacer, 14))
                .startsWith(new Long[] {0L, 0L, 0L, 0L, 0L, 0L, 0L, 0L, 0L, 0L})
                .endsWith(40 * MILLI, 40 * MILLI, 40 * MILLI, 40 * MILLI);
    }

    @Test
    void withoutABurstIntervalPacketsLeaveOneByOne() {
        final Pacer pacer = new Pacer(RATE, 0);

        assertThat(departures(pacer, 3)).containsExactly(0L, 4 * MILLI, 8 * MILLI);
    }

    @Test
    void withoutARateNothingWaits() {
        final Pacer pacer = new Pacer(0, 0);

        assertThat(departures(pacer, 100)).containsOnly(0L);
    }

    @Test
    void aBurstIsBoundedHoweverHighTheRate() {
        final Pacer pacer = new Pacer(1_000_000_000, 40 * MILLI);

        assertThat(departures(pacer, 60).stream().filter(at -> at == 0)).hasSize(51);
    }

    private static List<Long> departures(final Pacer pacer, final int packets) {
        final List<Long> departures = new ArrayList<>();
        long now = 0;
        while (departures.size() < packets) {
            now = pacer.nextNanos(now);
            if (pacer.nextNanos(now) == now) {
                departures.add(now);
                pacer.sent(1250);
            }
        }
        return departures;
    }
}
