/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.signaling.channel;

import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Executor;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;
import org.hummingbridge.sfu.conference.ConferenceControl;
import org.hummingbridge.sfu.conference.ConferenceListener;
import org.hummingbridge.signaling.colibri2.ChannelAddresses;
import org.jspecify.annotations.Nullable;

/**
 * The bridge channels of all conferences: it listens to them, tells their clients what happens, and carries out what clients
 * ask for. Never blocks a media loop, nor one conference for another.
 */
public final class BridgeChannels implements ConferenceListener.Factory, ChannelAddresses {
    private final ChannelContext context;

    /** By the conferences' random ids. */
    private final ConcurrentMap<String, ConferenceChannels> conferences = new ConcurrentHashMap<>();

    /**
     * Channels of conferences that will be.
     *
     * @param executor whose threads wait for the conferences' loops; virtual ones suit
     * @param random must not be guessable: passwords come from it
     * @param nanoTime monotonic
     */
    public BridgeChannels(
            final ChannelPolicy policy,
            final WebSocketAddresses addresses,
            final Executor executor,
            final RandomGenerator random,
            final LongSupplier nanoTime) {
        this(policy, addresses, executor, ChannelTimer.on(executor), random, nanoTime);
    }

    BridgeChannels(
            final ChannelPolicy policy,
            final WebSocketAddresses addresses,
            final Executor executor,
            final ChannelTimer timer,
            final RandomGenerator random,
            final LongSupplier nanoTime) {
        this.context = new ChannelContext(policy, addresses, executor, timer, random, nanoTime, new ChannelCounters());
    }

    @Override
    public ConferenceListener listen(final ConferenceControl conference) {
        final ConferenceChannels channels =
                new ConferenceChannels(conference, context, () -> conferences.remove(conference.id()));
        conferences.put(conference.id(), channels);
        return channels;
    }

    @Override
    public List<String> of(final ConferenceControl conference, final String endpointId) {
        final EndpointChannel channel = channel(conference.id(), endpointId);
        if (channel == null || context.addresses().domains().isEmpty()) {
            return List.of();
        }
        return context.addresses()
                .of(conference.id(), endpointId, channel.password().value());
    }

    /** The session that a client with that password may open, or null if it may not, whatever the reason. */
    public @Nullable WebSocketSession admit(final String conferenceId, final String endpointId, final String password) {
        final ConferenceChannels conference = conferences.get(conferenceId);
        final EndpointChannel channel = channel(conferenceId, endpointId);
        return conference == null || channel == null || !channel.password().is(password)
                ? null
                : new ClientWebSocket(conference, channel, context.counters());
    }

    public ChannelCounters counters() {
        return context.counters();
    }

    private @Nullable EndpointChannel channel(final String conferenceId, final String endpointId) {
        final ConferenceChannels conference = conferences.get(conferenceId);
        return conference == null ? null : conference.channel(endpointId);
    }
}
