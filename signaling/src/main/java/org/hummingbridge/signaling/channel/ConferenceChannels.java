/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.signaling.channel;

import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.hummingbridge.sfu.conference.ConferenceControl;
import org.hummingbridge.sfu.conference.ConferenceEvent;
import org.hummingbridge.sfu.conference.ConferenceEvent.AudioMapping;
import org.hummingbridge.sfu.conference.ConferenceEvent.AudioSourcesMapped;
import org.hummingbridge.sfu.conference.ConferenceEvent.ChannelClosed;
import org.hummingbridge.sfu.conference.ConferenceEvent.ChannelMessage;
import org.hummingbridge.sfu.conference.ConferenceEvent.ChannelOpened;
import org.hummingbridge.sfu.conference.ConferenceEvent.ConnectivityChanged;
import org.hummingbridge.sfu.conference.ConferenceEvent.Ended;
import org.hummingbridge.sfu.conference.ConferenceEvent.EndpointJoined;
import org.hummingbridge.sfu.conference.ConferenceEvent.EndpointLeft;
import org.hummingbridge.sfu.conference.ConferenceEvent.EstimateReported;
import org.hummingbridge.sfu.conference.ConferenceEvent.ForwardedSourcesChanged;
import org.hummingbridge.sfu.conference.ConferenceEvent.SenderConstraintChanged;
import org.hummingbridge.sfu.conference.ConferenceEvent.SpeakersChanged;
import org.hummingbridge.sfu.conference.ConferenceEvent.VideoMapping;
import org.hummingbridge.sfu.conference.ConferenceEvent.VideoSourcesMapped;
import org.hummingbridge.sfu.conference.ConferenceListener;
import org.jspecify.annotations.Nullable;

/**
 * The channels of one conference. Events come on its loop and messages on any thread; both are only put in order here, and
 * everything else happens on the lane.
 */
final class ConferenceChannels implements ConferenceListener {
    private final ConferenceControl conference;
    private final ChannelContext context;
    private final SerialLane lane;
    private final ConferenceDesk desk;
    private final MissingChannel missing;
    private final Runnable whenEnded;
    private final RepeatedTask<Supplier<ConferenceControl.SpeakerOrder>> tellSpeakers;

    /** Written on the loop; read by any thread. */
    private final ConcurrentMap<String, EndpointChannel> endpoints = new ConcurrentHashMap<>();

    ConferenceChannels(final ConferenceControl conference, final ChannelContext context, final Runnable whenEnded) {
        this.conference = conference;
        this.context = context;
        this.whenEnded = whenEnded;
        this.lane = new SerialLane(context.executor(), context.counters());
        this.desk = new ConferenceDesk(conference, context, endpoints);
        this.tellSpeakers = new RepeatedTask<>(speakers -> desk.speakersChanged(speakers.get()));
        this.missing = new MissingChannel(conference, context, lane);
    }

    @Override
    public void on(final ConferenceEvent event) {
        switch (event) {
            case EndpointJoined(String id, boolean visitor) -> joined(id, visitor);
            case EndpointLeft(String id) -> left(id);
            case ChannelOpened(String id) -> dataChannel(id, true);
            case ChannelClosed(String id) -> dataChannel(id, false);
            case ChannelMessage(String id, String text) -> dataChannelMessage(id, text);
            case SpeakersChanged(Supplier<ConferenceControl.SpeakerOrder> speakers) ->
                lane.offer(tellSpeakers.of(speakers));
            case ConnectivityChanged(String id, boolean active) ->
                lane.offer(() -> desk.connectivityChanged(id, active));
            case ForwardedSourcesChanged(String id, List<String> names) ->
                offer(id, channel -> channel.forwarded(names));
            case SenderConstraintChanged(String id, String name, int maxHeight) ->
                offer(id, channel -> channel.wantedHeight(name, SenderHeight.forClients(maxHeight)));
            case VideoSourcesMapped(String id, List<VideoMapping> mappings) ->
                offer(id, channel -> channel.send(SourceMaps.video(mappings)));
            case AudioSourcesMapped(String id, List<AudioMapping> mappings) ->
                offer(id, channel -> channel.send(SourceMaps.audio(mappings)));
            case EstimateReported(String id, LongSupplier bandwidthBps) -> estimate(id, bandwidthBps);
            case Ended() -> ended();
        }
    }

    private void joined(final String id, final boolean visitor) {
        final EndpointChannel channel = new EndpointChannel(id, visitor, conference, context);
        endpoints.put(id, channel);
        lane.execute(() -> desk.joined(channel));
        missing.watch(channel);
    }

    private void left(final String id) {
        final EndpointChannel channel = endpoints.remove(id);
        if (channel != null) {
            lane.execute(channel::end);
        }
    }

    private void dataChannel(final String id, final boolean open) {
        final EndpointChannel channel = endpoints.get(id);
        if (channel == null) {
            return;
        }
        if (open) {
            opened(channel, channel.dataChannel());
        } else {
            closed(channel, channel.dataChannel());
        }
    }

    private void dataChannelMessage(final String id, final String text) {
        final EndpointChannel channel = endpoints.get(id);
        if (channel != null) {
            context.counters().add(ChannelCounter.DATA_CHANNEL_MESSAGES_RECEIVED);
            received(channel, channel.dataChannel(), text);
        }
    }

    /** What one endpoint's client is to be told, if it is here. */
    private void offer(final String id, final Consumer<EndpointChannel> telling) {
        final EndpointChannel channel = endpoints.get(id);
        if (channel != null) {
            lane.offer(() -> telling.accept(channel));
        }
    }

    private void estimate(final String id, final LongSupplier bandwidthBps) {
        final EndpointChannel channel = endpoints.get(id);
        if (channel != null) {
            lane.offer(channel.tellEstimate(bandwidthBps));
        }
    }

    private void ended() {
        List.copyOf(endpoints.keySet()).forEach(this::left);
        whenEnded.run();
    }

    /** The endpoint's channel, or null if it is not here. */
    @Nullable
    EndpointChannel channel(final String endpointId) {
        return endpoints.get(endpointId);
    }

    /** From any thread, as {@link #received} and {@link #closed}; of one transport in their order. */
    void opened(final EndpointChannel channel, final ChannelTransport transport) {
        lane.execute(() -> desk.opened(channel, transport));
    }

    void received(final EndpointChannel channel, final ChannelTransport transport, final String text) {
        final long now = context.nanoTime().getAsLong();
        if (channel.inbox().put(new Inbox.Received(transport, text), now)) {
            lane.execute(() -> serve(channel));
        }
    }

    void closed(final EndpointChannel channel, final ChannelTransport transport) {
        lane.execute(() -> channel.transports().closed(transport));
    }

    /** One message, then everybody else's turn. */
    private void serve(final EndpointChannel channel) {
        final Inbox.Received oldest = channel.inbox().take();
        if (oldest != null) {
            try {
                desk.received(channel, oldest.transport(), oldest.text());
            } finally {
                lane.execute(() -> serve(channel));
            }
        }
    }
}
