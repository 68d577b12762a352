/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.daemon.metrics;

import io.prometheus.metrics.model.snapshots.ClassicHistogramBuckets;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot.HistogramDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.InfoSnapshot;
import io.prometheus.metrics.model.snapshots.InfoSnapshot.InfoDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import io.prometheus.metrics.model.snapshots.SummarySnapshot;
import io.prometheus.metrics.model.snapshots.SummarySnapshot.SummaryDataPointSnapshot;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.hummingbridge.daemon.statistics.SizeHistogram;

/**
 * Metrics whose names or labels Micrometer's meters cannot have: it cuts {@code _created} off names, and its tags are fixed at
 * registration. Made anew for each scrape.
 */
final class Families {
    private final String prefix;
    private final List<MetricSnapshot> all = new ArrayList<>();

    /** @param prefix of every name */
    Families(final String prefix) {
        this.prefix = prefix;
    }

    MetricSnapshots result() {
        return new MetricSnapshots(all);
    }

    /** A count that only grows; its name gets {@code _total}. */
    Families counter(final String name, final String help, final Number value) {
        return counter(name, help, List.of(new Point(Labels.EMPTY, value.doubleValue())));
    }

    Families counter(final String name, final String help, final List<Point> points) {
        final CounterSnapshot.Builder builder =
                CounterSnapshot.builder().name(prefix + name).help(help);
        points.forEach(point -> builder.dataPoint(CounterDataPointSnapshot.builder()
                .labels(point.labels())
                .value(point.value())
                .build()));
        all.add(builder.build());
        return this;
    }

    Families gauge(final String name, final String help, final Number value) {
        return gauge(name, help, List.of(new Point(Labels.EMPTY, value.doubleValue())));
    }

    Families gauge(final String name, final String help, final boolean value) {
        return gauge(name, help, value ? 1 : 0);
    }

    Families gauge(final String name, final String help, final List<Point> points) {
        final GaugeSnapshot.Builder builder =
                GaugeSnapshot.builder().name(prefix + name).help(help);
        points.forEach(point -> builder.dataPoint(GaugeDataPointSnapshot.builder()
                .labels(point.labels())
                .value(point.value())
                .build()));
        all.add(builder.build());
        return this;
    }

    /** How often something took how long in all. */
    Families summary(final String name, final String help, final long count, final double sum) {
        all.add(SummarySnapshot.builder()
                .name(prefix + name)
                .help(help)
                .dataPoint(
                        SummaryDataPointSnapshot.builder().count(count).sum(sum).build())
                .build());
        return this;
    }

    Families histogram(final String name, final String help, final SizeHistogram sizes) {
        final ClassicHistogramBuckets.Builder buckets = ClassicHistogramBuckets.builder();
        for (int size = 0; size < sizes.counts().size(); size++) {
            final double bound = size > SizeHistogram.LARGEST ? Double.POSITIVE_INFINITY : size;
            buckets.bucket(bound, sizes.counts().get(size));
        }
        all.add(HistogramSnapshot.builder()
                .name(prefix + name)
                .help(help)
                .dataPoint(HistogramDataPointSnapshot.builder()
                        .classicHistogramBuckets(buckets.build())
                        .sum((double) sizes.sum())
                        .build())
                .build());
        return this;
    }

    Families info(final String name, final String help, final Map<String, String> labels) {
        all.add(InfoSnapshot.builder()
                .name(prefix + name)
                .help(help)
                .dataPoint(InfoDataPointSnapshot.builder()
                        .labels(Labels.of(
                                List.copyOf(labels.keySet()).toArray(String[]::new),
                                List.copyOf(labels.values()).toArray(String[]::new)))
                        .build())
                .build());
        return this;
    }

    /** One value of a metric. */
    record Point(Labels labels, double value) {
        Point(final Number value, final String... labels) {
            this(Labels.of(labels), value.doubleValue());
        }
    }
}
