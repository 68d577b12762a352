/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.daemon.settings;

import java.time.Duration;
import org.hummingbridge.sfu.allocation.AllocationSettings;
import org.hummingbridge.sfu.bwe.EstimatorSettings;
import org.hummingbridge.sfu.red.RedSettings;
import org.hummingbridge.sfu.rewriting.StreamLimits;
import org.jspecify.annotations.Nullable;

/**
 * What holds in every conference.
 *
 * @param red what becomes of redundant audio
 * @param streamLimits of receivers whose SSRCs are rewritten
 * @param statsFilterThreshold endpoints from which on statistics of endpoints go only to those who look at them
 */
public record ConferenceSettings(
        Expiry expiry,
        Connectivity connectivity,
        Speech speech,
        Loudest loudest,
        Silence silence,
        RedSettings red,
        Cc cc,
        StreamLimits streamLimits,
        ConnectionStats connectionStats,
        int statsFilterThreshold) {
    /** When something that nobody uses is removed. */
    public record Expiry(Duration timeout) {}

    /**
     * When an endpoint counts as inactive.
     *
     * @param firstTransferTimeout grace of one that never sent anything
     * @param maxInactivity silence of one that did
     */
    public record Connectivity(Duration firstTransferTimeout, Duration maxInactivity) {}

    /**
     * Dominant speaker.
     *
     * @param recentSpeakers how many are named with each change
     * @param silenceTimeout without speech until silence is announced, if {@code silenceDetection}
     */
    public record Speech(int recentSpeakers, boolean silenceDetection, Duration silenceTimeout) {}

    /**
     * Forwarding of the loudest speakers only.
     *
     * @param count how many
     * @param energyExpire silence after which a speaker is none any more
     * @param energyAlphaPercent weight of the newest level, 0 to 100
     */
    public record Loudest(
            boolean routeLoudestOnly,
            int count,
            boolean alwaysRouteDominant,
            Duration energyExpire,
            int energyAlphaPercent) {}

    /**
     * What becomes of digital silence, which muted microphones send.
     *
     * @param forwardedPackets how many packets of each run of it are forwarded, if {@code discard}
     */
    public record Silence(boolean discard, int forwardedPackets) {}

    /**
     * Bounds of what a receiver gets.
     *
     * @param jvbLastN for every receiver; -1: no bound
     * @param initialLastN until a receiver says its own; -1: no bound
     * @param defaultMaxHeight of sources that a receiver's constraints do not name, if they have no default, in pixels
     * @param initialMaxHeight before a receiver's first constraints, in pixels
     * @param allocation who gets which layer; its bounds on the number of videos are not set here
     * @param trustEstimates whether receivers get no more than their links are estimated to carry
     * @param initialBandwidthBps what receivers are given until their links were measured
     * @param estimator bounds of those estimates
     * @param assumedBandwidthLimitBps the most that a receiver may have assumed of its bandwidth; null: nothing
     */
    public record Cc(
            int jvbLastN,
            int initialLastN,
            int defaultMaxHeight,
            int initialMaxHeight,
            AllocationSettings allocation,
            boolean trustEstimates,
            long initialBandwidthBps,
            EstimatorSettings estimator,
            @Nullable Double assumedBandwidthLimitBps) {}

    /** How often clients are told their estimated bandwidth. */
    public record ConnectionStats(boolean enabled, Duration interval) {}
}
