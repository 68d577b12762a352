/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.conference;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Objects;
import org.hummingbridge.sfu.datagram.Counter;
import org.hummingbridge.sfu.simulation.LinkConditions;
import org.junit.jupiter.api.Test;

/** On which of two loops new conferences come to live; one, which is on the first, is there already. */
class BridgePlacementTest {
    private final SimulatedCall call = new SimulatedCall(1, LinkConditions.delayed(Duration.ofMillis(5)));

    private int[] create(final int conferences) {
        final int[] homes = new int[2];
        for (int i = 0; i < conferences; i++) {
            final ConferenceCalls made =
                    (ConferenceCalls) Objects.requireNonNull(call.bridge().createConference("further-" + i, null));
            homes[made.conference().home().index()]++;
        }
        return homes;
    }

    @Test
    void aBurstOfConferencesIsSharedOutAmongTheLoops() {
        assertThat(create(19)).containsExactly(9, 10);
    }

    @Test
    void theyGoWhereThereIsLessToDo() {
        call.work(0.6);
        call.run(Duration.ofSeconds(2));

        assertThat(create(10)).containsExactly(0, 10);
    }

    @Test
    void whatALoopDoesForOthersCounts() {
        call.network()
                .after(
                        Duration.ofMillis(400),
                        () -> call.otherLoop()
                                .counters()
                                .add(Counter.BUSY_NANOS, Duration.ofMillis(300).toNanos()));
        call.run(Duration.ofMillis(600));

        assertThat(create(5)).containsExactly(5, 0);
    }
}
