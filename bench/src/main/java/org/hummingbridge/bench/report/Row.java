/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.bench.report;

import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/** One figure of a run under a name; negative ones are unknown. */
record Row(String name, String format, ToDoubleFunction<RunResult> figure) {
    static final List<Row> ALL = List.of(
            new Row("forwarded packets/s", "%.0f", RunResult::forwardedPps),
            new Row("delivered ratio", "%.5f", run -> run.delivery().ratio()),
            new Row("CPU µs per forwarded packet", "%.2f", run -> bridge(run, BridgeCost::cpuMicrosPerPacket)),
            new Row("  of it in the kernel", "%.2f", run -> bridge(run, BridgeCost::kernelShare)),
            new Row("cores busy", "%.2f", run -> bridge(run, BridgeCost::cores)),
            new Row("latency p50 ms", "%.3f", run -> run.latency().p50()),
            new Row("latency p90 ms", "%.3f", run -> run.latency().p90()),
            new Row("latency p99 ms", "%.3f", run -> run.latency().p99()),
            new Row("latency p99.9 ms", "%.3f", run -> run.latency().p999()),
            new Row("latency max ms", "%.3f", run -> run.latency().max()),
            new Row("context switches per packet", "%.3f", run -> bridge(run, BridgeCost::switchesPerPacket)),
            new Row("preemptions per packet", "%.4f", run -> bridge(run, BridgeCost::preemptionsPerPacket)),
            new Row("resident MB", "%.0f", run -> bridge(run, BridgeCost::residentMb)),
            new Row("heap MB", "%.0f", run -> bridge(run, BridgeCost::heapMb)),
            new Row("bytes allocated per packet", "%.1f", run -> bridge(run, BridgeCost::bytesPerPacket)),
            new Row("  of it on the loops", "%.4f", run -> loops(run, LoopCost::allocatedBytesPerPacket)),
            new Row("datagrams that left in GSO runs", "%.3f", run -> loops(run, LoopCost::gsoShare)),
            new Row("datagrams per GSO run or single", "%.2f", run -> loops(run, LoopCost::datagramsPerRun)),
            new Row("reads of the loops per packet", "%.4f", run -> loops(run, LoopCost::turnsPerPacket)),
            new Row("packet slots that the loops made", "%.0f", run -> loops(run, LoopCost::slotsMade)),
            new Row("longest stall of a loop lately, ms", "%.2f", run -> loops(run, LoopCost::longestStallMillis)),
            new Row("GC pauses", "%.0f", run -> bridge(run, BridgeCost::gcPauses)),
            new Row("GC pause ms, sum", "%.1f", run -> bridge(run, BridgeCost::gcPauseMillis)),
            new Row("threads", "%.0f", run -> bridge(run, BridgeCost::threads)),
            new Row("datagrams dropped at its socket", "%.0f", RunResult::bridgeKernelDrops),
            new Row("join: two HTTP calls, ms p50", "%.1f", run -> run.joins().httpP50()),
            new Row("join: to SRTP keys, ms p50", "%.1f", run -> run.joins().keysP50()),
            new Row("packets that came as RTX", "%.0f", run -> run.delivery().repaired()),
            new Row(
                    "gaps in the bridge's numbering",
                    "%.0f",
                    run -> run.delivery().unfilled()),
            new Row("generator: share of a core", "%.2f", run -> run.generator().cpuShare()),
            new Row("generator: µs per packet", "%.2f", run -> run.generator().microsPerPacket()),
            new Row(
                    "generator: polls (1), sleeps (0)",
                    "%.0f",
                    run -> run.generator().polls() ? 1 : 0),
            new Row("generator: lateness p99 ms", "%.3f", run -> run.generator().latenessP99Millis()),
            new Row("load average of the machine", "%.2f", RunResult::loadAverage));

    /** What became of the datagrams under attack. */
    static final List<Row> ATTACK = List.of(
            new Row("hostile datagrams/s", "%.0f", run -> attack(run, AttackAccount::hostilePps)),
            new Row("  seconds", "%.1f", run -> attack(run, AttackAccount::seconds)),
            new Row("hostile datagrams sent", "%.0f", run -> attack(run, AttackAccount::hostile)),
            new Row("others sent", "%.0f", run -> attack(run, AttackAccount::others)),
            new Row("  of both read by the bridge", "%.0f", run -> attack(run, AttackAccount::read)),
            new Row("  dropped by the kernel", "%.0f", run -> attack(run, AttackAccount::droppedByKernel)),
            new Row("  missing", "%.0f", run -> attack(run, AttackAccount::missing)),
            new Row("dropped by the bridge", "%.0f", run -> attack(run, AttackAccount::dropped)));

    private static double bridge(final RunResult run, final ToDoubleFunction<BridgeCost> figure) {
        final BridgeCost cost = run.bridge();
        return cost == null ? -1 : figure.applyAsDouble(cost);
    }

    private static double loops(final RunResult run, final ToDoubleFunction<LoopCost> figure) {
        final LoopCost cost = run.loops();
        return cost == null ? -1 : figure.applyAsDouble(cost);
    }

    private static double attack(final RunResult run, final ToDoubleFunction<AttackAccount> figure) {
        final AttackAccount account = run.attack();
        return account == null ? -1 : figure.applyAsDouble(account);
    }

    /** Those that say something about any of these runs. */
    static List<Row> of(final List<RunResult> runs) {
        return runs.stream().allMatch(run -> run.attack() == null)
                ? ALL
                : Stream.concat(ALL.stream(), ATTACK.stream()).toList();
    }

    String text(final RunResult run) {
        final double value = figure.applyAsDouble(run);
        return value < 0 ? "-" : String.format(Locale.ROOT, format, value);
    }
}
