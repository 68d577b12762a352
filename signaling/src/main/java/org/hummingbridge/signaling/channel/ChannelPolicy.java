/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.signaling.channel;

import org.hummingbridge.sfu.allocation.ReceiverConstraints;
import org.jspecify.annotations.Nullable;

/**
 * What an operator decides about bridge channels.
 *
 * @param initial what a message of a receiver is merged with if it is the first
 * @param defaultMaxHeight pixels of sources that a receiver's first constraints say nothing of
 * @param assumedBandwidthLimitBps the most that a receiver may have assumed of its bandwidth; null: nothing
 * @param statsFilterThreshold endpoints in a conference up to which everybody is sent everybody's statistics
 * @param announcedVersion what clients are told; null: nothing
 */
public record ChannelPolicy(
        ReceiverConstraints initial,
        int defaultMaxHeight,
        @Nullable Double assumedBandwidthLimitBps,
        int statsFilterThreshold,
        @Nullable String announcedVersion) {
    /** jitsi-videobridge's. */
    private static final int DEFAULT_MAX_HEIGHT = 180;

    private static final int STATS_FILTER_THRESHOLD = 20;

    /** The defaults of everything that has one. */
    public static ChannelPolicy of(final ReceiverConstraints initial) {
        return new ChannelPolicy(initial, DEFAULT_MAX_HEIGHT, null, STATS_FILTER_THRESHOLD, null);
    }
}
