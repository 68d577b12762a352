/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.bench.server;

import java.util.function.Predicate;

/** Samples in Prometheus' text format. Lines that are none are passed over: the text is another program's. */
record Scrape(String text) {
    /** Sum over all labels that match; negative if there is no such sample. */
    double sum(final String name, final Predicate<String> labels) {
        double sum = JvmSample.UNKNOWN;
        for (final String line : text.lines().toList()) {
            final double value = value(line, name, labels);
            if (!Double.isNaN(value)) {
                sum = Math.max(0, sum) + value;
            }
        }
        return sum;
    }

    double sum(final String name) {
        return sum(name, labels -> true);
    }

    /** The largest over all labels that match; negative if there is no such sample. */
    double max(final String name, final Predicate<String> labels) {
        double max = JvmSample.UNKNOWN;
        for (final String line : text.lines().toList()) {
            final double value = value(line, name, labels);
            if (!Double.isNaN(value)) {
                max = Math.max(max, value);
            }
        }
        return max;
    }

    private static double value(final String line, final String name, final Predicate<String> labels) {
        final int space = line.lastIndexOf(' ');
        if (!line.startsWith(name) || space < name.length()) {
            return Double.NaN;
        }
        final String between = line.substring(name.length(), space);
        if ((!between.isEmpty() && between.charAt(0) != '{') || !labels.test(between)) {
            return Double.NaN;
        }
        try {
            return Double.parseDouble(line.substring(space + 1));
        } catch (NumberFormatException e) {
            return Double.NaN;
        }
    }
}
