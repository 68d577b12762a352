/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.daemon.metrics;

import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How metrics are written down. */
public enum MetricsFormat {
    OPEN_METRICS("application/openmetrics-text", "application/openmetrics-text; version=1.0.0; charset=utf-8"),
    TEXT("text/plain", "text/plain; version=0.0.4; charset=utf-8"),
    /** A flat map of what has no labels, in jitsi-videobridge's names without their prefix. */
    JSON("application/json", "application/json");

    private final String mediaType;
    private final String contentType;

    MetricsFormat(final String mediaType, final String contentType) {
        this.mediaType = mediaType;
        this.contentType = contentType;
    }

    public String contentType() {
        return contentType;
    }

    /**
     * The one that an Accept header weighs most, the first of them if several do (RFC 9110 §12.5.1); empty if it takes none.
     *
     * @param accept null: takes anything
     * @param otherwise for whoever takes anything
     */
    public static Optional<MetricsFormat> preferred(final @Nullable String accept, final MetricsFormat otherwise) {
        if (accept == null || accept.isBlank()) {
            return Optional.of(otherwise);
        }
        Optional<MetricsFormat> best = Optional.empty();
        double bestWeight = 0;
        for (final String range : accept.split(",", -1)) {
            final String[] parts = range.split(";", -1);
            final Optional<MetricsFormat> format = of(parts[0].strip().toLowerCase(Locale.ROOT), otherwise);
            final double weight = weight(parts);
            if (format.isPresent() && weight > bestWeight) {
                best = format;
                bestWeight = weight;
            }
        }
        return best;
    }

    private static Optional<MetricsFormat> of(final String range, final MetricsFormat otherwise) {
        for (final MetricsFormat format : values()) {
            if (range.equals(format.mediaType)) {
                return Optional.of(format);
            }
        }
        return switch (range) {
            case "*/*" -> Optional.of(otherwise);
            case "application/*" -> Optional.of(OPEN_METRICS);
            case "text/*" -> Optional.of(TEXT);
            default -> Optional.empty();
        };
    }

    private static double weight(final String[] parts) {
        for (int i = 1; i < parts.length; i++) {
            final String parameter = parts[i].strip();
            if (parameter.startsWith("q=")) {
                try {
                    return Double.parseDouble(parameter.substring(2));
                } catch (NumberFormatException e) {
                    return 0;
                }
            }
        }
        return 1;
    }
}
