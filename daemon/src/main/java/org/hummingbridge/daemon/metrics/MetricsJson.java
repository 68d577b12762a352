/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.daemon.metrics;

import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot.HistogramDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.InfoSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import io.vertx.core.json.JsonObject;
import java.util.Set;

/** Metrics as the flat object that jitsi-videobridge shows: names without prefix, flags as booleans, whole numbers as such. */
final class MetricsJson {
    private static final Set<String> FLAGS = Set.of("healthy", "graceful_shutdown", "shutting_down", "drain_mode");

    private MetricsJson() {}

    static String of(final MetricSnapshots snapshots, final String prefix) {
        final JsonObject json = new JsonObject();
        for (final MetricSnapshot snapshot : snapshots) {
            put(json, snapshot.getMetadata().getName().substring(prefix.length()), snapshot);
        }
        return json.encode();
    }

    private static void put(final JsonObject json, final String name, final MetricSnapshot snapshot) {
        switch (snapshot) {
            case CounterSnapshot counter ->
                json.put(
                        name + "_total",
                        number(counter.getDataPoints().getFirst().getValue()));
            case GaugeSnapshot gauge -> {
                final double value = gauge.getDataPoints().getFirst().getValue();
                json.put(name, FLAGS.contains(name) ? (Object) (value > 0) : number(value));
            }
            case HistogramSnapshot histogram ->
                json.put(name, histogram(histogram.getDataPoints().getFirst()));
            case InfoSnapshot info ->
                info.getDataPoints()
                        .getFirst()
                        .getLabels()
                        .forEach(label -> json.put(label.getName(), label.getValue()));
            default -> throw new IllegalArgumentException(name);
        }
    }

    private static JsonObject histogram(final HistogramDataPointSnapshot point) {
        final JsonObject json = new JsonObject();
        double below = 0;
        for (final var bucket : point.getClassicBuckets()) {
            below += bucket.getCount();
            final double bound = bucket.getUpperBound();
            json.put("bucket_le_" + (Double.isInfinite(bound) ? "+Inf" : Double.toString(bound)), below);
        }
        return json.put("count", (double) point.getCount()).put("sum", point.getSum());
    }

    private static Number number(final double value) {
        if (value == Math.rint(value) && Math.abs(value) < 1L << 53) {
            return (long) value;
        }
        return value;
    }
}
