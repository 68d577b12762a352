/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.signaling.channel;

import java.time.Duration;
import org.hummingbridge.sfu.conference.ConferenceControl;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Notices endpoints whose media is connected and that have no channel all the same, and says so once each. Never does anything
 * about it: their media flows.
 */
final class MissingChannel {
    /** Between looks. Counted when media was connected at one look and nothing is open at the next. */
    static final Duration PATIENCE = Duration.ofSeconds(30);

    private static final Logger LOG = LoggerFactory.getLogger(MissingChannel.class);

    private final ConferenceControl conference;
    private final ChannelContext context;
    private final SerialLane lane;

    MissingChannel(final ConferenceControl conference, final ChannelContext context, final SerialLane lane) {
        this.conference = conference;
        this.context = context;
        this.lane = lane;
    }

    void watch(final EndpointChannel channel) {
        later(channel, false);
    }

    private void later(final EndpointChannel channel, final boolean wasConnected) {
        context.timer().after(PATIENCE, () -> lane.offer(() -> look(channel, wasConnected)));
    }

    private void look(final EndpointChannel channel, final boolean wasConnected) {
        if (channel.isEnded() || channel.transports().wasEverOpen()) {
            return;
        }
        if (wasConnected) {
            context.counters().add(ChannelCounter.ENDPOINTS_WITHOUT_CHANNEL);
            LOG.info("{}/{}: no bridge channel, though its media is connected", conference.meetingId(), channel.id());
        } else {
            later(channel, isConnected(channel.id()));
        }
    }

    private boolean isConnected(final String endpointId) {
        return conference.snapshot().endpoints().stream()
                .anyMatch(endpoint -> endpoint.id().equals(endpointId) && endpoint.dtlsEstablished());
    }
}
