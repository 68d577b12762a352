/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.conference;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.hummingbridge.sfu.datagram.DropReason;
import org.hummingbridge.sfu.simulation.LinkConditions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ConferenceSpeechTest {
    private static final int SILENT = 127;
    private static final int QUIET = 80;
    private static final Duration PACKET = Duration.ofMillis(20);

    private final SimulatedCall call = new SimulatedCall(1, LinkConditions.delayed(Duration.ofMillis(5)));
    private final SimulatedParticipant alice = call.join("aaaaaaaa");
    private final SimulatedParticipant bob = call.join("bbbbbbbb");
    private final SimulatedParticipant carol = call.join("cccccccc");

    @BeforeEach
    void connect() {
        assertThat(call.connect(Duration.ofSeconds(10))).isTrue();
        for (final SimulatedParticipant participant : List.of(alice, bob, carol)) {
            call.conference().replaceSources(participant.id(), List.of(participant.audioSource()));
        }
    }

    private void sends(final SimulatedParticipant participant, final int level, final int packets) {
        for (int i = 0; i < packets; i++) {
            participant.sendAudio(level);
            call.run(PACKET);
        }
    }

    /** Speech of one second: phrases and pauses. */
    private void speaks(final SimulatedParticipant participant) {
        sends(participant, QUIET, 10);
        sends(participant, 30, 50);
    }

    private List<ConferenceEvent.SpeakersChanged> told() {
        return call.events.stream()
                .filter(ConferenceEvent.SpeakersChanged.class::isInstance)
                .map(ConferenceEvent.SpeakersChanged.class::cast)
                .toList();
    }

    @Test
    void whoSpeaksIsTold() {
        speaks(bob);

        assertThat(told()).hasSize(1);
        assertThat(told().getFirst().speakers().get().dominant()).isEqualTo("bbbbbbbb");
        assertThat(told().getFirst().speakers().get().recent()).containsExactly("bbbbbbbb");
        assertThat(call.conference().speakers().byRecency()).containsExactly("bbbbbbbb", "aaaaaaaa", "cccccccc");
        assertThat(call.bridge().totals().dominantSpeakerChanges()).isEqualTo(1);
    }

    @Test
    void whenTheDominantSpeakerLeavesTheOneBeforeIsTold() {
        speaks(bob);
        speaks(alice);
        speaks(alice);
        call.leave(alice);
        call.run(PACKET);

        assertThat(told().stream().map(event -> event.speakers().get().dominant()))
                .containsExactly("bbbbbbbb", "aaaaaaaa", "bbbbbbbb");
    }

    @Test
    void aMutedMicrophoneCostsReceiversNothingAndItsReturnLooksLikeNoLoss() {
        sends(alice, 30, 20);
        sends(alice, SILENT, 100);
        assertThat(bob.audioFrom(alice)).hasSize(23);
        assertThat(call.loop().counters().get(DropReason.AUDIO_SILENT)).isEqualTo(97);

        sends(alice, 30, 20);

        final int first = bob.audioFrom(alice).getFirst();
        assertThat(bob.audioFrom(alice))
                .containsExactlyElementsOf(
                        IntStream.range(first, first + 43).boxed().toList());
    }

    @Test
    void silenceThatEndsWithinOneReadBatchLeavesNoGap() {
        sends(alice, 30, 5);
        for (int i = 0; i < 6; i++) {
            alice.sendAudio(SILENT);
        }
        alice.sendAudio(30);
        alice.sendAudio(30);
        call.run(PACKET);

        final int first = bob.audioFrom(alice).getFirst();
        assertThat(bob.audioFrom(alice))
                .containsExactlyElementsOf(
                        IntStream.range(first, first + 10).boxed().toList());
    }

    @Test
    void whoIsForceMutedDoesNotBecomeDominant() {
        call.conference().forceMute("aaaaaaaa", new ForceMute(true, false));

        speaks(alice);

        assertThat(told()).isEmpty();
        assertThat(bob.audioFrom(alice)).isEmpty();
    }

    @Test
    void aVisitorIsNotListed() {
        final SimulatedParticipant visitor = call.joinAsVisitor("dddddddd");
        assertThat(call.connect(Duration.ofSeconds(10))).isTrue();
        call.conference().replaceSources("dddddddd", List.of(visitor.audioSource()));

        speaks(visitor);

        assertThat(told()).isEmpty();
        assertThat(call.conference().speakers().byRecency()).doesNotContain("dddddddd");
        assertThat(Objects.requireNonNull(bob.audioFrom(visitor))).isNotEmpty();
    }
}
