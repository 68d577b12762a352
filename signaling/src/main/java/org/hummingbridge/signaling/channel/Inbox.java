/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.signaling.channel;

import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/**
 * What one endpoint sent and nobody has looked at yet, on whichever transport. Media loops and WebSocket threads put in, the
 * conference's own thread takes out; the lock is never held for longer than that takes.
 */
final class Inbox {
    /** As in jitsi-videobridge. */
    static final int MAX_WAITING = 50;

    /** Mouse pointers shared by applications send some tens in a second; nobody needs more for long. */
    static final int MESSAGES_PER_SECOND = 100;

    static final int MAX_MESSAGE_BURST = 300;

    /** Characters. Statistics are 300 every ten seconds. */
    static final int LENGTH_PER_SECOND = 256 * 1024;

    static final int MAX_LENGTH_BURST = 512 * 1024;

    private final ChannelCounters counters;
    private final TokenBucket messages;
    private final TokenBucket lengths;
    private final ArrayDeque<Received> waiting = new ArrayDeque<>();
    private boolean expected;

    /** A message and what it came on. */
    record Received(ChannelTransport transport, String text) {}

    Inbox(final ChannelCounters counters, final long nowNanos) {
        this.counters = counters;
        this.messages = new TokenBucket(MESSAGES_PER_SECOND, MAX_MESSAGE_BURST, nowNanos);
        this.lengths = new TokenBucket(LENGTH_PER_SECOND, MAX_LENGTH_BURST, nowNanos);
    }

    /** Puts a message in unless it is too long or one too many; true if somebody has to come and {@link #take}. */
    synchronized boolean put(final Received received, final long nowNanos) {
        final int length = received.text().length();
        if (length > ClientMessageReader.MAX_LENGTH) {
            counters.add(ChannelDrop.TOO_LONG);
            return false;
        }
        if (!messages.take(1, nowNanos) || !lengths.take(length, nowNanos)) {
            counters.add(ChannelDrop.RATE_LIMITED);
            return false;
        }
        if (waiting.size() == MAX_WAITING) {
            waiting.remove();
            counters.add(ChannelDrop.QUEUE_FULL);
        }
        waiting.add(received);
        final boolean alone = !expected;
        expected = true;
        return alone;
    }

    /** The oldest message, after which the caller comes again; or null, after which it need not. */
    synchronized @Nullable Received take() {
        final Received oldest = waiting.poll();
        expected = oldest != null;
        return oldest;
    }
}
