/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.bench.report;

/**
 * What a figure has to meet.
 *
 * @param atLeast whether it must not be lower; otherwise it must be lower
 */
public record Bar(double limit, boolean atLeast) {
    public static Bar below(final double limit) {
        return new Bar(limit, false);
    }

    public static Bar atLeast(final double limit) {
        return new Bar(limit, true);
    }

    boolean isMetBy(final double value) {
        return atLeast ? value >= limit : value < limit;
    }

    @Override
    public String toString() {
        return (atLeast ? "≥ " : "< ") + Figure.number(limit);
    }
}
