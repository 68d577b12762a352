/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.conference;

import java.time.Duration;

/**
 * When an endpoint counts as silent and when it is given up.
 *
 * @param firstTransfer how long a new endpoint may take until it is first heard, before it counts as inactive
 * @param maxInactivity silence after which it counts as inactive
 * @param neverHeard age at which an endpoint that was never heard is expired; zero: never
 * @param expiry silence after which an endpoint is expired; zero: never
 */
public record ConnectivitySettings(
        Duration firstTransfer, Duration maxInactivity, Duration neverHeard, Duration expiry) {
    /** jitsi-videobridge's. */
    public static ConnectivitySettings defaults() {
        return new ConnectivitySettings(
                Duration.ofSeconds(15), Duration.ofSeconds(8), Duration.ofMinutes(2), Duration.ofMinutes(1));
    }
}
