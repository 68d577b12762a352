/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.conference;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.hummingbridge.sfu.datagram.Counter;
import org.hummingbridge.sfu.simulation.LinkConditions;
import org.junit.jupiter.api.Test;

/** Cameras that are announced and send nothing: everybody waits for their key frames, and that must cost next to nothing. */
class SilentCameraTest {
    private static final Duration TICK = Duration.ofMillis(5);
    private static final int TICKS = 200;

    private final SimulatedCall call = SimulatedCall.withoutEstimates(1, LinkConditions.delayed(Duration.ofMillis(10)));
    private final SimulatedParticipant alice = call.join("aaaaaaaa");
    private final SimulatedParticipant bob = call.join("bbbbbbbb");

    @Test
    void receiversRestBetweenTheirWishes() {
        connect();
        call.run(Duration.ofSeconds(5));
        final Due due = call.conferenceOnLoop().endpoint("bbbbbbbb").receiver().due();

        int looks = 0;
        for (int tick = 0; tick < TICKS; tick++) {
            call.run(TICK);
            looks += due.isAt(call.loop().nowNanos() + TICK.toNanos()) ? 1 : 0;
        }

        assertThat(looks).isBetween(1, TICKS / 4);
    }

    @Test
    void sendersGoOnBeingAsked() {
        connect();
        call.run(Duration.ofSeconds(5));
        final long before = call.loop().counters().get(Counter.KEYFRAMES_REQUESTED);

        call.run(Duration.ofSeconds(10));

        // Two cameras, each every 1.6 s by then.
        assertThat(call.loop().counters().get(Counter.KEYFRAMES_REQUESTED) - before)
                .isBetween(10L, 20L);
    }

    @Test
    void aCameraThatBeginsAfterAllIsSeen() {
        connect();
        call.run(Duration.ofSeconds(5));

        alice.startSending();
        call.run(Duration.ofSeconds(2));

        assertThat(bob.receivedFrom(alice, 0)).isGreaterThan(30);
    }

    private void connect() {
        assertThat(call.connect(Duration.ofSeconds(20))).isTrue();
    }
}
