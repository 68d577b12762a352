/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.bench.report;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.function.ToDoubleFunction;

/** A report as one page that needs nothing else: plots of the latency and of the load, and the table. */
public final class HtmlReport {
    private static final String TEMPLATE = "page.html";

    /** Shares of the latency plot: nines. */
    private static final List<String> SHARES = List.of("0 %", "90 %", "99 %", "99.9 %", "99.99 %", "99.999 %");

    private HtmlReport() {}

    public static void write(final Report report, final Path file) throws IOException {
        Files.writeString(file, page(report));
    }

    static String page(final Report report) throws IOException {
        final String template;
        try (InputStream in =
                Objects.requireNonNull(HtmlReport.class.getResourceAsStream(TEMPLATE), "the page's template")) {
            template = new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
        return template.replace(
                        "{{head}}", "<p>" + escape(report.bridge()) + "</p>\n<p>" + escape(report.machine()) + "</p>")
                .replace("{{plots}}", plots(report))
                .replace("{{table}}", (report.median().isEmpty() ? "" : table(report)) + figures(report.figures()))
                .replace("{{notes}}", notes(report));
    }

    private static String plots(final Report report) {
        final List<RunResult> shown = report.ramp() ? report.runs() : report.median();
        final StringBuilder plots = new StringBuilder();
        if (shown.isEmpty()) {
            return "";
        }
        plots.append("<h2>Latency: so many packets took no longer</h2>\n").append(latency(shown));
        final List<RunResult> byLoad = shown.stream()
                .sorted(Comparator.comparingDouble(RunResult::forwardedPps))
                .toList();
        if (byLoad.stream().anyMatch(run -> run.bridge() != null)) {
            plots.append("<h2>Cost of a forwarded packet</h2>\n").append(cost(byLoad, !report.ramp()));
        }
        plots.append("<h2>Latency over load</h2>\n").append(latencyOverLoad(byLoad, !report.ramp()));
        return plots.toString();
    }

    private static String latency(final List<RunResult> runs) {
        final Plot plot = new Plot("share of packets", "ms", true);
        for (int nines = 0; nines < SHARES.size(); nines++) {
            plot.tick(nines, SHARES.get(nines));
        }
        for (final RunResult run : runs) {
            plot.add(
                    name(run),
                    run.latency().curve().stream()
                            .map(point -> new double[] {-Math.log10(1 - point.share()), point.millis()})
                            .toList());
        }
        return plot.svg();
    }

    private static String cost(final List<RunResult> runs, final boolean named) {
        final Plot plot = new Plot("forwarded packets per second", "CPU µs", false);
        final List<RunResult> known =
                runs.stream().filter(run -> run.bridge() != null).toList();
        final List<String> names = named ? names(known) : List.of();
        plot.add(
                "all", points(known, run -> Objects.requireNonNull(run.bridge()).cpuMicrosPerPacket()), names);
        plot.add(
                "in the kernel",
                points(known, run -> {
                    final BridgeCost cost = Objects.requireNonNull(run.bridge());
                    return cost.cpuMicrosPerPacket() * cost.kernelShare();
                }),
                names);
        return plot.svg();
    }

    private static String latencyOverLoad(final List<RunResult> runs, final boolean named) {
        final List<String> names = named ? names(runs) : List.of();
        final Plot plot = new Plot("forwarded packets per second", "ms", true);
        plot.add("p50", points(runs, run -> run.latency().p50()), names);
        plot.add("p99", points(runs, run -> run.latency().p99()), names);
        plot.add("p99.9", points(runs, run -> run.latency().p999()), names);
        return plot.svg();
    }

    private static List<String> names(final List<RunResult> runs) {
        return runs.stream().map(run -> run.load().name()).toList();
    }

    private static List<double[]> points(final List<RunResult> runs, final ToDoubleFunction<RunResult> figure) {
        return runs.stream()
                .map(run -> new double[] {run.forwardedPps(), figure.applyAsDouble(run)})
                .toList();
    }

    private static String table(final Report report) {
        final StringBuilder table = new StringBuilder("<table>\n<tr><th></th>");
        report.median()
                .forEach(run -> table.append("<th>").append(escape(name(run))).append("</th>"));
        table.append("</tr>\n");
        for (final Row row : Row.of(report.median())) {
            table.append("<tr><td>").append(escape(row.name())).append("</td>");
            report.median()
                    .forEach(run -> table.append("<td>").append(row.text(run)).append("</td>"));
            table.append("</tr>\n");
        }
        return table.append("</table>").toString();
    }

    private static String figures(final List<Figure> figures) {
        if (figures.isEmpty()) {
            return "";
        }
        final StringBuilder table = new StringBuilder("<table>\n<tr><th></th><th></th><th></th><th>bar</th></tr>\n");
        for (final Figure figure : figures) {
            final Bar bar = figure.bar();
            table.append(figure.isMet() ? "<tr>" : "<tr class=\"missed\">")
                    .append(cell(figure.about()))
                    .append(cell(figure.name()))
                    .append(cell(figure.text() + " " + figure.unit()))
                    .append(cell(bar == null ? "" : bar.toString()))
                    .append("</tr>\n");
        }
        return table.append("</table>").toString();
    }

    private static String cell(final String text) {
        return "<td>" + escape(text) + "</td>";
    }

    private static String notes(final Report report) {
        final StringBuilder notes = new StringBuilder();
        TextReport.doubts(report)
                .forEach(doubt ->
                        notes.append("<p class=\"warn\">").append(escape(doubt)).append("</p>\n"));
        return notes.toString();
    }

    private static String name(final RunResult run) {
        return run.load().name() + " " + run.load().conferences() + "×"
                + run.load().participants();
    }

    private static String escape(final String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
