/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.hummingbridge.bench.call.Load;
import org.hummingbridge.bench.report.Bar;
import org.hummingbridge.bench.report.Figure;
import org.hummingbridge.bench.report.Report;
import org.hummingbridge.bench.report.RunResult;
import org.hummingbridge.bench.report.TextReport;
import org.hummingbridge.bench.server.BridgeUnderTest;
import org.hummingbridge.bench.server.LoopSample;
import org.hummingbridge.bench.server.LoopThreads;

/**
 * Whether a conference that is too large for one loop goes twice as far on two. The throughput of two loops cannot be seen where
 * they and the generator have two cores between them, but what limits it can: packets forwarded per second of the busiest loop's
 * CPU time. The loops of a bridge share its cores here, so that its latency means nothing.
 *
 * @param load one large conference
 */
record SpreadMode(Bench bench, Load load) implements Mode {
    /** A hundred, ten of whom send a packet for each frame: what many small ones cost does not depend on their size. */
    static final Load USUAL = new Load("spread", 1, 100, 10, 100_000, false, false, 1, 0, Load.Channel.SCTP);

    private static final double MIN_RATIO = 1.8;
    private static final double NANOS_PER_SECOND = 1e9;
    private static final String ABOUT = "spread";

    /** Which of two loops is busier, and for how long. */
    record Capacity(double perSecond, double busiestShare) {}

    @Override
    public Report run() throws IOException, InterruptedException {
        final List<RunResult> runs = new ArrayList<>();
        final List<Figure> figures = new ArrayList<>();
        final List<Capacity> capacities = new ArrayList<>();
        String bridges = "";
        for (int loops = 1; loops <= 2; loops++) {
            final List<String> settings = List.of(
                    "hummingbridge.udp.loops = " + loops,
                    "hummingbridge.loops.spread-above = 0",
                    "videobridge.cc.trust-bwe = false");
            try (BridgeUnderTest bridge = bench.bridges().openOwn(bench.progress(), settings)) {
                final List<Capacity> measured = new ArrayList<>();
                final RunResult run = bench.on(bridge)
                        .during(
                                load.withName(loops + (loops == 1 ? " loop" : " loops")),
                                () -> measured.add(measure(bridge)));
                System.out.println(TextReport.line(run));
                runs.add(run);
                capacities.add(measured.getFirst());
                figures.addAll(figures(loops, measured.getFirst()));
                bridges = BridgeOptions.describe(bridge);
            }
        }
        figures.add(new Figure(
                ABOUT,
                "packets/s that 2 loops can forward, by those of 1",
                capacities.getLast().perSecond() / capacities.getFirst().perSecond(),
                "",
                Bar.atLeast(MIN_RATIO)));
        return Report.of(bridges, runs, runs).with(figures, List.of());
    }

    private Capacity measure(final BridgeUnderTest bridge) throws IOException, InterruptedException {
        final long pid = Objects.requireNonNull(bridge.pid());
        bench.progress().show(load.name() + ": measuring");
        final LoopSample countsBefore = Objects.requireNonNull(bridge.loops());
        final LoopThreads before = LoopThreads.of(pid);
        final long start = System.nanoTime();
        TimeUnit.NANOSECONDS.sleep(bench.duration().toNanos());
        final LoopThreads after = LoopThreads.of(pid);
        final double seconds = (System.nanoTime() - start) / NANOS_PER_SECOND;
        final LoopSample counts = Objects.requireNonNull(bridge.loops());
        final double busiestSeconds = after.busiestNanos(before) / NANOS_PER_SECOND;
        return new Capacity((counts.forwarded() - countsBefore.forwarded()) / busiestSeconds, busiestSeconds / seconds);
    }

    private static List<Figure> figures(final int loops, final Capacity capacity) {
        final String with = loops == 1 ? "1 loop" : loops + " loops";
        return List.of(
                Figure.of(ABOUT, "busiest loop's share of a core, " + with, capacity.busiestShare(), ""),
                Figure.of(ABOUT, "packets/s that a full busiest loop stands for, " + with, capacity.perSecond(), ""));
    }
}
