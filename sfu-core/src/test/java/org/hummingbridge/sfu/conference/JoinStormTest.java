/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.conference;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.hummingbridge.sfu.datagram.Counter;
import org.hummingbridge.sfu.dtls.HandshakeLoad;
import org.hummingbridge.sfu.simulation.LinkConditions;
import org.junit.jupiter.api.Test;

class JoinStormTest {
    private static final int JOINERS = 200;

    /** Ends between two frames, when nothing is under way. */
    private static final Duration BETWEEN_FRAMES = Duration.ofMillis(1010);

    private final SimulatedCall call = SimulatedCall.withoutEstimates(1, LinkConditions.delayed(Duration.ofMillis(2)));
    private int mostComputing;

    @Test
    void twoHundredJoinARunningCallAtOnceAndItLosesNothing() {
        final SimulatedParticipant sender = call.join("aaaaaaaa");
        final SimulatedParticipant receiver = call.join("bbbbbbbb");
        assertThat(call.connect(Duration.ofSeconds(30))).isTrue();
        sender.startSending();
        call.run(BETWEEN_FRAMES);
        final int missedAtFirst = sender.sent() - receiver.receivedFrom(sender);

        final List<SimulatedParticipant> joiners = new ArrayList<>();
        for (int i = 0; i < JOINERS; i++) {
            joiners.add(call.join("%08x".formatted(i)));
        }
        assertThat(call.pacedUntil(() -> allReady(joiners), Duration.ofSeconds(60)))
                .as("everybody has keys: %s", call.bridge().handshakes())
                .isTrue();
        sender.stopSending();
        call.run(BETWEEN_FRAMES);

        assertThat(receiver.receivedFrom(sender)).isEqualTo(sender.sent() - missedAtFirst);
        assertThat(receiver.nacksSent()).as("lost on the way").isZero();
        assertThat(call.loop().counters().get(Counter.DTLS_FAILED)).isZero();
        assertThat(mostComputing).isBetween(1, Runtime.getRuntime().availableProcessors());
        assertThat(call.bridge().handshakes().waited()).isPositive();
        call.bridge().close();
    }

    private boolean allReady(final List<SimulatedParticipant> joiners) {
        final HandshakeLoad load = call.bridge().handshakes();
        mostComputing = Math.max(mostComputing, load.computing());
        return joiners.stream().allMatch(SimulatedParticipant::isReady);
    }
}
