/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.daemon.metrics;

import io.micrometer.core.instrument.Clock;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.jvm.ClassLoaderMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import org.hummingbridge.daemon.statistics.BridgeFacts;

/** All metrics of the process, as one text. */
public final class MetricsRegistry implements AutoCloseable {
    private final PrometheusRegistry collectors = new PrometheusRegistry();
    private final PrometheusMeterRegistry registry =
            new PrometheusMeterRegistry(PrometheusConfig.DEFAULT, collectors, Clock.SYSTEM);
    private final JvmGcMetrics garbageCollection = new JvmGcMetrics();

    /** Held because meters refer to what they read only weakly. */
    private final BridgeMetrics bridge;

    private final JvbMetrics jvb;

    public MetricsRegistry(final BridgeFacts facts, final Build build) {
        this.bridge = new BridgeMetrics(facts.counters().loops(), facts::conferences, facts::endpoints);
        this.jvb = new JvbMetrics(facts);
        collectors.register(jvb);
        collectors.register(new OwnMetrics(facts));
        this.bridge.bindTo(registry);
        Gauge.builder("hummingbridge.build.info", () -> 1)
                .description("what runs here, in the labels")
                .tags(Tags.of("version", build.version(), "java", build.java())
                        .and("transport", build.transport(), "ciphers", build.ciphers()))
                .register(registry);
        garbageCollection.bindTo(registry);
        new JvmMemoryMetrics().bindTo(registry);
        new JvmThreadMetrics().bindTo(registry);
        new ClassLoaderMetrics().bindTo(registry);
        new ProcessorMetrics().bindTo(registry);
        new FileDescriptorMetrics().bindTo(registry);
        new UptimeMetrics().bindTo(registry);
    }

    /** What does not change while the process runs. */
    public record Build(String version, String java, String transport, String ciphers) {}

    /** Everything, or for JSON what has no labels. */
    public String scrape(final MetricsFormat format) {
        return format == MetricsFormat.JSON
                ? MetricsJson.of(jvb.collect(), JvbMetrics.PREFIX)
                : registry.scrape(format.contentType());
    }

    @Override
    public void close() {
        garbageCollection.close();
        registry.close();
    }
}
