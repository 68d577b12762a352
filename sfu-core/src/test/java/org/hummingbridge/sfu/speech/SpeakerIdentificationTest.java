/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.speech;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SpeakerIdentificationTest {
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final Conversation call =
            new Conversation(SpeechSettings.defaults(), new Random(1), "alice", "bob", "carol");

    private void everybodyListens() {
        call.voice("alice", Voice.ROOM).voice("bob", Voice.ROOM).voice("carol", Voice.ROOM);
    }

    private static Duration seconds(final double seconds) {
        return Duration.ofMillis((long) (seconds * 1000));
    }

    @Test
    void nobodyIsDominantBeforeSomebodySpeaks() {
        everybodyListens();
        call.run(MINUTE);

        assertThat(call.dominant()).isNull();
        assertThat(call.speakers().recent()).isEmpty();
        assertThat(call.speakers().order()).containsExactly("alice", "bob", "carol");
    }

    @Test
    void whoSpeaksFirstIsDominantWithinASecond() {
        everybodyListens();
        call.run(SECOND).voice("bob", Voice.SPEECH).run(SECOND);

        assertThat(call.dominant()).isEqualTo("bob");
    }

    @Test
    void twoWhoTakeTurnsAreFollowedWithinSeconds() {
        everybodyListens();
        for (int turn = 0; turn < 10; turn++) {
            final String speaker = turn % 2 == 0 ? "alice" : "bob";
            final String listener = turn % 2 == 0 ? "bob" : "alice";
            call.voice(speaker, Voice.SPEECH).voice(listener, Voice.ROOM).run(seconds(1.3));
            assertThat(call.dominant()).as("turn %d", turn).isEqualTo(speaker);
            call.run(seconds(5));
        }
        assertThat(call.switches()).hasSize(10);
    }

    /** Whatever the syllables' phase against the moments of decision. */
    @ParameterizedTest
    @ValueSource(ints = {0, 30, 70, 110, 170, 230, 290})
    void shortSyllablesThatANoiseGateCutsApartAreSpeech(final int phaseMillis) {
        call.run(Duration.ofMillis(phaseMillis));
        for (int turn = 0; turn < 6; turn++) {
            final String speaker = List.of("alice", "bob", "carol").get(turn % 3);
            call.voice(speaker, Voice.clipped(14)).run(seconds(2));
            assertThat(call.dominant()).as("turn %d", turn).isEqualTo(speaker);
            call.voice(speaker, Voice.MUTED).run(seconds(0.8));
        }
    }

    @Test
    void whoGoesOnTalkingIsNotInterrupted() {
        everybodyListens();
        call.voice("alice", Voice.SPEECH).run(seconds(5));

        for (int i = 0; i < 20; i++) {
            call.voice("bob", Voice.burst(20, 700)).run(seconds(3));
        }

        assertThat(call.switches()).containsExactly("alice");
    }

    @Test
    void twoWhoSpeakAtOnceDoNotTakeTurns() {
        everybodyListens();
        call.voice("alice", Voice.SPEECH)
                .run(seconds(5))
                .voice("bob", Voice.SPEECH)
                .run(MINUTE);

        assertThat(call.switches().size()).isLessThanOrEqualTo(3);
    }

    @ParameterizedTest
    @ValueSource(ints = {60, 150, 300, 400})
    void aCoughInALongPauseChangesNothing(final int lengthMillis) {
        everybodyListens();
        call.voice("alice", Voice.SPEECH)
                .run(seconds(5))
                .voice("alice", Voice.ROOM)
                .run(seconds(4));

        for (int i = 0; i < 20; i++) {
            call.voice("bob", Voice.burst(15, lengthMillis)).run(seconds(2.03));
        }

        assertThat(call.switches()).containsExactly("alice");
    }

    @Test
    void typingIsNotSpeech() {
        everybodyListens();
        call.voice("bob", Voice.TYPING).run(MINUTE);

        assertThat(call.dominant()).isNull();
    }

    @Test
    void whoTypesGivesWayToWhoSpeaks() {
        everybodyListens();
        call.voice("alice", Voice.SPEECH)
                .run(seconds(5))
                .voice("alice", Voice.TYPING)
                .voice("bob", Voice.SPEECH);
        call.run(seconds(3));

        assertThat(call.dominant()).isEqualTo("bob");
    }

    @ParameterizedTest
    @ValueSource(ints = {70, 55, 45, 35, 25})
    void steadyNoiseIsNotSpeechHoweverLoud(final int level) {
        everybodyListens();
        call.voice("bob", Voice.noise(level)).run(MINUTE);

        call.voice("alice", Voice.SPEECH).run(seconds(2));
        assertThat(call.dominant()).isEqualTo("alice");
        call.run(MINUTE);
        assertThat(call.switches()).endsWith("alice").hasSizeLessThanOrEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(ints = {55, 45, 35, 25})
    void noiseThatBeginsDuringACallIsSoonBackground(final int level) {
        everybodyListens();
        call.voice("alice", Voice.SPEECH).run(MINUTE);

        call.voice("bob", Voice.noise(level)).run(MINUTE);

        assertThat(call.switches()).containsExactly("alice");
    }

    @ParameterizedTest
    @ValueSource(ints = {70, 55, 45})
    void speechIsHeardOverNoise(final int noise) {
        everybodyListens();
        call.voice("bob", Voice.noise(noise))
                .run(seconds(20))
                .voice("alice", Voice.SPEECH)
                .run(seconds(10));

        call.voice("alice", Voice.ROOM)
                .voice("bob", Voice.speech(20).over(Voice.noise(noise)))
                .run(seconds(3));

        assertThat(call.dominant()).isEqualTo("bob");
    }

    @Test
    void aVeryLongSpeechDoesNotBecomeBackground() {
        everybodyListens();
        call.voice("alice", Voice.SPEECH).run(Duration.ofMinutes(30));

        assertThat(call.speakers().activity().getFirst().longScore()).isGreaterThan(200);
        assertThat(call.switches()).containsExactly("alice");
    }

    @Test
    void aVeryLongSpeechThroughANoiseGateDoesNotBecomeBackground() {
        everybodyListens();
        call.voice("alice", Voice.gated(Voice.SPEECH)).run(Duration.ofMinutes(30));

        assertThat(call.speakers().activity().getFirst().longScore()).isGreaterThan(200);
    }

    @Test
    void whoMutesInMidSpeechGivesWay() {
        everybodyListens();
        call.voice("alice", Voice.SPEECH).run(seconds(5.5));

        call.voice("alice", Voice.MUTED).voice("bob", Voice.SPEECH).run(seconds(1.3));

        assertThat(call.dominant()).isEqualTo("bob");
    }

    @Test
    void whoseStreamStopsInMidSpeechGivesWay() {
        everybodyListens();
        call.voice("alice", Voice.SPEECH).run(seconds(5.5));

        call.voice("alice", Voice.ABSENT).voice("bob", Voice.SPEECH).run(seconds(1.5));

        assertThat(call.dominant()).isEqualTo("bob");
    }

    @Test
    void whoUnmutesAndSpeaksIsDominantWithinSeconds() {
        call.run(MINUTE);

        call.voice("carol", Voice.SPEECH).run(seconds(1.3));

        assertThat(call.dominant()).isEqualTo("carol");
    }

    @Test
    void unmutingInANoisyPlaceIsNotSpeech() {
        everybodyListens();
        call.voice("alice", Voice.SPEECH).voice("bob", Voice.MUTED).run(MINUTE);

        for (int i = 0; i < 5; i++) {
            call.voice("bob", Voice.noise(45))
                    .run(seconds(10))
                    .voice("bob", Voice.MUTED)
                    .run(seconds(10));
        }

        assertThat(call.switches()).containsExactly("alice");
    }

    @Test
    void pausesThatAreNotSentArePauses() {
        call.voice("alice", Voice.dtx(Voice.SPEECH))
                .voice("bob", Voice.dtx(Voice.ROOM))
                .run(seconds(10));
        call.voice("alice", Voice.dtx(Voice.ROOM))
                .voice("bob", Voice.dtx(Voice.SPEECH))
                .run(seconds(1.5));

        assertThat(call.switches()).containsExactly("alice", "bob");
    }

    @ParameterizedTest
    @ValueSource(ints = {10, 20, 40, 60, 120})
    void theLengthOfPacketsDoesNotMatter(final int packetMillis) {
        everybodyListens();
        call.packets("bob", Duration.ofMillis(packetMillis))
                .voice("alice", Voice.SPEECH)
                .run(seconds(5));

        call.voice("alice", Voice.ROOM).voice("bob", Voice.SPEECH).run(seconds(2));

        assertThat(call.switches()).containsExactly("alice", "bob");
    }

    @Test
    void packetsThatComeLateAndAllAtOnceStillCount() {
        everybodyListens();
        call.stalls("bob", Duration.ofMillis(200)).voice("alice", Voice.SPEECH).run(seconds(5));

        call.voice("alice", Voice.ROOM).voice("bob", Voice.SPEECH).run(seconds(2));

        assertThat(call.switches()).containsExactly("alice", "bob");
    }

    @Test
    void sendingMorePacketsGainsNothing() {
        everybodyListens();
        call.packets("bob", Duration.ofMillis(1))
                .voice("bob", Voice.burst(5, 400))
                .run(seconds(5));

        assertThat(call.dominant()).isNull();
    }

    @Test
    void whenTheDominantSpeakerLeavesTheOneBeforeIsDominantAgain() {
        everybodyListens();
        call.voice("carol", Voice.SPEECH).run(seconds(3)).voice("carol", Voice.ROOM);
        call.voice("bob", Voice.SPEECH).run(seconds(3)).voice("bob", Voice.ROOM);
        assertThat(call.speakers().recent()).containsExactly("bob", "carol");

        call.leave("bob");

        assertThat(call.speakers().onTick(call.now())).isTrue();
        assertThat(call.dominant()).isEqualTo("carol");
        assertThat(call.speakers().order()).containsExactly("carol", "alice");
    }

    @Test
    void aListenerWhoLeavesChangesNothing() {
        everybodyListens();
        call.voice("alice", Voice.SPEECH).run(seconds(3));

        call.leave("bob");

        assertThat(call.speakers().onTick(call.now())).isFalse();
    }

    @Test
    void whoSpokeComesBeforeWhoDidNotAndTheLatestComesFirst() {
        everybodyListens();
        call.voice("carol", Voice.SPEECH).run(seconds(3)).voice("carol", Voice.ROOM);
        call.voice("bob", Voice.SPEECH).run(seconds(3));

        assertThat(call.speakers().order()).containsExactly("bob", "carol", "alice");
    }

    @Test
    void amongAHundredTheOneWhoSpeaksIsFound() {
        final List<String> ids =
                IntStream.range(0, 100).mapToObj("%08x"::formatted).toList();
        final Conversation large =
                new Conversation(SpeechSettings.defaults(), new Random(2), ids.toArray(String[]::new));
        ids.forEach(id -> large.voice(id, Voice.ROOM));

        for (int turn = 0; turn < 20; turn++) {
            final String speaker = ids.get(turn * 5);
            large.voice(speaker, Voice.SPEECH).run(seconds(2));
            assertThat(large.dominant()).isEqualTo(speaker);
            large.voice(speaker, Voice.ROOM);
        }

        assertThat(large.switches()).hasSize(20);
        assertThat(large.speakers().recent()).hasSize(10).startsWith(ids.get(95), ids.get(90));
    }

    @Test
    void silenceIsToldOnceItLastsAndEndsWithSpeech() {
        final SpeechSettings defaults = SpeechSettings.defaults();
        final Conversation attentive = new Conversation(
                new SpeechSettings(10, true, seconds(3).toNanos(), defaults.loudest(), defaults.silence()),
                new Random(1),
                "alice",
                "bob");
        attentive.voice("alice", Voice.SPEECH).voice("bob", Voice.ROOM).run(seconds(5));
        assertThat(attentive.speakers().silence()).isFalse();

        attentive.voice("alice", Voice.ROOM).run(seconds(3));
        assertThat(attentive.speakers().silence()).isFalse();
        attentive.run(seconds(2));
        assertThat(attentive.speakers().silence()).isTrue();
        assertThat(attentive.dominant()).isEqualTo("alice");

        attentive.voice("bob", Voice.SPEECH).run(seconds(1));
        assertThat(attentive.speakers().silence()).isFalse();
    }

    @Test
    void silenceIsNotToldUnlessAskedFor() {
        everybodyListens();
        call.voice("alice", Voice.SPEECH)
                .run(seconds(3))
                .voice("alice", Voice.MUTED)
                .run(MINUTE);

        assertThat(call.speakers().silence()).isFalse();
    }
}
