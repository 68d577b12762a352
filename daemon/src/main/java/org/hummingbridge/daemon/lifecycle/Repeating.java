/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.daemon.lifecycle;

import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Work that is done again and again until its scheduler is shut down. A failure, errors included, is logged and ends nothing. */
public final class Repeating {
    private static final Logger LOG = LoggerFactory.getLogger(Repeating.class);

    private Repeating() {}

    /** Begins after the first {@code pause}. */
    public static void start(final ScheduledExecutorService scheduler, final Duration pause, final Runnable work) {
        final ScheduledFuture<?> _ = scheduler.scheduleWithFixedDelay(
                () -> run(work), pause.toMillis(), pause.toMillis(), TimeUnit.MILLISECONDS);
    }

    private static void run(final Runnable work) {
        try {
            work.run();
        } catch (RuntimeException | Error e) {
            // Let through, it would end the repetition for good, and nobody would be told.
            LOG.warn("Something that is done again and again failed this time", e);
        }
    }
}
