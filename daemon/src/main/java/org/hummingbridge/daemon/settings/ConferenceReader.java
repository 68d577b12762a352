/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.daemon.settings;

import java.time.Duration;
import org.hummingbridge.daemon.settings.ConferenceSettings.Cc;
import org.hummingbridge.daemon.settings.ConferenceSettings.ConnectionStats;
import org.hummingbridge.daemon.settings.ConferenceSettings.Connectivity;
import org.hummingbridge.daemon.settings.ConferenceSettings.Expiry;
import org.hummingbridge.daemon.settings.ConferenceSettings.Loudest;
import org.hummingbridge.daemon.settings.ConferenceSettings.Silence;
import org.hummingbridge.daemon.settings.ConferenceSettings.Speech;

/** Reads what holds in every conference. */
final class ConferenceReader {
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Duration TICK = Duration.ofMillis(10);

    /** More endpoints than a bridge has. */
    private static final int MANY = 100_000;

    private static final int MAX_HEIGHT = 100_000;

    private final Values values;

    ConferenceReader(final Values values) {
        this.values = values;
    }

    ConferenceSettings read() throws StartupException {
        return new ConferenceSettings(
                expiry(),
                connectivity(),
                speech(),
                loudest(),
                silence(),
                new Cc(
                        values.integer("videobridge.cc.jvb-last-n", -1, MANY),
                        values.integer("videobridge.cc.initial-last-n", -1, MANY),
                        values.integer("videobridge.cc.default-max-height-px", -1, MAX_HEIGHT),
                        values.integer("videobridge.cc.initial-max-height-px", -1, MAX_HEIGHT)),
                new ConnectionStats(
                        values.bool("videobridge.connection-stats.enabled"),
                        values.duration("videobridge.connection-stats.interval", SECOND)),
                values.integer("videobridge.stats-filter-threshold", 0, MANY));
    }

    private Expiry expiry() throws StartupException {
        final String key = "videobridge.entity-expiration.";
        return new Expiry(values.duration(key + "timeout", SECOND), values.duration(key + "check-interval", SECOND));
    }

    private Connectivity connectivity() throws StartupException {
        final String key = "videobridge.ep-connection-status.";
        return new Connectivity(
                values.duration(key + "first-transfer-timeout", TICK),
                values.duration(key + "max-inactivity-limit", TICK),
                values.duration(key + "check-interval", TICK));
    }

    private Speech speech() throws StartupException {
        final String key = "videobridge.speech-activity.";
        return new Speech(
                values.integer(key + "recent-speakers-count", 0, MANY),
                values.bool(key + "enable-silence-detection"),
                values.duration(key + "silence-detection-timeout", TICK));
    }

    private Silence silence() throws StartupException {
        final String key = "jmt.audio.level.";
        return new Silence(
                values.bool(key + "discard-silence"), values.integer(key + "forwarded-silence-packets-limit", 0, MANY));
    }

    private Loudest loudest() throws StartupException {
        final String key = "videobridge.loudest.";
        return new Loudest(
                values.bool(key + "route-loudest-only"),
                values.integer(key + "num-loudest", 1, MANY),
                values.bool(key + "always-route-dominant"),
                values.duration(key + "energy-expire-time", TICK),
                values.integer(key + "energy-alpha-pct", 0, 100));
    }
}
