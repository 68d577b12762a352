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
import org.hummingbridge.sfu.allocation.AllocationSettings;
import org.hummingbridge.sfu.allocation.LastNLimit;
import org.hummingbridge.sfu.bwe.EstimatorSettings;
import org.hummingbridge.sfu.red.RedDistance;
import org.hummingbridge.sfu.red.RedPolicy;
import org.hummingbridge.sfu.red.RedSettings;
import org.hummingbridge.sfu.rewriting.StreamLimits;
import org.hummingbridge.sfu.rewriting.StreamSlots;

/** Reads what holds in every conference. */
final class ConferenceReader {
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Duration TICK = Duration.ofMillis(10);

    /** More endpoints than a bridge has. */
    private static final int MANY = 100_000;

    private static final int MAX_HEIGHT = 100_000;

    private static final double MAX_FRAME_RATE = 1_000;

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
                red(),
                cc(),
                new StreamLimits(
                        values.integer("videobridge.ssrc-limit.video", 1, StreamSlots.MAX_SLOTS),
                        values.integer("videobridge.ssrc-limit.audio", 1, StreamSlots.MAX_SLOTS)),
                new ConnectionStats(
                        values.bool("videobridge.connection-stats.enabled"),
                        values.duration("videobridge.connection-stats.interval", SECOND)),
                values.integer("videobridge.stats-filter-threshold", 0, MANY));
    }

    private EstimatorSettings estimator() throws StartupException {
        final String key = "jmt.bwe.estimator.";
        final long initial = values.bitrateBps(key + "initial-bw");
        final long min = values.bitrateBps(key + "min-bw");
        final long max = values.bitrateBps(key + "max-bw");
        if (min < 1 || initial < min || initial > max) {
            throw values.wrong(
                    key + "initial-bw", "give one between " + key + "min-bw and " + key + "max-bw, which are over 0");
        }
        return new EstimatorSettings(Math.clamp(EstimatorSettings.defaults().initialBps(), min, initial), min, max);
    }

    private Cc cc() throws StartupException {
        final String key = "videobridge.cc.";
        final String limit = key + "assumed-bandwidth-limit";
        return new Cc(
                values.integer(key + "jvb-last-n", -1, MANY),
                values.integer(key + "initial-last-n", -1, MANY),
                values.integer(key + "default-max-height-px", -1, MAX_HEIGHT),
                values.integer(key + "initial-max-height-px", -1, MAX_HEIGHT),
                new AllocationSettings(
                        values.integer(key + "onstage-preferred-height-px", 1, MAX_HEIGHT),
                        values.number(key + "onstage-preferred-framerate", 0, MAX_FRAME_RATE),
                        values.bool(key + "allow-oversend-onstage"),
                        values.bitrateBps(key + "max-oversend-bitrate"),
                        values.number(key + "bwe-change-threshold", 0, 1),
                        LastNLimit.NONE),
                values.bool(key + "trust-bwe"),
                values.bitrateBps("jmt.bwe.estimator.initial-bw"),
                estimator(),
                values.has(limit) ? (double) values.bitrateBps(limit) : null);
    }

    private Expiry expiry() throws StartupException {
        return new Expiry(values.duration("videobridge.entity-expiration.timeout", SECOND));
    }

    private Connectivity connectivity() throws StartupException {
        final String key = "videobridge.ep-connection-status.";
        return new Connectivity(
                values.duration(key + "first-transfer-timeout", TICK),
                values.duration(key + "max-inactivity-limit", TICK));
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

    private RedSettings red() throws StartupException {
        final String key = "jmt.audio.red.";
        return new RedSettings(
                values.oneOf(key + "policy", RedPolicy.class),
                values.oneOf(key + "distance", RedDistance.class),
                values.bool(key + "vad-only"));
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
