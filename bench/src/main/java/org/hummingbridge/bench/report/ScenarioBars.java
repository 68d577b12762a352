/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.bench.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a bridge on one core is to reach in the scenarios, by which it is told from other bridges. */
public final class ScenarioBars {
    private record Bars(double cpuMicros, double p50Millis, double p99Millis) {}

    /** An eighth of jitsi-videobridge's CPU time per packet (d: a sixth), half of Janus's median latency. */
    private static final Map<String, Bars> BARS = Map.of(
            "a", new Bars(4.8, 0.165, 1),
            "b", new Bars(7.0, 0.85, 2),
            "c", new Bars(5.6, 0.185, 1),
            "d", new Bars(4.4, 0.19, 1));

    private static final double P999_MILLIS = 5;

    /** Nothing, but for an object or two when statistics are asked for: a call's packets, ticks and events make none. */
    private static final double LOOP_BYTES = 0.01;

    private ScenarioBars() {}

    /** The figures of a run that there are bars for; none for loads of other names. */
    public static List<Figure> of(final RunResult run) {
        final List<Figure> figures = new ArrayList<>();
        final @Nullable Bars bars = BARS.get(run.load().name());
        if (bars == null) {
            return figures;
        }
        final String about = "scenario " + run.load().name();
        final BridgeCost cost = run.bridge();
        final LoopCost loops = run.loops();
        figures.add(new Figure(
                about,
                "CPU per forwarded packet",
                cost == null ? -1 : cost.cpuMicrosPerPacket(),
                "µs",
                Bar.below(bars.cpuMicros())));
        figures.add(new Figure(about, "delivered ratio", run.delivery().ratio(), "", Bar.atLeast(1)));
        figures.add(new Figure(about, "latency p50", run.latency().p50(), "ms", Bar.below(bars.p50Millis())));
        figures.add(new Figure(about, "latency p99", run.latency().p99(), "ms", Bar.below(bars.p99Millis())));
        figures.add(new Figure(about, "latency p99.9", run.latency().p999(), "ms", Bar.below(P999_MILLIS)));
        figures.add(Figure.of(about, "latency max", run.latency().max(), "ms"));
        if (loops != null) {
            figures.add(new Figure(
                    about,
                    "garbage of the loops per packet",
                    loops.allocatedBytesPerPacket(),
                    "B",
                    Bar.below(LOOP_BYTES)));
            figures.add(Figure.of(about, "datagrams that left in GSO runs", loops.gsoShare(), ""));
            figures.add(Figure.of(about, "reads of the loops per packet", loops.turnsPerPacket(), ""));
        }
        return figures;
    }
}
