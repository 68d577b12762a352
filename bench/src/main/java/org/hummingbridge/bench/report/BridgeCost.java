/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.bench.report;

import org.hummingbridge.bench.server.JvmSample;
import org.hummingbridge.bench.server.ProcessSample;

/**
 * What the bridge spent in the measured time. Negative figures are unknown.
 *
 * @param cpuMicrosPerPacket CPU time of its whole process by packets delivered
 * @param kernelShare of that time; sampled by the kernel, so only roughly right
 * @param cores busy on average
 * @param bytesPerPacket allocated by all Java threads; known to about 1 MB per thread and run
 */
public record BridgeCost(
        double cpuMicrosPerPacket,
        double kernelShare,
        double cores,
        double residentMb,
        double heapMb,
        double switchesPerPacket,
        double preemptionsPerPacket,
        int threads,
        double gcPauses,
        double gcPauseMillis,
        double bytesPerPacket) {
    private static final double MB = 1e6;

    public static BridgeCost between(
            final ProcessSample before,
            final ProcessSample after,
            final JvmSample jvmBefore,
            final JvmSample jvmAfter,
            final long packets,
            final double seconds) {
        final double cpu = after.cpuMicros() - before.cpuMicros();
        return new BridgeCost(
                packets == 0 ? JvmSample.UNKNOWN : cpu / packets,
                cpu == 0 ? JvmSample.UNKNOWN : (after.kernelMicros() - before.kernelMicros()) / cpu,
                cpu / 1e6 / seconds,
                after.residentBytes() / MB,
                jvmAfter.heapBytes() < 0 ? JvmSample.UNKNOWN : jvmAfter.heapBytes() / MB,
                (double) (after.switches() - before.switches()) / Math.max(1, packets),
                (double) (after.preemptions() - before.preemptions()) / Math.max(1, packets),
                after.threads(),
                difference(jvmBefore.gcPauses(), jvmAfter.gcPauses()),
                difference(jvmBefore.gcPauseMillis(), jvmAfter.gcPauseMillis()),
                perPacket(jvmBefore.allocatedBytes(), jvmAfter.allocatedBytes(), packets));
    }

    private static double difference(final double before, final double after) {
        return before < 0 || after < 0 ? JvmSample.UNKNOWN : after - before;
    }

    private static double perPacket(final double before, final double after, final long packets) {
        return before < 0 || after < 0 || packets == 0 ? JvmSample.UNKNOWN : Math.max(0, after - before) / packets;
    }
}
