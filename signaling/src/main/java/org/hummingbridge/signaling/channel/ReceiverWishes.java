/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.signaling.channel;

import org.hummingbridge.sfu.allocation.ReceiverConstraints;
import org.hummingbridge.sfu.allocation.VideoConstraint;
import org.hummingbridge.signaling.channel.ClientMessage.ReceiverVideoConstraints;
import org.jspecify.annotations.Nullable;

/**
 * All that one receiver wants of the others' video, from messages that each say only what is new. Never combines an old list
 * with a new one.
 */
final class ReceiverWishes {
    private final ChannelPolicy policy;
    private ReceiverConstraints merged;
    private boolean told;

    ReceiverWishes(final ChannelPolicy policy) {
        this.policy = policy;
        this.merged = policy.initial();
    }

    ReceiverConstraints merged() {
        return merged;
    }

    ReceiverConstraints merge(final ReceiverVideoConstraints message) {
        merged = new ReceiverConstraints(
                orElse(message.lastN(), merged.lastN()),
                orElse(message.onStageSources(), merged.onStage()),
                orElse(message.selectedSources(), merged.selected()),
                orElse(message.defaultConstraints(), told ? merged.fallback() : fallback()),
                orElse(message.constraints(), merged.bySource()),
                message.assumedBandwidthBps() == null
                        ? merged.assumedBandwidthBps()
                        : assumed(message.assumedBandwidthBps()));
        told = true;
        return merged;
    }

    ReceiverConstraints lastN(final int lastN) {
        merged = merged.withLastN(lastN);
        return merged;
    }

    private VideoConstraint fallback() {
        return new VideoConstraint(policy.defaultMaxHeight(), VideoConstraint.UNLIMITED);
    }

    /** Clients send -1 for nothing assumed. */
    private @Nullable Double assumed(final double bandwidthBps) {
        final Double limitBps = policy.assumedBandwidthLimitBps();
        return limitBps == null || bandwidthBps < 0 ? null : Double.valueOf(Math.min(bandwidthBps, limitBps));
    }

    private static <T> T orElse(final @Nullable T present, final T previous) {
        return present == null ? previous : present;
    }
}
