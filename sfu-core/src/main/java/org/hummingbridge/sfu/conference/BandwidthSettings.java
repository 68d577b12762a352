/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.conference;

import java.time.Duration;
import org.hummingbridge.sfu.bwe.EstimatorSettings;

/**
 * How bandwidth is dealt with.
 *
 * @param trusted whether receivers get no more than what their links are estimated to carry
 * @param initialBps what a receiver is given until its link was measured, which takes a few round trips: nobody on an ordinary
 *     link is to wait for the first probe to see a picture
 * @param estimator where the search begins, and its bounds
 * @param reportInterval how often endpoints are told what the bandwidth to them is; zero for never
 */
public record BandwidthSettings(
        boolean trusted, long initialBps, EstimatorSettings estimator, Duration reportInterval) {
    /** As jitsi-videobridge has it. */
    private static final Duration REPORT_INTERVAL = Duration.ofSeconds(10);

    /** Two cameras. */
    private static final long INITIAL_BPS = 2_500_000;

    public static BandwidthSettings defaults() {
        return new BandwidthSettings(true, INITIAL_BPS, EstimatorSettings.defaults(), REPORT_INTERVAL);
    }
}
