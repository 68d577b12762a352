/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.daemon.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RepeatingTest {
    private static final Duration OFTEN = Duration.ofMillis(1);
    private static final long LIMIT_SECONDS = 20;

    private final ScheduledExecutorService scheduler = Executors.newSingleThreadScheduledExecutor();
    private final CountDownLatch runs = new CountDownLatch(3);

    @AfterEach
    void end() {
        scheduler.shutdownNow();
    }

    @Test
    void anExceptionEndsNothing() throws Exception {
        Repeating.start(scheduler, OFTEN, () -> {
            runs.countDown();
            throw new IllegalStateException("on purpose");
        });

        assertThat(runs.await(LIMIT_SECONDS, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void anErrorEndsNothing() throws Exception {
        Repeating.start(scheduler, OFTEN, () -> {
            runs.countDown();
            throw new NoClassDefFoundError("on purpose");
        });

        assertThat(runs.await(LIMIT_SECONDS, TimeUnit.SECONDS)).isTrue();
    }
}
