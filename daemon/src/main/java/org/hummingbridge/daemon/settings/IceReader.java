/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.daemon.settings;

import java.time.Duration;
import org.hummingbridge.daemon.settings.Settings.Ice;
import org.hummingbridge.sfu.ice.IceSettings;

/** Reads timers and bounds of ICE; those without a setting keep what the agent finds right. */
final class IceReader {
    private static final Duration TICK = Duration.ofMillis(10);
    private static final int MAX_RETRANSMITS = 100;
    private static final int MAX_PAIRS = 10_000;

    private final Values values;

    IceReader(final Values values) {
        this.values = values;
    }

    Ice read() throws StartupException {
        final String restart = "videobridge.ice.restart.";
        final String consent = "ice4j.consent-freshness.";
        final IceSettings base = IceSettings.defaults();
        final IceSettings timers = new IceSettings(
                base.paceNanos(),
                base.initialRtoNanos(),
                base.maxRtoNanos(),
                base.maxRetransmits(),
                base.relayedWaitNanos(),
                base.failureGraceNanos(),
                nanos(consent + "interval"),
                nanos(consent + "original-wait-interval"),
                values.integer(consent + "max-retransmissions", 0, MAX_RETRANSMITS),
                base.consentExpiryNanos(),
                base.challengeNanos(),
                nanos(restart + "transition-window"),
                nanos(restart + "timeout"),
                base.maxBoundPaths(),
                base.maxRemoteCandidates(),
                values.integer("ice4j.ice.max-check-list-size", 1, MAX_PAIRS));
        return new Ice(timers);
    }

    private long nanos(final String key) throws StartupException {
        return values.duration(key, TICK).toNanos();
    }
}
