/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.bench.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.hummingbridge.bench.report.LoopCost;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LoopSampleTest {
    private static final String COUNTS = """
            # TYPE hummingbridge_rtp_forwarded_total counter
            hummingbridge_rtp_forwarded_total{loop="0"} 600.0
            hummingbridge_rtp_forwarded_total{loop="1"} 400.0
            hummingbridge_datagrams_sent_total{loop="0"} 1200.0
            hummingbridge_send_runs_total{loop="0"} 300.0
            hummingbridge_read_batches_total{loop="0"} 50.0
            hummingbridge_packet_slots_total{loop="0"} 64.0
            hummingbridge_loop_allocated_bytes_total 2.0E7
            """;

    @TempDir
    private Path tasks;

    @Test
    void countsAreSummedOverTheLoops() {
        final LoopSample sample = LoopSample.of(new Scrape(COUNTS + """
                hummingbridge_longest_stall_nanos{loop="0"} 2000000.0
                hummingbridge_longest_stall_nanos{loop="1"} 7000000.0
                """));

        assertThat(sample).isEqualTo(new LoopSample(1000, 1200, 300, 50, 64, 2e7, 7));
    }

    @Test
    void aTurnThatBeganLateIsNoStallOfTheLoopsOwn() {
        final LoopSample sample = LoopSample.of(new Scrape(COUNTS + """
                hummingbridge_longest_stall_seconds{loop="0",work="tick"} 0.003
                hummingbridge_longest_stall_seconds{loop="0",work="late"} 0.5
                """));

        assertThat(sample).isNotNull();
        assertThat(sample.longestStallMillis()).isEqualTo(3);
    }

    @Test
    void aBridgeOfAnotherMakeHasNoLoops() {
        assertThat(LoopSample.of(new Scrape("jitsi_jvb_jvm_heap_used 12.0\n"))).isNull();
    }

    @Test
    void aNameThatBeginsLikeAnotherIsAnother() {
        final Scrape scrape = new Scrape("a_total 1.0\na_total_seconds 5.0\na_total{x=\"y\"} nonsense\n");

        assertThat(scrape.sum("a_total")).isEqualTo(1);
        assertThat(scrape.sum("a")).isEqualTo(JvmSample.UNKNOWN);
    }

    @Test
    void costsAreOfTheTimeInBetween() {
        final LoopCost cost = LoopCost.between(
                new LoopSample(1000, 1200, 300, 50, 64, 1000, 7), new LoopSample(2000, 3200, 800, 150, 96, 1500, 9));

        assertThat(cost).isEqualTo(new LoopCost(0.75, 4, 0.1, 0.5, 32, 9));
    }

    @Test
    void theBusiestLoopIsFoundAmongThreadsOfOtherNames() throws Exception {
        thread(10, "udp-loop-2-1", 1_000);
        thread(11, "udp-loop-2-2", 5_000);
        thread(12, "main", 90_000);
        final LoopThreads before = LoopThreads.in(tasks);
        thread(10, "udp-loop-2-1", 4_000);
        thread(11, "udp-loop-2-2", 7_000);

        final LoopThreads after = LoopThreads.in(tasks);

        assertThat(before).isEqualTo(new LoopThreads(Map.of(10, 1_000L, 11, 5_000L)));
        assertThat(after.busiestNanos(before)).isEqualTo(3_000);
        assertThat(after.allNanos(before)).isEqualTo(5_000);
    }

    private void thread(final int number, final String name, final long nanos) throws Exception {
        final Path thread = Files.createDirectories(tasks.resolve(Integer.toString(number)));
        Files.writeString(thread.resolve("comm"), name + "\n");
        Files.writeString(thread.resolve("schedstat"), nanos + " 17 3\n");
    }
}
