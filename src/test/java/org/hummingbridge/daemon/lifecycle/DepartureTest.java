/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.daemon.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicLong;
import org.hummingbridge.daemon.settings.OperationSettings;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DepartureTest {
    private static final Duration DELAY = Duration.ofMinutes(1);

    private final AtomicLong now = new AtomicLong();
    private final ScheduledExecutorService scheduler = Executors.newSingleThreadScheduledExecutor();
    private final Lifecycle lifecycle = new Lifecycle(
            new OperationSettings.Shutdown(Duration.ofHours(24), 0, DELAY, Duration.ZERO, Duration.ZERO),
            false,
            () -> 1,
            now::get,
            scheduler);

    @AfterEach
    void stop() {
        scheduler.shutdownNow();
    }

    @Test
    void theDelayOfAnOrderedShutdownDoesNotCutALongerOneShort() {
        final Queue<Integer> participants = new ArrayDeque<>(List.of(1, 0));
        final Departure departure = new Departure(
                lifecycle,
                Duration.ZERO,
                DELAY.multipliedBy(10),
                () -> {},
                () -> {
                    now.addAndGet(DELAY.multipliedBy(2).toNanos());
                    lifecycle.review();
                    return participants.remove();
                },
                () -> 0,
                now::get);

        departure.run();

        assertThat(lifecycle.isShuttingDown()).isTrue();
        assertThat(lifecycle.hasEnded()).isFalse();
    }
}
