/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.signaling.channel;

import java.util.List;
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
    private final ChannelCounters counters = new ChannelCounters();

    /**
     * @param executor whose threads wait for the conferences' loops; virtual ones suit
     * @param random must not be guessable: passwords come from it
     * @param nanoTime monotonic
     */
    public BridgeChannels(
            final ChannelPolicy policy,
            final WebSocketAddresses addresses,
            final Executor executor,
            final RandomGenerator random,
            final LongSupplier nanoTime) {}

    @Override
    public ConferenceListener listen(final ConferenceControl conference) {
        return ConferenceListener.NONE;
    }

    @Override
    public List<String> of(final ConferenceControl conference, final String endpointId) {
        return List.of();
    }

    /** The session that a client with that password may open, or null if it may not, whatever the reason. */
    public @Nullable WebSocketSession admit(final String conferenceId, final String endpointId, final String password) {
        return null;
    }

    public ChannelCounters counters() {
        return counters;
    }
}
