/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.bench.report;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.Formatter;
import java.util.List;
import java.util.Locale;

/** A line plot as SVG, with few ticks and a legend. Vertical axes are logarithmic or begin at zero. */
final class Plot {
    private static final int WIDTH = 860;
    private static final int HEIGHT = 320;
    private static final int LEFT = 60;
    private static final int RIGHT = 30;
    private static final int TOP = 24;
    private static final int BOTTOM = 44;
    private static final int LINEAR_TICKS = 5;
    /** A curve of more points is drawn without dots. */
    private static final int MAX_DOTS = 20;

    private static final int LEGEND_STEP = 150;
    private static final MathContext TICK_DIGITS = new MathContext(3);

    /** Apart in hue and in lightness. */
    private static final String[] COLOURS = {"#2f6fdb", "#d9822b", "#2a9d63", "#b0479b", "#7a6ff0", "#8a8f98"};

    /** A place on an axis and what is written there. */
    record Tick(double at, String label) {}

    /**
     * One kind of point.
     *
     * @param labels one for each point, or none: then a line joins them
     */
    private record Series(String name, List<double[]> points, List<String> labels) {}

    private final String across;
    private final String up;
    private final boolean logarithmic;
    private final List<Tick> ticksAcross = new ArrayList<>();
    private final List<Series> series = new ArrayList<>();

    Plot(final String across, final String up, final boolean logarithmic) {
        this.across = across;
        this.up = up;
        this.logarithmic = logarithmic;
    }

    void tick(final double at, final String label) {
        ticksAcross.add(new Tick(at, label));
    }

    void add(final String name, final List<double[]> points) {
        add(name, points, List.of());
    }

    /** Points that have nothing to do with each other but their kind. */
    void add(final String name, final List<double[]> points, final List<String> labels) {
        series.add(new Series(name, List.copyOf(points), List.copyOf(labels)));
    }

    String svg() {
        final double maxX = ticksAcross.isEmpty()
                ? roundUp(extreme(0, true))
                : Math.max(extreme(0, true), ticksAcross.getLast().at());
        final double minX = ticksAcross.isEmpty()
                ? 0
                : Math.min(extreme(0, false), ticksAcross.getFirst().at());
        final double low = logarithmic ? Math.floor(Math.log10(Math.max(1e-3, extreme(1, false)))) : 0;
        final double high = logarithmic
                ? Math.max(low + 1, Math.ceil(Math.log10(Math.max(1e-3, extreme(1, true)))))
                : roundUp(extreme(1, true));
        final Formatter svg = new Formatter(Locale.ROOT);
        svg.format("<svg viewBox=\"0 0 %d %d\" role=\"img\" aria-label=\"%s over %s\">%n", WIDTH, HEIGHT, up, across);
        for (final Tick tick : ticksUp(low, high)) {
            final double y = y(tick.at(), low, high);
            svg.format(
                    "<line class=\"grid\" x1=\"%d\" x2=\"%d\" y1=\"%.1f\" y2=\"%.1f\"/>%n", LEFT, WIDTH - RIGHT, y, y);
            svg.format("<text x=\"%d\" y=\"%.1f\" text-anchor=\"end\">%s</text>%n", LEFT - 8, y + 4, tick.label());
        }
        for (final Tick tick : ticksAcross.isEmpty() ? linear(maxX) : ticksAcross) {
            final double x = x(tick.at(), minX, maxX);
            svg.format(
                    "<line class=\"grid\" x1=\"%.1f\" x2=\"%.1f\" y1=\"%d\" y2=\"%d\"/>%n", x, x, TOP, HEIGHT - BOTTOM);
            svg.format(
                    "<text x=\"%.1f\" y=\"%d\" text-anchor=\"middle\">%s</text>%n",
                    x, HEIGHT - BOTTOM + 18, tick.label());
        }
        svg.format("<text x=\"%d\" y=\"%d\" text-anchor=\"end\">%s</text>%n", WIDTH - RIGHT, HEIGHT - 6, across);
        svg.format("<text x=\"4\" y=\"14\">%s</text>%n", up);
        for (int i = 0; i < series.size(); i++) {
            draw(svg, i, minX, maxX, low, high);
        }
        return svg.format("</svg>%n").toString();
    }

    private void draw(
            final Formatter svg,
            final int index,
            final double minX,
            final double maxX,
            final double low,
            final double high) {
        final Series drawn = series.get(index);
        final String colour = COLOURS[index % COLOURS.length];
        final Formatter points = new Formatter(Locale.ROOT);
        for (final double[] point : drawn.points()) {
            final double value = logarithmic ? Math.log10(Math.max(1e-3, point[1])) : point[1];
            final double x = x(point[0], minX, maxX);
            final double y = y(value, low, high);
            points.format("%.1f,%.1f ", x, y);
            if (drawn.points().size() < MAX_DOTS) {
                svg.format("<circle cx=\"%.1f\" cy=\"%.1f\" r=\"3\" fill=\"%s\"/>%n", x, y, colour);
            }
        }
        if (!drawn.labels().isEmpty()) {
            label(svg, drawn, minX, maxX, low, high);
        } else {
            svg.format(
                    "<polyline class=\"series\" stroke=\"%s\" points=\"%s\"/>%n",
                    colour, points.toString().strip());
        }
        final int legend = LEFT + 120 + index * LEGEND_STEP;
        svg.format("<rect x=\"%d\" y=\"4\" width=\"14\" height=\"10\" fill=\"%s\"/>%n", legend, colour);
        svg.format("<text x=\"%d\" y=\"14\">%s</text>%n", legend + 20, drawn.name());
    }

    private void label(
            final Formatter svg,
            final Series drawn,
            final double minX,
            final double maxX,
            final double low,
            final double high) {
        for (int i = 0; i < drawn.points().size(); i++) {
            final double[] point = drawn.points().get(i);
            final double value = logarithmic ? Math.log10(Math.max(1e-3, point[1])) : point[1];
            svg.format(
                    "<text x=\"%.1f\" y=\"%.1f\">%s</text>%n",
                    x(point[0], minX, maxX) + 7,
                    y(value, low, high) + 4,
                    drawn.labels().get(i));
        }
    }

    private double extreme(final int coordinate, final boolean largest) {
        final var values =
                series.stream().flatMap(one -> one.points().stream()).mapToDouble(point -> point[coordinate]);
        return (largest ? values.max() : values.min()).orElse(1);
    }

    private static double x(final double value, final double min, final double max) {
        return LEFT + (value - min) / Math.max(1e-9, max - min) * (WIDTH - LEFT - RIGHT);
    }

    private static double y(final double value, final double low, final double high) {
        return HEIGHT - BOTTOM - (value - low) / (high - low) * (HEIGHT - TOP - BOTTOM);
    }

    private List<Tick> ticksUp(final double low, final double high) {
        if (!logarithmic) {
            return linear(high);
        }
        final List<Tick> ticks = new ArrayList<>();
        for (double power = low; power <= high; power++) {
            ticks.add(new Tick(power, number(Math.pow(10, power))));
        }
        return ticks;
    }

    private static List<Tick> linear(final double max) {
        final List<Tick> ticks = new ArrayList<>();
        for (int i = 0; i <= LINEAR_TICKS; i++) {
            ticks.add(new Tick(max * i / LINEAR_TICKS, number(max * i / LINEAR_TICKS)));
        }
        return ticks;
    }

    /** To one, two or five times a power of ten. */
    private static double roundUp(final double value) {
        final double power = Math.pow(10, Math.floor(Math.log10(Math.max(1e-6, value))));
        for (final int factor : new int[] {1, 2, 5}) {
            if (value <= factor * power) {
                return factor * power;
            }
        }
        return 10 * power;
    }

    private static String number(final double value) {
        final boolean thousands = value >= 10_000;
        final String digits = new BigDecimal(thousands ? value / 1000 : value)
                .round(TICK_DIGITS)
                .stripTrailingZeros()
                .toPlainString();
        return thousands ? digits + "k" : digits;
    }
}
