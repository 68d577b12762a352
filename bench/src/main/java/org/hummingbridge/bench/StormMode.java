/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.hummingbridge.bench.call.Burst;
import org.hummingbridge.bench.report.Bar;
import org.hummingbridge.bench.report.Figure;
import org.hummingbridge.bench.report.GeneratorHealth;
import org.hummingbridge.bench.report.LoopCost;
import org.hummingbridge.bench.report.Report;
import org.hummingbridge.bench.report.RunResult;
import org.hummingbridge.bench.report.TextReport;
import org.hummingbridge.bench.server.BridgeUnderTest;

/**
 * How a running call fares while many others join at once. They join out of a process of their own that gets only what CPU time
 * the generator leaves, so that their half of the handshakes does not spoil the measurement of the call. It leaves none if it
 * polls, so it does not.
 *
 * @param joiners in conferences of five
 */
record StormMode(Bench bench, Scenario scenario, int joiners) implements Mode {
    private static final double MAX_CALL_P99_MILLIS = 5;
    private static final double MAX_JOIN_SECONDS = 15;
    private static final double MILLIS_PER_SECOND = 1000;
    private static final String ABOUT = "join storm";

    @Override
    public Report run() throws IOException, InterruptedException {
        try (BridgeUnderTest bridge = bench.bridges().open(bench.progress());
                StormProcess storm = StormProcess.start(bridge.control(), bench.profile(), joiners)) {
            bench.progress().show("warming up those who will join");
            storm.awaitReady();
            final List<Burst> bursts = new ArrayList<>();
            final RunResult call = bench.sleeping()
                    .on(bridge)
                    .during(bench.load(scenario).withName("storm"), () -> {
                        bench.progress().show(joiners + " join at once");
                        bursts.add(storm.burst());
                    });
            System.out.println(TextReport.line(call));
            return Report.of(BridgeOptions.describe(bridge), List.of(call), List.of(call))
                    .with(figures(bursts.getFirst(), call), doubts(bursts.getFirst(), call));
        }
    }

    static List<Figure> figures(final Burst burst, final RunResult call) {
        final List<Figure> figures = new ArrayList<>();
        figures.add(new Figure(ABOUT, "joined", burst.joined(), "", Bar.atLeast(burst.asked())));
        figures.add(new Figure(
                ABOUT,
                "until the last had SRTP keys",
                burst.lastKeysMillis() / MILLIS_PER_SECOND,
                "s",
                Bar.below(MAX_JOIN_SECONDS)));
        figures.addAll(spread("HTTP request", burst.requests()));
        figures.addAll(spread("join, first request to SRTP keys", burst.keys()));
        figures.add(
                Figure.of(ABOUT, "the running call: latency p50", call.latency().p50(), "ms"));
        figures.add(new Figure(
                ABOUT, "the running call: latency p99", call.latency().p99(), "ms", Bar.below(MAX_CALL_P99_MILLIS)));
        figures.add(Figure.of(
                ABOUT, "the running call: latency p99.9", call.latency().p999(), "ms"));
        figures.add(
                Figure.of(ABOUT, "the running call: latency max", call.latency().max(), "ms"));
        figures.add(Figure.of(
                ABOUT, "the running call: delivered ratio", call.delivery().ratio(), ""));
        final LoopCost loops = call.loops();
        if (loops != null) {
            figures.add(Figure.of(ABOUT, "longest stall of a loop lately", loops.longestStallMillis(), "ms"));
        }
        final GeneratorHealth generator = call.generator();
        figures.add(Figure.of(ABOUT, "generator: lateness p99", generator.latenessP99Millis(), "ms"));
        figures.add(Figure.of(ABOUT, "generator: lateness max", generator.latenessMaxMillis(), "ms"));
        return figures;
    }

    private static List<Figure> spread(final String name, final Burst.Spread spread) {
        return List.of(
                Figure.of(ABOUT, name + ": p50", spread.p50(), "ms"),
                Figure.of(ABOUT, name + ": p99", spread.p99(), "ms"),
                Figure.of(ABOUT, name + ": max", spread.max(), "ms"));
    }

    private static List<String> doubts(final Burst burst, final RunResult call) {
        final List<String> doubts = new ArrayList<>();
        burst.failures().stream()
                .distinct()
                .limit(3)
                .forEach(failure -> doubts.add("Somebody did not join: " + failure + "."));
        if (call.generator().latenessMaxMillis() > MAX_CALL_P99_MILLIS) {
            doubts.add("The generator itself was late by more than the bar at times; the call's tail is not all the"
                    + " bridge's.");
        }
        return doubts;
    }
}
