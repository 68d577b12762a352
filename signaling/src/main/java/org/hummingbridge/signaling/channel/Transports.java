/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.signaling.channel;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is open towards one endpoint: a data channel, a WebSocket, both or nothing. A message goes out on the one that was
 * opened or that received something last, and nothing waits for one to open.
 */
final class Transports {
    private final ChannelCounters counters;

    /** The preferred one last. At most one of each kind. */
    private final List<ChannelTransport> open = new ArrayList<>(2);

    private boolean wasOpen;

    Transports(final ChannelCounters counters) {
        this.counters = counters;
    }

    /** A WebSocket takes the place of the one before it. */
    void opened(final ChannelTransport transport) {
        open.remove(transport);
        if (transport instanceof ClientWebSocket) {
            final ClientWebSocket before = webSocket();
            if (before != null) {
                open.remove(before);
                before.replaced();
            }
        }
        open.add(transport);
        wasOpen = true;
    }

    /** Something came on it; false if it is not open, or not any more. */
    boolean received(final ChannelTransport transport) {
        return open.remove(transport) && open.add(transport);
    }

    void closed(final ChannelTransport transport) {
        open.remove(transport);
    }

    boolean wasEverOpen() {
        return wasOpen;
    }

    void send(final ChannelText message) {
        if (open.isEmpty()) {
            counters.add(ChannelDrop.NO_TRANSPORT);
        } else {
            open.getLast().send(message);
        }
    }

    void end() {
        open.forEach(ChannelTransport::end);
        open.clear();
    }

    private @Nullable ClientWebSocket webSocket() {
        for (final ChannelTransport transport : open) {
            if (transport instanceof ClientWebSocket webSocket) {
                return webSocket;
            }
        }
        return null;
    }
}
