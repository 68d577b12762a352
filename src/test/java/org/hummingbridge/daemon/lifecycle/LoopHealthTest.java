/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.daemon.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.hummingbridge.daemon.FakeMediaPath.FakeLoop;
import org.junit.jupiter.api.Test;

class LoopHealthTest {
    private final FakeLoop loop = new FakeLoop();
    private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - 1);
    private final LoopHealth health = new LoopHealth(List.of(loop), now::get);

    @Test
    void aLoopThatAnswersIsHealthy() {
        pass(Duration.ofSeconds(4));
        health.ask();
        pass(Duration.ofSeconds(4));

        assertThat(health.look().passed()).isTrue();
    }

    @Test
    void aLoopThatHangsIsNamedAndForgivenWhenItComesBack() {
        loop.stuck = true;
        health.ask();
        pass(Duration.ofSeconds(6));

        assertThat(health.look().passed()).isFalse();
        assertThat(health.look().sentence()).contains("loop 0");

        loop.stuck = false;
        health.ask();
        assertThat(health.look().passed()).isTrue();
    }

    private void pass(final Duration time) {
        now.addAndGet(time.toNanos());
    }
}
