/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.bwe;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Curves over time in panels, one above the other, as SVG. The same curves give the same bytes. */
final class SvgPlot {
    private static final int WIDTH = 760;
    private static final int LEFT = 60;
    private static final int RIGHT = 12;
    private static final int TOP = 30;
    private static final int GAP = 34;
    private static final int GRID_LINES = 4;
    private static final int TIME_LINES = 10;

    record Curve(String label, String colour, double strokeWidth, double[] values) {}

    private record Panel(String unit, double highest, int height, List<Curve> curves) {}

    private final String title;
    private final double[] seconds;
    private final List<Panel> panels = new ArrayList<>();

    SvgPlot(final String title, final double[] seconds) {
        this.title = title;
        this.seconds = seconds;
    }

    void panel(final String unit, final double highest, final int height, final List<Curve> curves) {
        panels.add(new Panel(unit, highest, height, curves));
    }

    @Override
    public String toString() {
        final int height =
                TOP + panels.stream().mapToInt(panel -> panel.height() + GAP).sum();
        final StringBuilder svg = new StringBuilder();
        append(
                svg,
                "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" font-family=\"sans-serif\" font-size=\"11\">",
                WIDTH,
                height);
        append(svg, "<rect width=\"%d\" height=\"%d\" fill=\"#ffffff\"/>", WIDTH, height);
        append(svg, "<text x=\"%d\" y=\"18\" font-size=\"13\" fill=\"#222222\">%s</text>", LEFT, title);
        int top = TOP;
        for (final Panel panel : panels) {
            draw(svg, panel, top);
            top += panel.height() + GAP;
        }
        return svg.append("</svg>\n").toString();
    }

    private void draw(final StringBuilder svg, final Panel panel, final int top) {
        final int bottom = top + panel.height();
        for (int i = 0; i <= GRID_LINES; i++) {
            final double y = bottom - panel.height() * (double) i / GRID_LINES;
            append(svg, "<path d=\"M%d %.1fH%d\" stroke=\"#dddddd\"/>", LEFT, y, WIDTH - RIGHT);
            append(
                    svg,
                    "<text x=\"%d\" y=\"%.1f\" text-anchor=\"end\" fill=\"#555555\">%s</text>",
                    LEFT - 5,
                    y + 4,
                    number(panel.highest() * i / GRID_LINES));
        }
        final double end = seconds[seconds.length - 1];
        for (int i = 0; i <= TIME_LINES; i++) {
            append(
                    svg,
                    "<text x=\"%.1f\" y=\"%d\" text-anchor=\"middle\" fill=\"#555555\">%s s</text>",
                    x(end * i / TIME_LINES),
                    bottom + 13,
                    number(end * i / TIME_LINES));
        }
        double labelX = LEFT + 6;
        for (final Curve curve : panel.curves()) {
            append(
                    svg,
                    "<polyline fill=\"none\" stroke=\"%s\" stroke-width=\"%.1f\" points=\"%s\"/>",
                    curve.colour(),
                    curve.strokeWidth(),
                    points(curve, panel, bottom));
            append(
                    svg,
                    "<text x=\"%.1f\" y=\"%d\" fill=\"%s\">%s</text>",
                    labelX,
                    bottom + 27,
                    curve.colour(),
                    curve.label());
            labelX += 7 * curve.label().length() + 14;
        }
        append(
                svg,
                "<text x=\"%d\" y=\"%d\" text-anchor=\"end\" fill=\"#555555\">%s</text>",
                WIDTH - RIGHT,
                bottom + 27,
                panel.unit());
    }

    private String points(final Curve curve, final Panel panel, final int bottom) {
        final List<String> points = new ArrayList<>();
        for (int i = 0; i < seconds.length; i++) {
            final double share = Math.clamp(curve.values()[i] / panel.highest(), 0, 1);
            points.add(String.format(Locale.ROOT, "%.0f,%.0f", x(seconds[i]), bottom - share * panel.height()));
        }
        return points.stream().collect(Collectors.joining(" "));
    }

    private double x(final double atSeconds) {
        return LEFT + (WIDTH - RIGHT - LEFT) * atSeconds / seconds[seconds.length - 1];
    }

    private static String number(final double value) {
        return value == Math.rint(value) ? String.valueOf((long) value) : String.format(Locale.ROOT, "%.1f", value);
    }

    private static void append(final StringBuilder svg, final String format, final Object... values) {
        svg.append(String.format(Locale.ROOT, format, values)).append('\n');
    }
}
