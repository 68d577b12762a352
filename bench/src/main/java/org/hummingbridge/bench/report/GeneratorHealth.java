/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.bench.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Whether the generator itself stood in the way.
 *
 * @param cpuShare of one core that its loop worked, without the time in which it polled in vain
 * @param latenessP99Millis how late sends were behind their schedule
 * @param kernelDrops datagrams that came to its sockets and found them full
 * @param microsPerPacket of that time, by datagrams sent and received
 * @param polls whether the loop polls instead of sleeping
 * @param bottlenecks sentences; the run says nothing about the bridge if there are any
 */
public record GeneratorHealth(
        double cpuShare,
        double latenessP99Millis,
        double latenessMaxMillis,
        long kernelDrops,
        long sendFailures,
        double microsPerPacket,
        boolean polls,
        List<String> bottlenecks) {
    /** Beyond it, queues form in front of the loop. */
    static final double MAX_CPU_SHARE = 0.85;

    /** A quarter of the interval between two audio packets. */
    static final double MAX_LATENESS_MILLIS = 5;

    public static GeneratorHealth of(
            final double cpuShare,
            final double latenessP99Millis,
            final double latenessMaxMillis,
            final long kernelDrops,
            final long sendFailures,
            final double microsPerPacket,
            final boolean polls) {
        final List<String> bottlenecks = new ArrayList<>();
        if (cpuShare > MAX_CPU_SHARE) {
            bottlenecks.add(String.format(
                    Locale.ROOT, "the generator's loop was busy for %.0f %% of the time", 100 * cpuShare));
        }
        if (latenessP99Millis > MAX_LATENESS_MILLIS) {
            bottlenecks.add(String.format(
                    Locale.ROOT, "one send in 100 was more than %.1f ms behind its schedule", latenessP99Millis));
        }
        if (kernelDrops > 0) {
            bottlenecks.add(
                    String.format(Locale.ROOT, "the generator's sockets were full for %d datagrams", kernelDrops));
        }
        if (sendFailures > 0) {
            bottlenecks.add(
                    String.format(Locale.ROOT, "the kernel did not take %d datagrams of the generator", sendFailures));
        }
        return new GeneratorHealth(
                cpuShare,
                latenessP99Millis,
                latenessMaxMillis,
                kernelDrops,
                sendFailures,
                microsPerPacket,
                polls,
                List.copyOf(bottlenecks));
    }
}
