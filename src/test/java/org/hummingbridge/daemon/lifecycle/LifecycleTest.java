/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.daemon.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.hummingbridge.daemon.settings.OperationSettings;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LifecycleTest {
    private static final Duration DELAY = Duration.ofMinutes(1);

    private final AtomicLong now = new AtomicLong();
    private final AtomicInteger participants = new AtomicInteger(2);
    private final AtomicInteger told = new AtomicInteger();
    private final ScheduledExecutorService scheduler = Executors.newSingleThreadScheduledExecutor();
    private final Lifecycle lifecycle = lifecycle(false);

    @AfterEach
    void stop() {
        scheduler.shutdownNow();
    }

    @Test
    void aRunningBridgeTakesConferences() {
        assertThat(lifecycle.rejectsNewConferences()).isFalse();
        assertThat(lifecycle.isGracefulShutdown()).isFalse();
        assertThat(lifecycle.isShuttingDown()).isFalse();
        assertThat(lifecycle.isDraining()).isFalse();
    }

    @Test
    void aDrainingOneTakesThemTooAndSaysSo() {
        lifecycle.drain(true);
        lifecycle.drain(true);

        assertThat(lifecycle.isDraining()).isTrue();
        assertThat(lifecycle.rejectsNewConferences()).isFalse();
        assertThat(told).hasValue(1);
    }

    @Test
    void itMayStartDraining() {
        assertThat(lifecycle(true).isDraining()).isTrue();
    }

    @Test
    void aGracefulShutdownRefusesNewConferencesAndIsToldAtOnce() {
        lifecycle.requestGracefulShutdown();

        assertThat(lifecycle.state()).isEqualTo(ShutdownState.GRACEFUL_SHUTDOWN);
        assertThat(lifecycle.rejectsNewConferences()).isTrue();
        assertThat(told).hasValue(1);
    }

    @Test
    void theLastOneToLeaveTurnsOffTheLight() {
        lifecycle.requestGracefulShutdown();
        participants.set(0);

        lifecycle.review();

        assertThat(lifecycle.isShuttingDown()).isTrue();
        assertThat(lifecycle.isGracefulShutdown()).isTrue();
        assertThat(told).hasValue(2);
        assertThat(lifecycle.hasEnded()).isFalse();

        now.addAndGet(DELAY.toNanos());
        lifecycle.review();
        assertThat(lifecycle.hasEnded()).isTrue();
        assertThat(told).hasValue(2);
    }

    private Lifecycle lifecycle(final boolean drain) {
        final Lifecycle created = new Lifecycle(
                new OperationSettings.Shutdown(Duration.ofHours(24), 0, DELAY, Duration.ZERO, Duration.ZERO),
                drain,
                participants::get,
                now::get,
                scheduler);
        created.onChange(told::incrementAndGet);
        return created;
    }
}
