/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.signaling.channel;

import org.jspecify.annotations.Nullable;

/** A WebSocket of one endpoint; there may have been others before. Its outlet is set once, before anything else happens. */
final class ClientWebSocket implements WebSocketSession, ChannelTransport {
    private static final int NORMAL = 1000;
    private static final int GOING_AWAY = 1001;
    private static final int NO_STATUS = 1005;

    private final ConferenceChannels conference;
    private final EndpointChannel channel;
    private final ChannelCounters counters;

    /** Written by the server's thread before the lane hears of it. */
    private volatile @Nullable WebSocketOutlet outlet;

    ClientWebSocket(
            final ConferenceChannels conference, final EndpointChannel channel, final ChannelCounters counters) {
        this.conference = conference;
        this.channel = channel;
        this.counters = counters;
    }

    @Override
    public void opened(final WebSocketOutlet newOutlet) {
        outlet = newOutlet;
        conference.opened(channel, this);
    }

    @Override
    public void received(final String text) {
        counters.add(ChannelCounter.WEB_SOCKET_MESSAGES_RECEIVED);
        conference.received(channel, this, text);
    }

    @Override
    public void failed() {
        counters.add(ChannelCounter.WEB_SOCKET_ERRORS);
    }

    @Override
    public void closed(final int status) {
        counters.add(
                status == NORMAL || status == GOING_AWAY || status == NO_STATUS
                        ? ChannelCounter.WEB_SOCKETS_CLOSED_NORMALLY
                        : ChannelCounter.WEB_SOCKETS_CLOSED_ABNORMALLY);
        conference.closed(channel, this);
    }

    @Override
    public void send(final ChannelText message) {
        final WebSocketOutlet way = outlet;
        if (way != null) {
            counters.add(ChannelCounter.WEB_SOCKET_MESSAGES_SENT);
            way.send(message.text());
        }
    }

    @Override
    public void end() {
        close(GOING_AWAY, "endpoint closed");
    }

    /** Another one took its place. */
    void replaced() {
        close(NORMAL, "replaced");
    }

    private void close(final int status, final String reason) {
        final WebSocketOutlet way = outlet;
        if (way != null) {
            way.close(status, reason);
        }
    }
}
