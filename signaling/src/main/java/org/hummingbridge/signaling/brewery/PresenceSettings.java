/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.signaling.brewery;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/**
 * How the bridge shows itself in the brewery.
 *
 * @param interval {@code presence-interval}, positive
 * @param whitelist names that are sent, as {@code stats-filter} says; empty to send all
 * @param labels who the bridge is
 */
public record PresenceSettings(Duration interval, Optional<Set<String>> whitelist, BridgeLabels labels) {
    public static final Duration DEFAULT_INTERVAL = Duration.ofSeconds(5);

    /** The {@code stats-filter.whitelist} of jitsi-videobridge: all that a focus reads. */
    public static final Set<String> DEFAULT_WHITELIST = Set.of(
            "average_participant_stress",
            "colibri2",
            "current_timestamp",
            "drain",
            "graceful_shutdown",
            "healthy",
            "region",
            "relay_id",
            "release",
            "shutting_down",
            "stress_level",
            "version");

    public PresenceSettings {
        whitelist = whitelist.map(Set::copyOf);
    }

    /** Everything, every five seconds. */
    public static PresenceSettings of(final BridgeLabels labels) {
        return new PresenceSettings(DEFAULT_INTERVAL, Optional.empty(), labels);
    }
}
