/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.speech;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.hummingbridge.sfu.speech.AudioGate.Verdict;
import org.junit.jupiter.api.Test;

class LoudestSourcesTest {
    private static final long PACKET_NANOS = Duration.ofMillis(20).toNanos();

    private SpeakerIdentification speakers;
    private LoudestSources loudest;
    private final List<Speaker> people = new ArrayList<>();
    private final List<AudioGate> gates = new ArrayList<>();
    private int sequence;
    private long now;

    private void conference(final boolean only, final int count, final boolean alwaysDominant, final int size) {
        final SpeechSettings settings = new SpeechSettings(
                10,
                false,
                0,
                new SpeechSettings.Loudest(
                        only, count, alwaysDominant, Duration.ofMillis(150).toNanos(), 50),
                SpeechSettings.defaults().silence());
        speakers = new SpeakerIdentification(settings);
        loudest = new LoudestSources(settings, speakers);
        IntStream.range(0, size).forEach(i -> {
            people.add(speakers.join("p" + i));
            gates.add(new AudioGate(settings, speakers, loudest));
        });
    }

    /** Everybody sends one packet of the given level, if any is given; returns who passed. */
    private List<Integer> round(final int... levels) {
        now += PACKET_NANOS;
        sequence++;
        final List<Integer> passed = new ArrayList<>();
        for (int i = 0; i < levels.length; i++) {
            if (levels[i] >= 0) {
                final Verdict verdict = gates.get(i).onPacket(sequence, people.get(i), levels[i], now);
                if (verdict == Verdict.FORWARD || verdict == Verdict.RESUME) {
                    passed.add(i);
                }
            }
        }
        speakers.onTick(now);
        return passed;
    }

    private List<Integer> rounds(final int count, final int... levels) {
        List<Integer> passed = List.of();
        for (int i = 0; i < count; i++) {
            passed = round(levels);
        }
        return passed;
    }

    @Test
    void everybodyPassesUnlessTheOperatorWantsTheLoudest() {
        conference(false, 1, true, 4);
        assertThat(rounds(100, 20, 30, 40, 50)).containsExactly(0, 1, 2, 3);
    }

    @Test
    void aCountOfNoneMeansEverybody() {
        conference(true, 0, true, 2);
        assertThat(rounds(100, 20, 30)).containsExactly(0, 1);
    }

    @Test
    void onlyTheLoudestPass() {
        conference(true, 2, false, 5);
        assertThat(rounds(100, 60, 20, 50, 30, 70)).containsExactly(1, 3);
    }

    @Test
    void whoFallsBehindPassesForAnotherHalfSecond() {
        conference(true, 1, false, 2);
        rounds(100, 20, 50);

        assertThat(rounds(20, 60, 20)).containsExactly(0, 1);
        assertThat(rounds(20, 60, 20)).containsExactly(1);
    }

    @Test
    void theFirstPacketOfWhoBeginsToSendPasses() {
        conference(true, 1, false, 2);
        rounds(100, 60, -1);

        assertThat(round(60, 20)).contains(1);
    }

    @Test
    void whoStopsSendingGivesWay() {
        conference(true, 1, false, 2);
        rounds(100, 20, 50);

        assertThat(rounds(10, -1, 50)).containsExactly(1);
    }

    @Test
    void whoLeavesGivesWayAtOnce() {
        conference(true, 1, false, 2);
        rounds(100, 20, 50);

        speakers.leave(people.getFirst());

        assertThat(round(-1, 50)).containsExactly(1);
    }

    @Test
    void theDominantSpeakerPassesThoughOthersAreLouder() {
        conference(true, 1, true, 2);
        rounds(100, -1, 45);
        rounds(40, 30, 45);
        assertThat(speakers.dominant()).isEqualTo("p0");

        // Steady noise is louder than the speaker but not speech.
        assertThat(rounds(40, 50, 45)).containsExactly(0, 1);
    }

    @Test
    void whoIsAskedForByNamePasses() {
        conference(true, 1, false, 2);
        gates.get(1).askedFor(true);

        assertThat(rounds(100, 20, 50)).containsExactly(0, 1);
    }

    @Test
    void aHugeCountIsBounded() {
        conference(true, Integer.MAX_VALUE, false, LoudestSources.MAX_LOUDEST + 10);
        final int[] levels = IntStream.range(0, LoudestSources.MAX_LOUDEST + 10).toArray();

        assertThat(rounds(100, levels)).hasSize(LoudestSources.MAX_LOUDEST);
    }
}
