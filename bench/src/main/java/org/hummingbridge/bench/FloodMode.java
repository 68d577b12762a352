/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.bench;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import org.HdrHistogram.Histogram;
import org.hummingbridge.bench.call.Calls;
import org.hummingbridge.bench.call.Colibri;
import org.hummingbridge.bench.call.Load;
import org.hummingbridge.bench.call.Tally;
import org.hummingbridge.bench.report.Bar;
import org.hummingbridge.bench.report.Figure;
import org.hummingbridge.bench.report.LatencyFigures;
import org.hummingbridge.bench.report.Report;
import org.hummingbridge.bench.server.BridgeUnderTest;
import org.hummingbridge.bench.server.Drops;

/**
 * How soon a bridge is itself again behind a flood: it carries so many conferences, then half as many more for a few seconds, then
 * as many as before. One that answers everybody who complains of the flood keeps itself flooded.
 *
 * @param conferences of five, which the bridge should carry with ease
 */
record FloodMode(Bench bench, int conferences) implements Mode {
    private static final double FLOOD = 1.5;
    private static final int FLOOD_SECONDS = 5;

    /** Time is looked at in pieces of this length. */
    private static final Duration SLICE = Duration.ofMillis(500);

    private static final int SLICES_BEFORE = 6;
    private static final int SLICES_PER_SECOND = 2;

    /** What counts as carried, as in a ramp, but that packets under way at a slice's end are its own. */
    private static final double MAX_P99_MILLIS = 20;

    private static final double NANOS_PER_MILLI = 1e6;
    private static final double MAX_LATENESS_MILLIS = 5;
    private static final double MIN_DELIVERED = 0.99;
    private static final double MAX_RECOVERY_SECONDS = 1;

    /** Videos that were given up come back step by step. */
    private static final double MAX_WHOLE_SECONDS = 8;

    /** Of the audio, in the flood but for its first second. */
    private static final double MIN_AUDIO = 0.99;

    private static final String ABOUT = "flood";

    /** What came in one slice of time, of what was sent in it or before: ratios of all, of audio and of video. */
    record Slice(LatencyFigures latency, double delivered, double audio, double video, double packetsPerSecond) {
        /** In time, and with all sound, though pictures may be missing. */
        boolean isCarried() {
            return latency.p99() < MAX_P99_MILLIS && audio >= MIN_DELIVERED;
        }

        boolean isWhole() {
            return isCarried() && delivered >= MIN_DELIVERED;
        }
    }

    @Override
    public Report run() throws IOException, InterruptedException {
        final Load unit = bench.load(Scenario.RAMP);
        final int most = (int) Math.ceil(FLOOD * conferences);
        try (BridgeUnderTest bridge =
                        bench.bridges().open(bench.progress(), "hummingbridge.overload.shed-video = true");
                Colibri colibri = new Colibri(bridge.control());
                Calls calls = new Calls(
                        colibri,
                        unit.withConferences(most),
                        bench.profile(),
                        bench.generator().threads())) {
            calls.join(joined -> bench.progress().show("flood: " + joined + " have joined"));
            calls.startMediaOf(conferences);
            bench.progress().show("flood: warming up");
            TimeUnit.NANOSECONDS.sleep(bench.warmUp().toNanos());
            if (bench.generator().polls()) {
                calls.loops().poll();
                TimeUnit.SECONDS.sleep(1);
            }
            final List<Slice> before = look(calls, "before", SLICES_BEFORE);
            final Map<String, Long> dropsBefore = bridge.drops();
            calls.startMediaOf(most);
            final List<Slice> during = look(calls, "the flood", FLOOD_SECONDS * SLICES_PER_SECOND);
            final double lateInIt = latenessMillis(calls);
            calls.startMediaOf(conferences);
            final int after = (int) (bench.duration().toNanos() / SLICE.toNanos());
            final Map<String, Long> dropsInIt = bridge.drops();
            final List<Slice> behind = look(calls, "behind it", Math.max(1, after));
            final List<Figure> figures = figures(before, during, behind);
            figures.addAll(drops("in the flood", Drops.between(dropsBefore, dropsInIt)));
            figures.addAll(drops("behind it", Drops.between(dropsInIt, bridge.drops())));
            figures.add(Figure.of(ABOUT, "generator: lateness p99 in the flood", lateInIt, "ms"));
            figures.add(Figure.of(ABOUT, "generator: lateness p99 behind it", latenessMillis(calls), "ms"));
            return Report.of(BridgeOptions.describe(bridge), List.of(), List.of())
                    .with(figures, doubts(before, during, lateInIt));
        } finally {
            bench.progress().clear();
        }
    }

    private List<Slice> look(final Calls calls, final String what, final int slices)
            throws IOException, InterruptedException {
        final List<Slice> all = new ArrayList<>();
        calls.window(0);
        Histogram latenciesBefore = latencies(calls);
        Tally tallyBefore = calls.tally();
        for (int i = 0; i < slices; i++) {
            bench.progress().show("flood: " + what + ", " + (slices - i) / SLICES_PER_SECOND + " s left");
            TimeUnit.NANOSECONDS.sleep(SLICE.toNanos());
            final Histogram latencies = latencies(calls);
            final Tally tally = calls.tally();
            final Histogram one = latencies.copy();
            one.subtract(latenciesBefore);
            final long expected = tally.expected() - tallyBefore.expected();
            final long delivered = tally.delivered() - tallyBefore.delivered();
            final long audioExpected = tally.audioExpected() - tallyBefore.audioExpected();
            final long audioDelivered = tally.audioDelivered() - tallyBefore.audioDelivered();
            all.add(new Slice(
                    LatencyFigures.of(one),
                    ratio(delivered, expected),
                    ratio(audioDelivered, audioExpected),
                    ratio(delivered - audioDelivered, expected - audioExpected),
                    delivered * (double) SLICES_PER_SECOND));
            latenciesBefore = latencies;
            tallyBefore = tally;
        }
        return all;
    }

    private static double ratio(final long delivered, final long expected) {
        return expected == 0 ? 0 : (double) delivered / expected;
    }

    private static Histogram latencies(final Calls calls) throws IOException, InterruptedException {
        final Histogram both = calls.audioLatency();
        both.add(calls.videoLatency());
        return both;
    }

    private List<Figure> figures(final List<Slice> before, final List<Slice> during, final List<Slice> behind) {
        final List<Figure> figures = new ArrayList<>();
        figures.addAll(summary(conferences + " × 5", before));
        figures.addAll(summary("flood", during));
        figures.add(new Figure(
                ABOUT,
                "flood: audio delivered from the second second on",
                average(during.subList(SLICES_PER_SECOND, during.size()), Slice::audio),
                "",
                Bar.atLeast(MIN_AUDIO)));
        for (int i = 0; i < during.size(); i++) {
            figures.addAll(slice(
                    String.format(Locale.ROOT, "%.1f s into it: ", (i + 1.0) / SLICES_PER_SECOND), during.get(i)));
        }
        figures.add(new Figure(
                ABOUT,
                "carried again behind it, after",
                slicesUntil(Slice::isCarried, behind) / (double) SLICES_PER_SECOND,
                "s",
                Bar.below(MAX_RECOVERY_SECONDS)));
        figures.add(new Figure(
                ABOUT,
                "all videos back behind it, after",
                slicesUntil(Slice::isWhole, behind) / (double) SLICES_PER_SECOND,
                "s",
                Bar.below(MAX_WHOLE_SECONDS)));
        for (int i = 0; i < behind.size(); i++) {
            figures.addAll(slice(
                    String.format(Locale.ROOT, "%.1f s behind it: ", (i + 1.0) / SLICES_PER_SECOND), behind.get(i)));
        }
        return figures;
    }

    private static List<Figure> slice(final String when, final Slice slice) {
        return List.of(
                Figure.of(ABOUT, when + "p99", slice.latency().p99(), "ms"),
                Figure.of(ABOUT, when + "audio delivered", slice.audio(), ""),
                Figure.of(ABOUT, when + "video delivered", slice.video(), ""));
    }

    private static List<Figure> summary(final String what, final List<Slice> slices) {
        final double rate = average(slices, Slice::packetsPerSecond);
        final double delivered = average(slices, Slice::delivered);
        final double worst = slices.stream()
                .mapToDouble(slice -> slice.latency().p99())
                .max()
                .orElse(0);
        return List.of(
                Figure.of(ABOUT, what + ": packets/s", rate, ""),
                Figure.of(ABOUT, what + ": delivered ratio", delivered, ""),
                Figure.of(ABOUT, what + ": audio delivered", average(slices, Slice::audio), ""),
                Figure.of(ABOUT, what + ": video delivered", average(slices, Slice::video), ""),
                Figure.of(ABOUT, what + ": worst p99", worst, "ms"));
    }

    private static double average(final List<Slice> slices, final ToDoubleFunction<Slice> of) {
        return slices.stream().mapToDouble(of).average().orElse(0);
    }

    private static List<Figure> drops(final String when, final Map<String, Long> drops) {
        return drops.entrySet().stream()
                .map(drop -> Figure.of(ABOUT, "dropped " + when + ": " + drop.getKey(), drop.getValue(), ""))
                .toList();
    }

    /** Slices until a whole second is good: what comes later is not the flood's; all of them if none is. */
    static int slicesUntil(final Predicate<Slice> good, final List<Slice> behind) {
        for (int from = 0; from + SLICES_PER_SECOND <= behind.size(); from++) {
            if (behind.subList(from, from + SLICES_PER_SECOND).stream().allMatch(good)) {
                return from;
            }
        }
        return behind.size();
    }

    private static double latenessMillis(final Calls calls) throws IOException, InterruptedException {
        return calls.loops().lateness().getValueAtPercentile(99) / NANOS_PER_MILLI;
    }

    private List<String> doubts(final List<Slice> before, final List<Slice> during, final double latenessMillis) {
        final List<String> doubts = new ArrayList<>();
        if (!before.stream().allMatch(Slice::isWhole)) {
            doubts.add(conferences + " × 5 were too much before the flood: take fewer.");
        }
        if (during.stream().allMatch(Slice::isWhole)) {
            doubts.add("Half as many more than " + conferences + " × 5 were no flood: take more.");
        }
        if (latenessMillis > MAX_LATENESS_MILLIS) {
            doubts.add(String.format(
                    Locale.ROOT,
                    "One send in 100 was %.1f ms behind its schedule in the flood: it was less of one, and came in gusts.",
                    latenessMillis));
        }
        return doubts;
    }
}
