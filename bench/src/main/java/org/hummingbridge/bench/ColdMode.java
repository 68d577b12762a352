/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import org.HdrHistogram.Histogram;
import org.hummingbridge.bench.call.Calls;
import org.hummingbridge.bench.call.Colibri;
import org.hummingbridge.bench.call.Load;
import org.hummingbridge.bench.call.Participant;
import org.hummingbridge.bench.call.Tally;
import org.hummingbridge.bench.report.Bar;
import org.hummingbridge.bench.report.Figure;
import org.hummingbridge.bench.report.LatencyFigures;
import org.hummingbridge.bench.report.Report;
import org.hummingbridge.bench.server.BridgeUnderTest;
import org.hummingbridge.bench.server.Drops;
import org.hummingbridge.bench.server.Intake;
import org.hummingbridge.bench.server.KernelDrops;
import org.hummingbridge.bench.server.OwnBridge;
import org.jspecify.annotations.Nullable;

/**
 * A bridge that has just been started, and the first call on it, second by second. The generator itself is warmed up before, on
 * another bridge.
 *
 * @param starts how often; for how long its first call is looked at is the bench's duration
 */
record ColdMode(Bench bench, Scenario scenario, int starts) implements Mode {
    private static final double MAX_READY_seconds = 1.5;
    private static final double MAX_P99_MILLIS = 5;
    private static final double MILLIS_PER_SECOND = 1000;
    private static final double LATE_MILLIS = 5;
    private static final String ABOUT = "cold start";

    /**
     * One start.
     *
     * @param seconds latencies of what arrived in each
     * @param all of them together
     * @param missing what became of the packets that were not delivered, for people; empty if all were
     * @param lateMillis at most, of the generator
     */
    record Start(
            double readyMillis,
            List<LatencyFigures> seconds,
            LatencyFigures all,
            double deliveredRatio,
            String missing,
            double lateMillis) {}

    @Override
    public Report run() throws IOException, InterruptedException {
        final Load load = bench.load(scenario);
        try (BridgeUnderTest bridge = bench.bridges().openOwn(bench.progress(), List.of())) {
            bench.on(bridge).run(load);
        }
        final List<Start> all = new ArrayList<>();
        String bridges = "";
        for (int i = 0; i < starts; i++) {
            try (BridgeUnderTest bridge = bench.bridges().openOwn(bench.progress(), List.of())) {
                bridges = BridgeOptions.describe(bridge);
                final OwnBridge own = bridge.own();
                all.add(firstCall(bridge, load, own == null ? -1 : own.startMillis()));
            } finally {
                bench.progress().clear();
            }
        }
        return Report.of(bridges, List.of(), List.of()).with(figures(all), doubts(all));
    }

    private int seconds() {
        return (int) Math.max(1, bench.duration().toSeconds());
    }

    private Start firstCall(final BridgeUnderTest bridge, final Load load, final double readyMillis)
            throws IOException, InterruptedException {
        try (Colibri colibri = new Colibri(bridge.control());
                Calls calls = new Calls(
                        colibri, load, bench.profile(), bench.generator().threads())) {
            calls.join(joined -> bench.progress().show("first call: " + joined + " have joined"));
            final Set<Integer> ports =
                    calls.participants().stream().map(Participant::localPort).collect(Collectors.toSet());
            final Intake intake = bridge.intake();
            final long dropsHere = KernelDrops.at(ports);
            calls.window(0);
            calls.startMedia();
            final List<LatencyFigures> seconds = new ArrayList<>();
            Histogram before = latencies(calls);
            for (int second = 1; second <= seconds(); second++) {
                bench.progress().show("first call: second " + second + " of " + seconds());
                TimeUnit.SECONDS.sleep(1);
                final Histogram until = latencies(calls);
                final Histogram one = until.copy();
                one.subtract(before);
                seconds.add(LatencyFigures.of(one));
                before = until;
            }
            calls.endWindow();
            TimeUnit.SECONDS.sleep(1);
            final Histogram lateness = calls.loops().lateness();
            final Tally tally = calls.tally();
            return new Start(
                    readyMillis,
                    seconds,
                    LatencyFigures.of(latencies(calls)),
                    tally.ratio(),
                    missing(tally, intake, bridge.intake(), KernelDrops.at(ports) - dropsHere),
                    lateness.getMaxValue() / 1e6);
        }
    }

    private static String missing(
            final Tally tally, final @Nullable Intake before, final @Nullable Intake after, final long dropsHere) {
        if (tally.delivered() == tally.expected() || before == null || after == null) {
            return "";
        }
        return String.format(
                Locale.ROOT,
                "%d packets of video and %d of audio are missing, in %d streams. Dropped by the bridge: %s; at its socket: %d; at the"
                        + " generator's: %d.",
                tally.expected() - tally.audioExpected() - tally.delivered() + tally.audioDelivered(),
                tally.audioExpected() - tally.audioDelivered(),
                tally.incompleteStreams(),
                Drops.between(before.drops(), after.drops()),
                after.droppedByKernel() - before.droppedByKernel(),
                dropsHere);
    }

    private static Histogram latencies(final Calls calls) throws IOException, InterruptedException {
        final Histogram both = calls.audioLatency();
        both.add(calls.videoLatency());
        return both;
    }

    static List<Figure> figures(final List<Start> starts) {
        final List<Figure> figures = new ArrayList<>();
        final int seconds = starts.getFirst().seconds().size();
        final String of = starts.size() == 1 ? "" : ", worst of " + starts.size() + " starts";
        figures.add(new Figure(
                ABOUT,
                "start to ready" + of,
                worst(starts, Start::readyMillis) / MILLIS_PER_SECOND,
                "s",
                Bar.below(MAX_READY_seconds)));
        figures.add(new Figure(
                ABOUT,
                "first call, first " + seconds + " s: latency p99" + of,
                worst(starts, start -> start.all().p99()),
                "ms",
                Bar.below(MAX_P99_MILLIS)));
        figures.add(Figure.of(
                ABOUT,
                "first call, first " + seconds + " s: latency max" + of,
                worst(starts, s -> s.all().max()),
                "ms"));
        figures.add(Figure.of(
                ABOUT, "first call: delivered ratio" + of, -worst(starts, start -> -start.deliveredRatio()), ""));
        for (int second = 0; second < seconds; second++) {
            final int index = second;
            final String name = "first call, second " + (second + 1) + ": ";
            figures.add(Figure.of(
                    ABOUT,
                    name + "p50" + of,
                    worst(starts, start -> start.seconds().get(index).p50()),
                    "ms"));
            figures.add(Figure.of(
                    ABOUT,
                    name + "p99" + of,
                    worst(starts, start -> start.seconds().get(index).p99()),
                    "ms"));
            figures.add(Figure.of(
                    ABOUT,
                    name + "max" + of,
                    worst(starts, start -> start.seconds().get(index).max()),
                    "ms"));
        }
        return figures;
    }

    private static double worst(final List<Start> starts, final ToDoubleFunction<Start> figure) {
        return starts.stream().mapToDouble(figure).max().orElse(-1);
    }

    private static List<String> doubts(final List<Start> starts) {
        final List<String> doubts = new ArrayList<>();
        for (int i = 0; i < starts.size(); i++) {
            final Start start = starts.get(i);
            if (!start.missing().isEmpty()) {
                doubts.add("Start " + (i + 1) + ": " + start.missing());
            }
            if (start.lateMillis() > LATE_MILLIS) {
                doubts.add(String.format(
                        Locale.ROOT,
                        "The generator was up to %.1f ms late in start %d; the tail is not all the bridge's.",
                        start.lateMillis(),
                        i + 1));
            }
        }
        return doubts;
    }
}
