/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.signaling.channel;

import java.util.Map;
import org.hummingbridge.sfu.allocation.AudioSubscription;
import org.hummingbridge.sfu.allocation.VideoType;
import org.hummingbridge.sfu.conference.ConferenceControl;
import org.hummingbridge.signaling.channel.BridgeMessage.EndpointConnectivityStatusChangeEvent;
import org.hummingbridge.signaling.channel.BridgeMessage.ServerHello;
import org.hummingbridge.signaling.channel.ClientMessage.ClientHello;
import org.hummingbridge.signaling.channel.ClientMessage.EndpointMessage;
import org.hummingbridge.signaling.channel.ClientMessage.EndpointStats;
import org.hummingbridge.signaling.channel.ClientMessage.LastNChangedEvent;
import org.hummingbridge.signaling.channel.ClientMessage.ReceiverAudioSubscription;
import org.hummingbridge.signaling.channel.ClientMessage.ReceiverVideoConstraints;
import org.hummingbridge.signaling.channel.ClientMessage.SourceVideoTypeMessage;
import org.hummingbridge.signaling.channel.ClientMessage.VideoTypeMessage;
import org.hummingbridge.signaling.channel.ClientMessageReader.Reading;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers clients, carries out what they ask for, and tells them what happens in their conference. Lane only. */
final class ConferenceDesk {
    private static final Logger LOG = LoggerFactory.getLogger(ConferenceDesk.class);

    private final ConferenceControl conference;
    private final ChannelContext context;
    private final Map<String, EndpointChannel> endpoints;
    private final MessageRouter router;
    private final Attention attention = new Attention();
    private final ServerHello hello;

    /** @param endpoints of this moment; others write it */
    ConferenceDesk(
            final ConferenceControl conference,
            final ChannelContext context,
            final Map<String, EndpointChannel> endpoints) {
        this.conference = conference;
        this.context = context;
        this.endpoints = endpoints;
        this.router = new MessageRouter(endpoints, attention, context);
        this.hello = new ServerHello(context.policy().announcedVersion());
    }

    void joined(final EndpointChannel channel) {
        // Its life begins active, and nobody would take back what was said of the one before it.
        connectivityChanged(channel.id(), true);
    }

    /** Says everything that the client has to know; it may have been without a channel for a while. */
    void opened(final EndpointChannel channel, final ChannelTransport transport) {
        if (channel.isEnded()) {
            transport.end();
            return;
        }
        channel.transports().opened(transport);
        if (transport instanceof ClientWebSocket) {
            channel.send(hello);
        }
        endpoints.keySet().stream()
                .filter(attention::isInactive)
                .forEach(id -> channel.send(new EndpointConnectivityStatusChangeEvent(id, false)));
        if (attention.speakers() != null) {
            channel.send(attention.speakers());
        }
        channel.sendWantedHeights();
        channel.sendForwarded();
        conference.channelOpened(channel.id());
    }

    void speakersChanged(final ConferenceControl.SpeakerOrder speakers) {
        if (attention.speakers(speakers) && attention.speakers() != null) {
            router.toAll(ChannelText.of(attention.speakers()));
        }
    }

    void connectivityChanged(final String endpointId, final boolean active) {
        if (attention.active(endpointId, active)) {
            router.toAll(ChannelText.of(new EndpointConnectivityStatusChangeEvent(endpointId, active)));
        }
    }

    void received(final EndpointChannel channel, final ChannelTransport transport, final String text) {
        if (!channel.transports().received(transport)) {
            return;
        }
        switch (ClientMessageReader.read(text)) {
            case Reading.Message(ClientMessage message) -> carryOut(channel, transport, message);
            case Reading.Refused(ChannelDrop reason) -> {
                context.counters().add(reason);
                LOG.debug("{}/{}: dropped {}", conference.meetingId(), channel.id(), reason.label());
            }
        }
    }

    private void carryOut(
            final EndpointChannel channel, final ChannelTransport transport, final ClientMessage message) {
        final String id = channel.id();
        switch (message) {
            case ClientHello() -> transport.send(ChannelText.of(hello));
            case ReceiverVideoConstraints constraints ->
                conference.receiverConstraints(id, channel.wishes().merge(constraints));
            case LastNChangedEvent(int lastN) ->
                conference.receiverConstraints(id, channel.wishes().lastN(lastN));
            case ReceiverAudioSubscription(AudioSubscription wanted) -> conference.audioSubscription(id, wanted);
            case SourceVideoTypeMessage(String name, VideoType type) -> conference.videoType(id, name, type);
            case VideoTypeMessage(VideoType type) -> conference.videoType(id, id + "-v0", type);
            case EndpointMessage(String to, OpaqueMembers members) -> router.message(channel, to, members);
            case EndpointStats(OpaqueMembers members) -> router.stats(channel, members);
        }
    }
}
