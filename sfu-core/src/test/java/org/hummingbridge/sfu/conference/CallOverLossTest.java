/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.conference;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import org.hummingbridge.sfu.simulation.LinkConditions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CallOverLossTest {
    private static final LinkConditions TEN_PERCENT_LOSS = LinkConditions.delayed(Duration.ofMillis(25))
            .withJitter(Duration.ofMillis(5))
            .withLoss(0.1)
            .withDuplication(0.02)
            .withReordering(0.02);

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void everybodyConnectsAndRetransmissionRecoversTheVideo(final long seed) {
        final SimulatedCall call = SimulatedCall.withoutEstimates(seed, TEN_PERCENT_LOSS);
        final List<SimulatedParticipant> participants = new ArrayList<>();
        for (final String id : List.of("aaaaaaaa", "bbbbbbbb", "cccccccc")) {
            participants.add(call.join(id));
        }

        // Mostly within two seconds; but every attempt of a handshake waits twice as long as the one before.
        assertThat(call.connect(Duration.ofSeconds(30)))
                .as("everybody has keys: %s", call.network())
                .isTrue();
        participants.forEach(SimulatedParticipant::startSending);
        call.run(Duration.ofSeconds(4));
        // Nobody is given what came before the first key frame that arrived whole.
        final Map<String, Integer> missedAtFirst = new HashMap<>();
        forEachPair(
                participants,
                (receiver, sender) ->
                        missedAtFirst.put(receiver.id() + sender.id(), sender.sent() - receiver.receivedFrom(sender)));
        call.run(Duration.ofSeconds(30));
        participants.forEach(SimulatedParticipant::stopSending);
        call.run(Duration.ofSeconds(2));

        forEachPair(participants, (receiver, sender) -> {
            final int missed = sender.sent()
                    - receiver.receivedFrom(sender)
                    - missedAtFirst.getOrDefault(receiver.id() + sender.id(), 0);
            // Two lossy legs lose 19 % of the packets; of those more than 99 % must come back.
            assertThat((double) missed / sender.sent())
                    .as("share of the video that did not arrive: %s", call.network())
                    .isLessThan(0.19 * 0.01);
        });
    }

    private static void forEachPair(
            final List<SimulatedParticipant> participants,
            final BiConsumer<SimulatedParticipant, SimulatedParticipant> action) {
        for (final SimulatedParticipant receiver : participants) {
            for (final SimulatedParticipant sender : participants) {
                if (sender != receiver) {
                    action.accept(receiver, sender);
                }
            }
        }
    }
}
