/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.bench.report;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.hummingbridge.bench.call.Load;
import org.hummingbridge.bench.call.Tally;
import org.jspecify.annotations.Nullable;

/**
 * One measured run.
 *
 * @param sentPps RTP packets per second that the bridge was sent
 * @param forwardedPps RTP packets per second that it delivered
 * @param bridgeKernelDrops datagrams that came to the bridge and found its socket full; negative if unknown
 * @param drops packets that a Hummingbridge did not pass on, by reason, about the measured time
 * @param bridge null where its process cannot be seen
 * @param loops null for bridges of other makes
 * @param attack null without one
 * @param loadAverage of the machine at the end, over one minute
 */
public record RunResult(
        Load load,
        double seconds,
        double sentPps,
        double forwardedPps,
        Tally delivery,
        LatencyFigures latency,
        LatencyFigures audioLatency,
        LatencyFigures videoLatency,
        long bridgeKernelDrops,
        Map<String, Long> drops,
        @Nullable BridgeCost bridge,
        @Nullable LoopCost loops,
        Joins joins,
        GeneratorHealth generator,
        @Nullable AttackAccount attack,
        double loadAverage) {
    /** Milliseconds from the first request to the second answer, and to the keys of SRTP. */
    public record Joins(double httpP50, double httpMax, double keysP50, double keysMax) {}

    private static final double MAX_LOSS = 0.001;

    /** Far beyond what a compiler's or the machine's own moment does to a run. */
    private static final double HOPELESS_LOSS = 0.05;

    private static final double MAX_P99_MILLIS = 20;

    /** The same, under attack. */
    public RunResult withAttack(final @Nullable AttackAccount account) {
        return new RunResult(
                load,
                seconds,
                sentPps,
                forwardedPps,
                delivery,
                latency,
                audioLatency,
                videoLatency,
                bridgeKernelDrops,
                drops,
                bridge,
                loops,
                joins,
                generator,
                account,
                loadAverage);
    }

    /** What a load has to meet to count as carried. */
    public boolean isCarried() {
        return delivery.ratio() >= 1 - MAX_LOSS && latency.p99() < MAX_P99_MILLIS;
    }

    /** Whether a load is so far from being carried that it need not be tried again. */
    public boolean isHopeless() {
        return delivery.ratio() < 1 - HOPELESS_LOSS;
    }

    public boolean isTrustworthy() {
        return generator.bottlenecks().isEmpty();
    }

    /** The middle one by the bridge's cost, or by latency where that is unknown. */
    public static RunResult median(final List<RunResult> runs) {
        return runs.stream()
                .sorted(Comparator.comparingDouble(run -> run.bridge() == null
                        ? run.latency().p50()
                        : run.bridge().cpuMicrosPerPacket()))
                .toList()
                .get((runs.size() - 1) / 2);
    }
}
