/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.bench.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Reports and comparisons as lines for a terminal. */
public final class TextReport {
    private static final int NAME_WIDTH = 34;
    private static final int COLUMN_WIDTH = 14;
    private static final int COLUMNS = 5;
    private static final int FIGURE_WIDTH = 52;
    private static final int UNIT_WIDTH = 14;
    private static final int BAR_WIDTH = 12;

    private TextReport() {}

    /** One line about a run, as it ends. */
    public static String line(final RunResult run) {
        final BridgeCost bridge = run.bridge();
        return String.format(
                Locale.ROOT,
                "%s %d × %d: %.0f packets/s, delivered %.5f, %s p50 %.2f p99 %.2f ms%s",
                run.load().name(),
                run.load().conferences(),
                run.load().participants(),
                run.forwardedPps(),
                run.delivery().ratio(),
                bridge == null ? "" : String.format(Locale.ROOT, "%.2f µs each,", bridge.cpuMicrosPerPacket()),
                run.latency().p50(),
                run.latency().p99(),
                outcome(run) + (run.isTrustworthy() ? "" : " (generator overloaded)"));
    }

    private static String outcome(final RunResult run) {
        if (run.attack() != null) {
            return "; " + run.attack();
        }
        return run.drops().isEmpty() ? "" : ", dropped " + run.drops();
    }

    public static List<String> of(final Report report) {
        final List<String> lines = new ArrayList<>();
        lines.add(report.bridge());
        lines.add(report.machine());
        for (int i = 0; i < report.median().size(); i += COLUMNS) {
            lines.add("");
            lines.addAll(table(report.median()
                    .subList(i, Math.min(i + COLUMNS, report.median().size()))));
        }
        if (!report.figures().isEmpty()) {
            lines.add("");
            lines.addAll(figures(report.figures()));
        }
        lines.addAll(doubts(report));
        return lines;
    }

    /** One table: each figure, and beside it the bar that it is held against and whether it meets it. */
    public static List<String> figures(final List<Figure> figures) {
        final List<String> lines = new ArrayList<>();
        String about = "";
        for (final Figure figure : figures) {
            if (!figure.about().equals(about)) {
                about = figure.about();
                lines.add(about);
            }
            final Bar bar = figure.bar();
            lines.add(pad("  " + figure.name(), FIGURE_WIDTH)
                    + right(figure.text())
                    + pad(" " + figure.unit(), UNIT_WIDTH)
                    + (bar == null ? "" : pad(bar.toString(), BAR_WIDTH) + (figure.isMet() ? "met" : "MISSED")));
        }
        return lines;
    }

    /** Sentences on why the report is not to be trusted. */
    static List<String> doubts(final Report report) {
        final List<String> doubts = new ArrayList<>(report.doubts());
        for (final RunResult run : report.median()) {
            run.generator()
                    .bottlenecks()
                    .forEach(reason ->
                            doubts.add("Not to be trusted, " + run.load().name() + ": " + reason + "."));
        }
        if (report.doubtfulSteps() > 0) {
            doubts.add("The bridge may carry more: a step failed while the generator was overloaded.");
        }
        return doubts;
    }

    private static List<String> table(final List<RunResult> runs) {
        final List<String> lines = new ArrayList<>();
        final StringBuilder head = new StringBuilder(pad("", NAME_WIDTH));
        runs.forEach(run -> head.append(right(run.load().name() + " "
                + run.load().conferences() + "×" + run.load().participants())));
        lines.add(head.toString());
        for (final Row row : Row.of(runs)) {
            final StringBuilder line = new StringBuilder(pad(row.name(), NAME_WIDTH));
            runs.forEach(run -> line.append(right(row.text(run))));
            lines.add(line.toString());
        }
        return lines;
    }

    /** Scenario by scenario, the figures of both and their ratio. */
    public static List<String> compare(final Report before, final Report after) {
        final List<String> lines = new ArrayList<>();
        lines.add("A  " + before.bridge() + "; " + before.machine());
        lines.add("B  " + after.bridge() + "; " + after.machine());
        for (final RunResult old : before.median()) {
            for (final RunResult run : after.median()) {
                if (run.load().name().equals(old.load().name())) {
                    lines.add("");
                    lines.add(
                            pad("scenario " + run.load().name(), NAME_WIDTH) + right("A") + right("B") + right("B/A"));
                    Row.ALL.forEach(row -> lines.add(compare(row, old, run)));
                }
            }
        }
        if (lines.size() == 2) {
            lines.add("They have no scenario in common.");
        }
        return lines;
    }

    private static String compare(final Row row, final RunResult old, final RunResult run) {
        final double a = row.figure().applyAsDouble(old);
        final double b = row.figure().applyAsDouble(run);
        final String ratio = a <= 0 || b < 0 ? "-" : String.format(Locale.ROOT, "%.3f", b / a);
        return pad(row.name(), NAME_WIDTH) + right(row.text(old)) + right(row.text(run)) + right(ratio);
    }

    private static String pad(final String text, final int width) {
        return text + " ".repeat(Math.max(0, width - text.length()));
    }

    private static String right(final String text) {
        return " ".repeat(Math.max(1, COLUMN_WIDTH - text.length())) + text;
    }
}
