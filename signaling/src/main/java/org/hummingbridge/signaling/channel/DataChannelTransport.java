/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.signaling.channel;

import org.hummingbridge.sfu.conference.ConferenceControl;

/** The data channel of one endpoint. Knows not whether it is open. */
record DataChannelTransport(ConferenceControl conference, String endpointId, ChannelCounters counters)
        implements ChannelTransport {
    @Override
    public void send(final ChannelText message) {
        counters.add(ChannelCounter.DATA_CHANNEL_MESSAGES_SENT);
        conference.sendOnDataChannel(endpointId, message.utf8());
    }

    /** It goes with the endpoint. */
    @Override
    public void end() {}
}
