/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.conference;

import org.hummingbridge.sfu.codec.VideoPacket;
import org.hummingbridge.sfu.datagram.Counter;
import org.hummingbridge.sfu.datagram.Counters;
import org.hummingbridge.sfu.datagram.PacketBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Sends one receiver its video in order, at the pace of its link. Most packets pass at once; a burst that the link would only
 * queue waits here instead, for a few ticks.
 */
final class VideoQueue {
    private final ReceiverLink link;
    private final RtpOutlet outlet;
    private final Subscriptions subscriptions;
    private final Counters counters;
    private final PacedQueue waiting = new PacedQueue();

    VideoQueue(
            final ReceiverLink link,
            final RtpOutlet outlet,
            final Subscriptions subscriptions,
            final Counters counters) {
        this.link = link;
        this.outlet = outlet;
        this.subscriptions = subscriptions;
        this.counters = counters;
    }

    boolean isEmpty() {
        return waiting.isEmpty();
    }

    /** Packets that wait. */
    int size() {
        return waiting.size();
    }

    /** Sends a packet now or later. */
    void send(
            final VideoSubscription to,
            final Incoming origin,
            final VideoPacket mark,
            final PacketBuffer packet,
            final long now) {
        while (waiting.isFull()) {
            sendFirst(now);
        }
        if (waiting.isEmpty() && link.maySend(now)) {
            to.send(origin.index(), mark, packet, outlet, now);
            return;
        }
        counters.add(Counter.PACED, 1);
        waiting.add(origin, mark, packet);
        tellPacer();
    }

    /** Sends what may go by now. */
    void drain(final long now) {
        if (waiting.isEmpty()) {
            return;
        }
        while (!waiting.isEmpty() && link.maySend(now)) {
            sendFirst(now);
        }
        tellPacer();
    }

    /** Lets everything that waits go unsent. */
    void clear() {
        waiting.clear();
        tellPacer();
    }

    private void sendFirst(final long now) {
        final Incoming origin = waiting.origin();
        final @Nullable Subscription subscription =
                subscriptions.bySlot(origin.source().slot());
        if (subscription instanceof VideoSubscription video && video.source() == origin.source() && video.isActive()) {
            video.send(origin.index(), waiting.mark(), waiting.packet(), outlet, now);
        }
        waiting.remove();
    }

    private void tellPacer() {
        if (waiting.isEmpty()) {
            link.queued(0, 0);
        } else {
            link.queued(waiting.bytes(), waiting.packet().arrivalNanos());
        }
    }
}
