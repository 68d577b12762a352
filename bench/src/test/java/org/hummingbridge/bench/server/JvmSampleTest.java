/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.bench.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class JvmSampleTest {
    @Test
    void poolsCausesAndThreadsAreSummed() {
        final JvmSample sample = JvmSample.of("""
                # TYPE jvm_memory_used_bytes gauge
                jvm_memory_used_bytes{area="heap",id="G1 Eden Space"} 1000.0
                jvm_memory_used_bytes{area="heap",id="G1 Old Gen"} 500.0
                jvm_memory_used_bytes{area="nonheap",id="Metaspace"} 7.0
                jvm_gc_pause_seconds_count{action="a",cause="x"} 2
                jvm_gc_pause_seconds_count{action="b",cause="y"} 1
                jvm_gc_pause_seconds_sum{action="a",cause="x"} 0.25
                """, """
                "udp-loop-2-1" #30 [12] daemon prio=5 cpu=1.5ms elapsed=2.0s allocated=512B defined_classes=1 tid=0x1
                "main" #1 [11] prio=5 cpu=1.5ms elapsed=2.0s allocated=1.5K defined_classes=1 tid=0x2
                   java.lang.Thread.State: WAITING
                "G1 Main Marker" os_prio=0 cpu=0.1ms elapsed=2.0s tid=0x3
                """);

        assertThat(sample).isEqualTo(new JvmSample(1500, 3, 250, 2048));
    }

    @Test
    void whatIsNotSaidIsUnknown() {
        final double unknown = JvmSample.UNKNOWN;

        assertThat(JvmSample.of("", "")).isEqualTo(new JvmSample(unknown, unknown, unknown, unknown));
    }

    @Test
    void dropsAreToldByReasonOverAllLoops() {
        final var before = Drops.of("""
                hummingbridge_dropped_packets_total{loop="0",reason="srtp_auth"} 5.0
                hummingbridge_dropped_packets_total{loop="1",reason="srtp_auth"} 1.0
                hummingbridge_dropped_packets_total{loop="0",reason="too_short"} 2.0
                """);
        final var after = Drops.of("hummingbridge_dropped_packets_total{loop=\"0\",reason=\"srtp_auth\"} 9.0\n"
                + "hummingbridge_dropped_packets_total{loop=\"0\",reason=\"too_short\"} 2.0\n");

        assertThat(before).isEqualTo(Map.of("srtp_auth", 6L, "too_short", 2L));
        assertThat(Drops.between(before, after)).isEqualTo(Map.of("srtp_auth", 3L));
    }

    @Test
    void theNamesOfJitsiVideobridgeAreKnown() {
        final JvmSample sample = JvmSample.of(
                "jitsi_jvb_jvm_heap_used 12.0\njitsi_jvb_jvm_gc_count 3.0\n" + "jitsi_jvb_jvm_gc_time 40.0\n", "");

        assertThat(sample.heapBytes()).isEqualTo(12);
        assertThat(sample.gcPauses()).isEqualTo(3);
        assertThat(sample.gcPauseMillis()).isEqualTo(40);
    }
}
