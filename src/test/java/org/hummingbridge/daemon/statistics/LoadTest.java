/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.daemon.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.hummingbridge.sfu.datagram.Counter;
import org.hummingbridge.sfu.datagram.Counters;
import org.junit.jupiter.api.Test;

class LoadTest {
    private static final long SECOND = 1_000_000_000;

    private final Counters idle = new Counters();
    private final Counters busy = new Counters();
    private final LoopLoad loops = new LoopLoad(new LoopCounters(List.of(idle, busy)), 0);

    @Test
    void theBusiestLoopIsTheLoadHoweverIdleTheOthersAre() {
        idle.add(Counter.BUSY_NANOS, SECOND / 10);
        busy.add(Counter.BUSY_NANOS, 4 * SECOND);

        assertThat(loops.sample(5 * SECOND)).isEqualTo(0.8, within(1e-9));
        assertThat(loops.fractions()).containsExactly(0.02, 0.8);
    }

    @Test
    void loadFallsWhenTheWorkIsDone() {
        busy.add(Counter.BUSY_NANOS, 4 * SECOND);
        loops.sample(5 * SECOND);

        assertThat(loops.sample(10 * SECOND)).isZero();
    }

    @Test
    void aLoopIsNeverBusierThanAllTheTime() {
        busy.add(Counter.BUSY_NANOS, 8 * SECOND);

        assertThat(loops.sample(5 * SECOND)).isEqualTo(1);
    }

    @Test
    void stealIsTheShareOfTheTicksBetweenTwoLooks() {
        final AtomicReference<String> line = new AtomicReference<>("cpu  100 0 100 700 0 0 0 100 0 0");
        final CpuSteal steal = new CpuSteal(line::get);
        assertThat(steal.sample()).isZero();

        line.set("cpu  150 0 150 850 0 0 0 150 0 0");
        assertThat(steal.sample()).isEqualTo(50.0 / 300, within(1e-9));
    }

    @Test
    void guestTimeIsNotCountedTwice() {
        final AtomicReference<String> line = new AtomicReference<>("cpu  0 0 0 0 0 0 0 0 0 0");
        final CpuSteal steal = new CpuSteal(line::get);
        steal.sample();
        line.set("cpu  1 0 0 0 0 0 0 0 0 0");
        steal.sample();

        line.set("cpu  51 0 0 0 0 0 0 50 900 900");
        assertThat(steal.sample()).isEqualTo(0.5, within(1e-9));
    }

    @Test
    void aSystemThatDoesNotTellStealsNothing() {
        assertThat(new CpuSteal(() -> "").sample()).isZero();
        assertThat(new CpuSteal(() -> "cpu x y z 1 2 3 4 5").sample()).isZero();
    }
}
