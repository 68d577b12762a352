/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.spread;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.util.List;
import org.hummingbridge.sfu.datagram.Counter;
import org.hummingbridge.sfu.datagram.Loop;
import org.hummingbridge.sfu.simulation.SimulatedLoop;
import org.hummingbridge.sfu.simulation.SimulatedNetwork;
import org.junit.jupiter.api.Test;

class LoadMeterTest {
    private static final long MILLI = 1_000_000;
    private static final long LOOK = 500 * MILLI;

    private final SimulatedLoop first = new SimulatedLoop(
            new SimulatedNetwork(1), new InetSocketAddress("198.51.100.1", 1), (bytes, offset, length) -> null, 1);
    private final SimulatedLoop second = first.sibling(1);

    private LoadMeter begin(final long firstCpu, final long secondCpu) {
        first.cpuNanos(firstCpu);
        second.cpuNanos(secondCpu);
        return new LoadMeter(List.of(first, second), 0);
    }

    private static void worked(final Loop loop, final long millis) {
        loop.counters().add(Counter.BUSY_NANOS, millis * MILLI);
    }

    @Test
    void loadIsCpuTimeAndNotWhatTurnsWaitedForACore() {
        final LoadMeter meter = begin(5 * LOOK, 7 * LOOK);
        worked(first, 400);
        worked(second, 300);
        first.cpuNanos(5 * LOOK + 200 * MILLI);
        second.cpuNanos(7 * LOOK + 100 * MILLI);

        assertThat(meter.sample(LOOK)).containsExactly(0.4, 0.2);
    }

    @Test
    void whereOneLoopCannotTellTheLengthOfTurnsCountsForAll() {
        final LoadMeter meter = begin(5 * LOOK, Loop.UNKNOWN_CPU);
        worked(first, 400);
        worked(second, 300);
        first.cpuNanos(5 * LOOK + 200 * MILLI);

        assertThat(meter.sample(LOOK)).containsExactly(0.8, 0.6);
    }

    @Test
    void aClockThatBeginsToTellCountsFromTheSecondLookOn() {
        final LoadMeter meter = begin(Loop.UNKNOWN_CPU, LOOK);
        worked(first, 100);
        first.cpuNanos(3 * LOOK);
        second.cpuNanos(LOOK);
        assertThat(meter.sample(LOOK)).containsExactly(0.2, 0);
        first.cpuNanos(3 * LOOK + 50 * MILLI);
        second.cpuNanos(LOOK + 25 * MILLI);

        assertThat(meter.sample(2 * LOOK)).containsExactly(0.1, 0.05);
    }

    @Test
    void aClockThatRunsBackIsNotBelieved() {
        final LoadMeter meter = begin(5 * LOOK, LOOK);
        worked(first, 100);
        first.cpuNanos(4 * LOOK);
        second.cpuNanos(LOOK + 50 * MILLI);

        assertThat(meter.sample(LOOK)).containsExactly(0.2, 0);
    }

    @Test
    void aClockThatRunsFasterThanTimeIsNotBelieved() {
        final LoadMeter meter = begin(0, 0);
        worked(first, 100);
        first.cpuNanos(2 * LOOK);
        second.cpuNanos(50 * MILLI);

        assertThat(meter.sample(LOOK)).containsExactly(0.2, 0);
    }

    @Test
    void aClockThatStandsWhileItsLoopWorksIsNotBelieved() {
        final LoadMeter meter = begin(LOOK, LOOK);
        worked(first, 100);
        second.cpuNanos(LOOK + 50 * MILLI);

        assertThat(meter.sample(LOOK)).containsExactly(0.2, 0);
    }

    @Test
    void aLoopThatSleptIsIdle() {
        final LoadMeter meter = begin(LOOK, LOOK);
        worked(second, 100);
        second.cpuNanos(LOOK + 90 * MILLI);

        assertThat(meter.sample(LOOK)).containsExactly(0, 0.18);
    }
}
