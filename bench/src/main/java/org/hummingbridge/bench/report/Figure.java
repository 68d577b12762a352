/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.bench.report;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import org.jspecify.annotations.Nullable;

/**
 * One thing that was found out, beside the bar that it is held against.
 *
 * @param about which mode or scenario found it
 * @param value negative if unknown
 * @param bar null where there is none
 */
public record Figure(
        String about,
        String name,
        double value,
        String unit,
        @Nullable Bar bar) {
    private static final MathContext DIGITS = new MathContext(5, RoundingMode.HALF_UP);

    /** One without a bar. */
    public static Figure of(final String about, final String name, final double value, final String unit) {
        return new Figure(about, name, value, unit, null);
    }

    public Figure against(final Bar newBar) {
        return new Figure(about, name, value, unit, newBar);
    }

    public boolean isKnown() {
        return value >= 0;
    }

    /** Whether it meets its bar; true where there is none, false where it is unknown. */
    public boolean isMet() {
        return bar == null || (isKnown() && bar.isMetBy(value));
    }

    /** The value for people, with five digits that count. */
    String text() {
        return isKnown() ? number(value) : "-";
    }

    static String number(final double value) {
        final BigDecimal rounded = new BigDecimal(value).round(DIGITS).stripTrailingZeros();
        return (rounded.scale() < 0 ? rounded.setScale(0, RoundingMode.UNNECESSARY) : rounded).toPlainString();
    }
}
