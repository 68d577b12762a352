/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.daemon.settings;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigUtil;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.hummingbridge.daemon.settings.OperationSettings.Health;
import org.hummingbridge.daemon.settings.OperationSettings.Load;
import org.hummingbridge.daemon.settings.OperationSettings.Measurement;
import org.hummingbridge.daemon.settings.OperationSettings.Reducer;
import org.hummingbridge.daemon.settings.OperationSettings.Relay;
import org.hummingbridge.daemon.settings.OperationSettings.Rest;
import org.hummingbridge.daemon.settings.OperationSettings.Shutdown;
import org.hummingbridge.daemon.settings.OperationSettings.VersionSettings;

/** Reads how the bridge shows and ends itself. */
final class OperationReader {
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Duration TICK = Duration.ofMillis(10);
    private static final int MANY = 100_000;
    private static final int MAX_PACKETS_PER_SECOND = 1_000_000_000;

    /** A threshold of nothing would make stress infinite. */
    private static final double SMALLEST_FRACTION = 0.01;

    private final Values values;
    private final List<String> warnings;

    OperationReader(final Values values, final List<String> warnings) {
        this.values = values;
        this.warnings = warnings;
    }

    OperationSettings read() throws StartupException {
        return new OperationSettings(
                rest(),
                health(),
                load(),
                shutdown(),
                new VersionSettings(
                        values.bool("videobridge.version.announce"),
                        values.stringOrNull("videobridge.version.release")),
                relay(),
                values.bool("videobridge.initial-drain-mode"),
                values.bool("videobridge.redact-remote-addresses"),
                values.bool("videobridge.redact-colibri-http-headers"),
                values.duration("videobridge.stats.interval", SECOND));
    }

    private Rest rest() throws StartupException {
        return new Rest(
                values.bool("videobridge.apis.rest.enabled"),
                rest("debug"),
                rest("drain"),
                rest("health"),
                rest("prometheus"),
                rest("rtcstats"),
                rest("shutdown"),
                rest("version"));
    }

    private boolean rest(final String part) throws StartupException {
        return values.bool("videobridge.rest." + part + ".enabled");
    }

    private Health health() throws StartupException {
        final String key = "videobridge.health.";
        final Health health = new Health(
                values.duration(key + "interval", SECOND),
                values.duration(key + "timeout", SECOND),
                values.duration(key + "max-check-duration", TICK),
                values.bool(key + "sticky-failures"),
                values.bool(key + "require-valid-address"),
                values.bool(key + "require-stun"));
        if (health.timeout().compareTo(health.interval()) <= 0) {
            throw values.wrong(key + "timeout", "give more than " + key + "interval, or every check comes too late");
        }
        return health;
    }

    private Load load() throws StartupException {
        final String key = "videobridge.load-management.";
        final String measurements = key + "load-measurements.";
        final Measurement measurement = values.oneOf(measurements + "load-measurement", Measurement.class);
        return new Load(
                measurement,
                values.number("hummingbridge.load.loops-threshold", SMALLEST_FRACTION, 1),
                values.number(measurements + "cpu-usage.load-threshold", SMALLEST_FRACTION, 1),
                values.bool(measurements + "cpu-usage.detect-cpu-steal"),
                values.integer(measurements + "packet-rate.load-threshold", 1, MAX_PACKETS_PER_SECOND),
                switch (measurement) {
                    case LOOPS -> values.number("hummingbridge.load.loops-recovery-threshold", 0, 1);
                    case CPU_USAGE -> values.number(measurements + "cpu-usage.recovery-threshold", 0, 1);
                    case PACKET_RATE ->
                        values.integer(measurements + "packet-rate.recovery-threshold", 0, MAX_PACKETS_PER_SECOND);
                },
                values.number(key + "average-participant-stress", 0, 1),
                limits(key + "conference-last-n-limits"),
                values.bool(key + "reducer-enabled") ? reducer(key + "load-reducers.last-n.") : null);
    }

    private Reducer reducer(final String key) throws StartupException {
        return new Reducer(
                values.number(key + "reduction-scale", 0, 1),
                values.number(key + "recover-scale", 1, MANY),
                values.duration(key + "impact-time", SECOND),
                values.integer(key + "minimum-last-n-value", 0, MANY),
                values.integer(key + "maximum-enforced-last-n-value", 0, MANY));
    }

    private NavigableMap<Integer, Integer> limits(final String key) throws StartupException {
        final Config limits = values.object(key).toConfig();
        final Values each = new Values(key + ".", limits);
        final NavigableMap<Integer, Integer> bySize = new TreeMap<>();
        for (final String size : limits.root().keySet()) {
            if (!size.matches("\\d{1,6}")) {
                throw values.wrong(key, "give sizes of conferences, such as { 20 = 20, 50 = 10 }");
            }
            bySize.put(Integer.parseInt(size), each.integer(ConfigUtil.quoteString(size), -1, MANY));
        }
        return Collections.unmodifiableNavigableMap(bySize);
    }

    private Shutdown shutdown() throws StartupException {
        final String key = "videobridge.shutdown.";
        return new Shutdown(
                values.duration(key + "graceful-shutdown-max-duration", Duration.ZERO),
                values.integer(key + "graceful-shutdown-min-participants", 0, MANY),
                values.duration(key + "shutting-down-delay", Duration.ZERO),
                values.duration("hummingbridge.shutdown.term-drain", Duration.ZERO),
                values.duration("hummingbridge.shutdown.term-deadline", Duration.ZERO));
    }

    private Relay relay() throws StartupException {
        final Relay relay = new Relay(
                values.bool("videobridge.relay.enabled"),
                values.stringOrNull("videobridge.relay.region"),
                values.stringOrNull("videobridge.relay.relay-id"));
        if (relay.enabled()) {
            warnings.add("videobridge.relay.enabled is true, but relays between bridges are not served yet:"
                    + " Jicofo is told the region, and every conference stays on one bridge.");
        }
        return relay;
    }
}
