/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.conference;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.hummingbridge.sfu.media.MediaDescription;
import org.hummingbridge.sfu.media.PayloadType;
import org.hummingbridge.sfu.media.SourceDescription;
import org.hummingbridge.sfu.red.RedDistance;
import org.hummingbridge.sfu.red.RedPolicy;
import org.hummingbridge.sfu.red.RedSettings;
import org.hummingbridge.sfu.simulation.LinkConditions;
import org.junit.jupiter.api.Test;

/** What becomes of redundant audio between a sender and receivers that take it or do not. */
class RedundantAudioTest {
    private static final int RED = 112;
    private static final int OPUS = 111;

    @Test
    void whoTakesItGetsItAndWhoDoesNotGetsPlainAudioWithLossesRestored() {
        final SimulatedCall call = call(RedPolicy.NOOP);
        final SimulatedParticipant alice = call.joinWith("aaaaaaaa", medias(true));
        final SimulatedParticipant bob = call.joinWith("bbbbbbbb", medias(true));
        final SimulatedParticipant carol = call.joinWith("cccccccc", medias(false));
        connect(call, alice);

        for (int i = 0; i < 10; i++) {
            if (i == 5) {
                alice.loseAudio();
            } else {
                alice.sendRedundantAudio(RED, OPUS);
            }
            call.run(Duration.ofMillis(20));
        }

        assertThat(bob.audioFrom(alice)).hasSize(9);
        assertThat(bob.reception().audioTypes()).containsOnly(RED);
        final List<Integer> plain = carol.audioFrom(alice);
        assertThat(plain).hasSize(10).doesNotHaveDuplicates();
        assertThat(plain.getLast() - plain.getFirst()).isEqualTo(9);
        assertThat(carol.reception().audioTypes()).containsOnly(OPUS);
    }

    @Test
    void underStripNobodyGetsAny() {
        final SimulatedCall call = call(RedPolicy.STRIP);
        final SimulatedParticipant alice = call.joinWith("aaaaaaaa", medias(true));
        final SimulatedParticipant bob = call.joinWith("bbbbbbbb", medias(true));
        connect(call, alice);

        for (int i = 0; i < 10; i++) {
            alice.sendRedundantAudio(RED, OPUS);
            call.run(Duration.ofMillis(20));
        }

        assertThat(bob.audioFrom(alice)).hasSize(10);
        assertThat(bob.reception().audioTypes()).containsOnly(OPUS);
    }

    @Test
    void underProtectAllPlainAudioIsMadeRedundantForWhoTakesIt() {
        final SimulatedCall call = call(RedPolicy.PROTECT_ALL);
        final SimulatedParticipant alice = call.joinWith("aaaaaaaa", medias(true));
        final SimulatedParticipant bob = call.joinWith("bbbbbbbb", medias(true));
        final SimulatedParticipant carol = call.joinWith("cccccccc", medias(false));
        connect(call, alice);

        for (int i = 0; i < 10; i++) {
            alice.sendAudio(20);
            call.run(Duration.ofMillis(20));
        }

        assertThat(bob.reception().audioTypes()).containsOnly(RED);
        assertThat(bob.audioFrom(alice)).hasSize(10);
        // Two repetitions of 80 bytes with their headers of 4, and the last header.
        assertThat(bob.reception().lastAudioPayload()).isEqualTo(3 * 80 + 2 * 4 + 1);
        assertThat(carol.reception().audioTypes()).containsOnly(OPUS);
        assertThat(carol.reception().lastAudioPayload()).isEqualTo(80);
    }

    private static void connect(final SimulatedCall call, final SimulatedParticipant sender) {
        assertThat(call.connect(Duration.ofSeconds(30))).isTrue();
        final List<SourceDescription> sources = new ArrayList<>(sender.sources());
        sources.add(sender.audioSource());
        call.conference().replaceSources(sender.id(), sources);
        call.run(Duration.ofMillis(50));
    }

    private static SimulatedCall call(final RedPolicy policy) {
        return SimulatedCall.withRed(
                1, LinkConditions.delayed(Duration.ofMillis(5)), new RedSettings(policy, RedDistance.TWO, true));
    }

    private static List<MediaDescription> medias(final boolean red) {
        final MediaDescription audio = SimulatedCall.medias().getFirst();
        final List<PayloadType> types = new ArrayList<>(audio.payloadTypes());
        if (red) {
            types.add(new PayloadType(RED, "red", 48_000, 2, Map.of(), Set.of()));
        }
        return List.of(
                new MediaDescription(audio.type(), types, audio.extensions(), audio.extmapAllowMixed()),
                SimulatedCall.medias().getLast());
    }
}
