/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.daemon.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.hummingbridge.daemon.lifecycle.DepartureMachine.Limits;
import org.hummingbridge.daemon.lifecycle.DepartureMachine.Phase;
import org.junit.jupiter.api.Test;

class DepartureMachineTest {
    private static final Duration LOOK = Duration.ofMillis(200);
    private static final Duration MOVE = Duration.ofSeconds(2);

    private long now = Long.MAX_VALUE - 1;
    private long packets;

    @Test
    void anEmptyBridgeGoesAtOnce() {
        assertThat(machine(Duration.ZERO).review(0, packets, now)).isEqualTo(Phase.DONE);
    }

    @Test
    void whoeverStillSendsIsServedUntilTheDeadline() {
        final DepartureMachine machine = machine(Duration.ZERO);

        for (Duration spent = Duration.ZERO; spent.compareTo(MOVE) < 0; spent = spent.plus(LOOK)) {
            assertThat(review(machine, 10)).isEqualTo(Phase.MOVING);
            now += LOOK.toNanos();
        }

        assertThat(review(machine, 10)).isEqualTo(Phase.DONE);
    }

    @Test
    void itGoesWhenNobodySendsAnyMore() {
        final DepartureMachine machine = machine(Duration.ZERO);
        review(machine, 10);

        assertThat(review(machine, 0)).isEqualTo(Phase.MOVING);
        assertThat(review(machine, 0)).isEqualTo(Phase.DONE);
    }

    @Test
    void aPauseBetweenTwoPacketsIsNoFarewell() {
        final DepartureMachine machine = machine(Duration.ZERO);
        review(machine, 10);
        review(machine, 0);
        review(machine, 1);

        assertThat(review(machine, 0)).isEqualTo(Phase.MOVING);
    }

    @Test
    void callsMayEndByThemselvesIfThatIsAllowedEvenSilentOnes() {
        final DepartureMachine machine = machine(Duration.ofHours(1));
        now += Duration.ofMinutes(59).toNanos();

        assertThat(review(machine, 0)).isEqualTo(Phase.DRAINING);
        assertThat(review(machine, 0)).isEqualTo(Phase.DRAINING);
        assertThat(review(machine, 0)).isEqualTo(Phase.DRAINING);
    }

    @Test
    void whoeverIsLeftAfterThatIsMovedWithADeadlineOfItsOwn() {
        final DepartureMachine machine = machine(Duration.ofHours(1));
        now += Duration.ofHours(1).toNanos();

        assertThat(review(machine, 10)).isEqualTo(Phase.MOVING);
        assertThat(review(machine, 10)).isEqualTo(Phase.MOVING);
        now += MOVE.toNanos();
        assertThat(review(machine, 10)).isEqualTo(Phase.DONE);
    }

    private static DepartureMachine machine(final Duration drain) {
        return new DepartureMachine(new Limits(drain, MOVE), Long.MAX_VALUE - 1);
    }

    private Phase review(final DepartureMachine machine, final int morePackets) {
        packets += morePackets;
        return machine.review(1, packets, now);
    }
}
