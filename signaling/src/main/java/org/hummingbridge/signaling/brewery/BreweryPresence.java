/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.signaling.brewery;

import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jivesoftware.smack.packet.ExtensionElement;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the focus told of the bridge's state: at once, at every interval, and whenever {@link #publishNow} says that
 * something changed by which bridges are chosen. Never stops because one snapshot failed. Thread-safe.
 */
public final class BreweryPresence implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(BreweryPresence.class);

    private final StatisticsSource statistics;
    private final PresenceSettings settings;
    private final Consumer<ExtensionElement> publisher;
    private final ScheduledExecutorService scheduler;
    private @Nullable Future<?> repetition;
    private boolean failing;
    private boolean closed;

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
    public synchronized void start() {
        publishNow();
        if (repetition == null && !closed) {
            final long nanos = settings.interval().toNanos();
            repetition = scheduler.scheduleAtFixedRate(this::publishNow, nanos, nanos, TimeUnit.NANOSECONDS);
        }
    }

    /** For changes of drain, shutdown and health; in the caller's thread. Snapshots leave in the order in which they are taken. */
    public synchronized void publishNow() {
        if (closed) {
            return;
        }
        try {
            publisher.accept(PresenceStats.of(statistics.statistics(), settings));
            failing = false;
        } catch (RuntimeException | Error e) {
            // Thrown on, it would end the repetition, and a focus would go by old figures for ever.
            if (!failing) {
                LOG.error("The bridge's state could not be published; trying again at every interval", e);
            }
            failing = true;
        }
    }

    /** Nothing is published after this returns. */
    @Override
    public synchronized void close() {
        closed = true;
        if (repetition != null) {
            repetition.cancel(false);
        }
    }
}
