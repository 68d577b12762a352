/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.bwe;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * Writes the figures and plots of congestion.md into the folder that {@code -Dreport.congestion} names: between two markers in the
 * text, which is a person's otherwise.
 */
class CongestionReportTest {
    private static final String FOLDER = "report.congestion";
    private static final String BEGIN = "<!-- figures: written by ./hummingbridge report congestion -->\n";
    private static final String END = "<!-- end of figures -->\n";
    /** Constants were chosen by others, from 1 on. */
    private static final int FIRST_SEED = 1001;

    private static final int SEEDS = 20;
    private static final double[] AXES_MBPS = {0.4, 2, 4, 6, 12};
    private static final double GOOD_USE = 0.85;
    private static final long MEANT_RATE_BPS = 2_500_000;

    @Test
    @EnabledIfSystemProperty(named = FOLDER, matches = ".+")
    void theReportIsWritten() throws IOException {
        final Path folder = Path.of(System.getProperty(FOLDER));
        final Path plots = Files.createDirectories(folder.resolve("congestion"));
        final StringBuilder pictures = new StringBuilder();
        final List<List<CongestionRun>> all = CongestionScenario.ALL.stream()
                .map(scenario -> LongStream.range(FIRST_SEED, FIRST_SEED + SEEDS)
                        .mapToObj(seed -> CongestionRun.of(scenario, seed))
                        .toList())
                .toList();
        for (final List<CongestionRun> runs : all) {
            final CongestionScenario scenario = runs.getFirst().scenario;
            Files.writeString(plots.resolve(scenario.name() + ".svg"), plot(runs.getFirst()));
            pictures.append("\n![%s](congestion/%s.svg)\n".formatted(scenario.title(), scenario.name()));
        }
        final String figures = steady(all) + "\n" + drops(all) + "\n" + shared(all);

        final Path report = folder.resolve("congestion.md");
        final String text = Files.readString(report);
        assertThat(text).contains(BEGIN).contains(END);
        Files.writeString(
                report,
                text.substring(0, text.indexOf(BEGIN) + BEGIN.length())
                        + figures
                        + pictures
                        + text.substring(text.indexOf(END)));
    }

    private static String steady(final List<List<CongestionRun>> all) {
        final StringBuilder table = heading(
                "steady",
                "used",
                "of it media",
                "queue p50",
                "queue p95",
                "lost",
                "estimate 2.5 Mbps after",
                "85 % used after");
        for (final List<CongestionRun> runs : all) {
            final CongestionScenario scenario = runs.getFirst().scenario;
            final double from = scenario.steadyFrom();
            final double to = scenario.steadyTo();
            table.append("| ").append(scenario.title());
            cell(table, runs, "%.0f %%", run -> 100 * run.utilisation(from, to), false);
            cell(table, runs, "%.0f %%", run -> 100 * run.mediaShare(from, to), false);
            cell(table, runs, "%.0f ms", run -> run.record.queuePercentile(from, to, 0.5), true);
            cell(table, runs, "%.0f ms", run -> run.record.queuePercentile(from, to, 0.95), true);
            cell(table, runs, "%.1f %%", run -> 100 * run.lossShare(from, to), true);
            if (scenario.link().bpsAt(0) > MEANT_RATE_BPS) {
                cell(table, runs, "%.1f s", run -> run.record.secondsUntilEstimate(0, MEANT_RATE_BPS), true);
            } else {
                table.append(" | ");
            }
            cell(table, runs, "%.1f s", run -> run.secondsUntilUsed(0, GOOD_USE), true);
            table.append(" |\n");
        }
        return table.toString();
    }

    private static String drops(final List<List<CongestionRun>> all) {
        final StringBuilder table = heading(
                "drop and return",
                "wait below 100 ms after the drop",
                "used from 5 s on",
                "queue p95 from 5 s on",
                "85 % used after the return");
        for (final List<CongestionRun> runs : all) {
            final double down = runs.getFirst().scenario.downAt();
            final double up = runs.getFirst().scenario.upAt();
            if (down > 0) {
                table.append("| ").append(runs.getFirst().scenario.title());
                cell(table, runs, "%.1f s", run -> run.record.secondsUntilShortQueue(down, 100), true);
                cell(table, runs, "%.0f %%", run -> 100 * run.utilisation(down + 5, up), false);
                cell(table, runs, "%.0f ms", run -> run.record.queuePercentile(down + 5, up, 0.95), true);
                cell(table, runs, "%.1f s", run -> run.secondsUntilUsed(up, GOOD_USE), true);
                table.append(" |\n");
            }
        }
        return table.toString();
    }

    private static String shared(final List<List<CongestionRun>> all) {
        final StringBuilder table = heading(
                "shared from 20 s on", "our share, 25 s to 40 s", "the other's", "queue p95", "85 % used after 40 s");
        for (final List<CongestionRun> runs : all) {
            final CongestionScenario.Other other = runs.getFirst().scenario.other();
            if (other != CongestionScenario.Other.NOTHING) {
                table.append("| ").append(runs.getFirst().scenario.title());
                cell(table, runs, "%.0f %%", run -> 100 * run.utilisation(25, 40), false);
                cell(table, runs, "%.0f %%", run -> 100 * run.otherUtilisation(25, 40), false);
                cell(table, runs, "%.0f ms", run -> run.record.queuePercentile(25, 40, 0.95), true);
                if (other == CongestionScenario.Other.TCP) {
                    cell(table, runs, "%.1f s", run -> run.secondsUntilUsed(40, GOOD_USE), true);
                } else {
                    table.append(" | ");
                }
                table.append(" |\n");
            }
        }
        return table.toString();
    }

    private static StringBuilder heading(final String... columns) {
        return new StringBuilder("| " + String.join(" | ", columns) + " |\n|" + "---|".repeat(columns.length) + "\n");
    }

    /** The median over the seeds and the worst of them. */
    private static void cell(
            final StringBuilder row,
            final List<CongestionRun> runs,
            final String format,
            final ToDoubleFunction<CongestionRun> value,
            final boolean lessIsBetter) {
        final double[] sorted = runs.stream().mapToDouble(value).sorted().toArray();
        final double worst = lessIsBetter ? sorted[sorted.length - 1] : sorted[0];
        row.append(" | ")
                .append(String.format(Locale.ROOT, format, sorted[sorted.length / 2]))
                .append(" (")
                .append(String.format(Locale.ROOT, format, worst))
                .append(')');
    }

    private static String plot(final CongestionRun run) {
        final List<FlowRecord.Slice> slices = run.record.slices();
        final SvgPlot plot = new SvgPlot(
                run.scenario.title(),
                slices.stream().mapToDouble(FlowRecord.Slice::seconds).toArray());
        final double[] capacity = slices.stream()
                .mapToDouble(slice -> run.scenario.link().bpsAt(slice.seconds()) / 1e6)
                .toArray();
        final double[] estimate =
                slices.stream().mapToDouble(slice -> slice.estimateBps() / 1e6).toArray();
        final double fastest = Arrays.stream(capacity).max().orElse(1);
        final double highest = Arrays.stream(AXES_MBPS)
                .filter(axis -> axis >= 1.25 * fastest)
                .findFirst()
                .orElse(AXES_MBPS[AXES_MBPS.length - 1]);
        plot.panel(
                "Mbps",
                highest,
                180,
                List.of(
                        new SvgPlot.Curve("link", "#999999", 2.5, capacity),
                        new SvgPlot.Curve("sent", "#f2a33a", 1, mbps(slices, FlowRecord.Slice::sentBps)),
                        new SvgPlot.Curve("of it media", "#2e8b57", 1, mbps(slices, FlowRecord.Slice::mediaBps)),
                        new SvgPlot.Curve("estimate", "#1f5fbf", 1.6, estimate)));
        final double[] queue =
                slices.stream().mapToDouble(FlowRecord.Slice::queueMillis).toArray();
        final double longest = Arrays.stream(queue).max().orElse(0);
        plot.panel(
                "ms",
                Math.max(100, 100 * Math.ceil(longest / 100)),
                80,
                List.of(new SvgPlot.Curve("longest wait in the queue", "#b03030", 1, queue)));
        return plot.toString();
    }

    /** Over half a second, or the frames would hide the course. */
    private static double[] mbps(final List<FlowRecord.Slice> slices, final ToDoubleFunction<FlowRecord.Slice> value) {
        final double[] smooth = new double[slices.size()];
        for (int i = 0; i < smooth.length; i++) {
            smooth[i] = slices.subList(Math.max(0, i - 4), i + 1).stream()
                            .mapToDouble(value)
                            .average()
                            .orElse(0)
                    / 1e6;
        }
        return smooth;
    }
}
