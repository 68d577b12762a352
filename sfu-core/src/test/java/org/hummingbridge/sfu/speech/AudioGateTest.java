/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.speech;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.hummingbridge.sfu.speech.AudioGate.Verdict;
import org.junit.jupiter.api.Test;

class AudioGateTest {
    private static final long PACKET_NANOS = Duration.ofMillis(20).toNanos();
    private static final int SILENT = 127;
    private static final int SPEECH = 30;

    private final SpeechSettings settings = SpeechSettings.defaults();
    private final SpeakerIdentification speakers = new SpeakerIdentification(settings);
    private final Speaker speaker = speakers.join("alice");
    private final AudioGate gate = new AudioGate(settings, speakers, new LoudestSources(settings, speakers));
    private int sequence = 65_530;
    private long now;

    private Verdict next(final int level) {
        now += PACKET_NANOS;
        sequence = sequence + 1 & 0xffff;
        return gate.onPacket(sequence, speaker, level, now);
    }

    private Verdict late(final int behind, final int level) {
        return gate.onPacket(sequence - behind & 0xffff, speaker, level, now);
    }

    private void silence(final int packets) {
        for (int i = 0; i < packets; i++) {
            next(SILENT);
        }
    }

    @Test
    void threePacketsOfSilencePassAndNoMore() {
        assertThat(next(SPEECH)).isEqualTo(Verdict.FORWARD);

        assertThat(next(SILENT)).isEqualTo(Verdict.FORWARD);
        assertThat(next(SILENT)).isEqualTo(Verdict.FORWARD);
        assertThat(next(SILENT)).isEqualTo(Verdict.FORWARD);
        for (int i = 0; i < 1000; i++) {
            assertThat(next(SILENT)).isEqualTo(Verdict.SILENT);
        }
    }

    @Test
    void theFirstSoundAfterSilencePassesAndHidesTheGap() {
        silence(1000);

        assertThat(next(126)).isEqualTo(Verdict.RESUME);
        assertThat(next(SPEECH)).isEqualTo(Verdict.FORWARD);
    }

    @Test
    void shortSilenceLeavesNoGapToHide() {
        next(SPEECH);
        silence(3);

        assertThat(next(SPEECH)).isEqualTo(Verdict.FORWARD);
    }

    @Test
    void packetsWithoutALevelAlwaysPass() {
        for (int i = 0; i < 10; i++) {
            assertThat(next(AudioGate.NO_LEVEL)).isEqualTo(Verdict.FORWARD);
        }
        silence(10);
        assertThat(next(AudioGate.NO_LEVEL)).isEqualTo(Verdict.RESUME);
    }

    @Test
    void aLatePacketPassesIfItsNeighboursDid() {
        next(SPEECH);
        next(SPEECH);
        next(SPEECH);

        assertThat(late(1, SPEECH)).isEqualTo(Verdict.FORWARD);
    }

    @Test
    void aLatePacketFromBeforeTheSilencePassesAndOneFromWithinDoesNot() {
        next(SPEECH);
        next(SPEECH);
        silence(3 + 10);

        assertThat(late(9, SPEECH)).isEqualTo(Verdict.LATE);
        assertThat(late(10, SPEECH)).isEqualTo(Verdict.FORWARD);
    }

    @Test
    void aLatePacketFromWithinALongSilenceNeverPasses() {
        next(SPEECH);
        silence(70_000);

        for (int behind = 0; behind < 500; behind++) {
            assertThat(late(behind, SPEECH)).isEqualTo(Verdict.LATE);
        }
    }

    @Test
    void aLatePacketDoesNotEndSilence() {
        next(SPEECH);
        silence(20);
        late(5, SPEECH);

        assertThat(next(SILENT)).isEqualTo(Verdict.SILENT);
    }

    @Test
    void anyJumpOfTheNumberingIsFollowed() {
        for (int jump = 1000; jump < 65_000; jump += 1000) {
            next(SPEECH);
            sequence += jump;
            next(SPEECH);
            silence(3);
            assertThat(next(SILENT)).as("jump by %d", jump).isEqualTo(Verdict.SILENT);
        }
    }

    @Test
    void silencePassesWhereTheOperatorWantsIt() {
        final SpeechSettings open =
                new SpeechSettings(10, false, 0, settings.loudest(), new SpeechSettings.Silence(false, 3));
        final AudioGate openGate = new AudioGate(open, speakers, new LoudestSources(open, speakers));

        for (int i = 0; i < 10; i++) {
            assertThat(openGate.onPacket(i, speaker, SILENT, i * PACKET_NANOS)).isEqualTo(Verdict.FORWARD);
        }
    }

    @Test
    void aVisitorsAudioIsNotJudgedByItsLoudness() {
        assertThat(gate.onPacket(1, null, SPEECH, 0)).isEqualTo(Verdict.FORWARD);
        assertThat(speakers.order()).containsExactly("alice");
    }
}
