/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.daemon.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.hummingbridge.daemon.settings.OperationSettings;
import org.junit.jupiter.api.Test;

class ShutdownMachineTest {
    private static final Duration GRACEFUL_MAX = Duration.ofHours(24);
    private static final Duration DELAY = Duration.ofMinutes(1);
    private static final int ENOUGH_TO_STAY = 3;

    /** Close to where the clock wraps. */
    private long now = Long.MAX_VALUE - 1;

    private final ShutdownMachine machine =
            new ShutdownMachine(new OperationSettings.Shutdown(GRACEFUL_MAX, 2, DELAY, Duration.ZERO, Duration.ZERO));

    @Test
    void itRunsForEver() {
        pass(Duration.ofDays(1_000));

        assertThat(machine.review(0, now)).isFalse();
        assertThat(machine.state()).isEqualTo(ShutdownState.RUNNING);
    }

    @Test
    void aGracefulShutdownWaitsForParticipants() {
        machine.requestGraceful(ENOUGH_TO_STAY, now);
        pass(Duration.ofHours(23));

        assertThat(machine.review(ENOUGH_TO_STAY, now)).isFalse();
        assertThat(machine.state()).isEqualTo(ShutdownState.GRACEFUL_SHUTDOWN);
    }

    @Test
    void itShutsDownWhenFewEnoughAreLeft() {
        machine.requestGraceful(ENOUGH_TO_STAY, now);

        machine.review(2, now);

        assertThat(machine.state()).isEqualTo(ShutdownState.SHUTTING_DOWN);
    }

    @Test
    void itDoesNotWaitForAnybodyInAnEmptyBridge() {
        machine.requestGraceful(0, now);

        assertThat(machine.state()).isEqualTo(ShutdownState.SHUTTING_DOWN);
        assertThat(machine.isGraceful()).isTrue();
    }

    @Test
    void itShutsDownAfterADayWhoeverIsLeft() {
        machine.requestGraceful(ENOUGH_TO_STAY, now);
        pass(GRACEFUL_MAX);

        machine.review(ENOUGH_TO_STAY, now);

        assertThat(machine.state()).isEqualTo(ShutdownState.SHUTTING_DOWN);
    }

    @Test
    void itEndsWhenJicofoHadTimeToMoveEverybodyAndNoSooner() {
        machine.requestShutdown(now);
        pass(DELAY.minusNanos(1));
        assertThat(machine.review(0, now)).isFalse();

        pass(Duration.ofNanos(1));
        assertThat(machine.review(ENOUGH_TO_STAY, now)).isTrue();
    }

    @Test
    void theDelayCountsFromShuttingDownNotFromTheRequest() {
        machine.requestGraceful(ENOUGH_TO_STAY, now);
        pass(Duration.ofHours(1));
        machine.review(0, now);

        assertThat(machine.review(0, now)).isFalse();
    }

    @Test
    void aSecondRequestNeitherProlongsNorGoesBack() {
        machine.requestShutdown(now);
        pass(DELAY);
        machine.requestShutdown(now);
        machine.requestGraceful(ENOUGH_TO_STAY, now);

        assertThat(machine.state()).isEqualTo(ShutdownState.SHUTTING_DOWN);
        assertThat(machine.isGraceful()).isFalse();
        assertThat(machine.review(ENOUGH_TO_STAY, now)).isTrue();
    }

    @Test
    void impatienceEndsAGracefulShutdownWhichStaysGracefulInName() {
        machine.requestGraceful(ENOUGH_TO_STAY, now);
        machine.requestShutdown(now);

        assertThat(machine.state()).isEqualTo(ShutdownState.SHUTTING_DOWN);
        assertThat(machine.isGraceful()).isTrue();
    }

    private void pass(final Duration time) {
        now += time.toNanos();
    }
}
