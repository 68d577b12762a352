/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.speech;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.constraints.IntRange;

/** Whatever levels come in whatever order, nobody is named who has no business to be. */
class SpeechProperties {
    private static final int PEOPLE = 6;
    private static final long MILLI = 1_000_000;

    enum Kind {
        LEVELS,
        JOIN,
        LEAVE,
        WAIT
    }

    /** @param packets so many levels, {@code millis} apart */
    record Step(Kind kind, int person, int level, int packets, int millis) {}

    @Property(tries = 300)
    void onlyThoseWhoSpokeAndAreHereAreNamed(
            @ForAll("steps") final List<Step> steps, @ForAll @IntRange(min = 1, max = 4) final int recent) {
        final SpeechSettings defaults = SpeechSettings.defaults();
        final SpeakerIdentification speakers = new SpeakerIdentification(
                new SpeechSettings(recent, true, 500 * MILLI, defaults.loudest(), defaults.silence()));
        final Speaker[] present = new Speaker[PEOPLE];
        final Set<String> loud = new HashSet<>();
        // A clock that wraps on the way.
        long now = Long.MAX_VALUE - 2000 * MILLI;
        int joined = 0;

        for (final Step step : steps) {
            final Speaker speaker = present[step.person()];
            switch (step.kind()) {
                case JOIN -> {
                    if (speaker == null) {
                        present[step.person()] = speakers.join("p" + joined++);
                    }
                }
                case LEAVE -> {
                    if (speaker != null) {
                        speakers.leave(speaker);
                        present[step.person()] = null;
                    }
                }
                case LEVELS -> {
                    if (speaker != null) {
                        if (step.level() <= 52) {
                            loud.add(speaker.endpointId());
                        }
                        for (int i = 0; i < step.packets(); i++) {
                            now += step.millis() * MILLI;
                            speakers.onAudioLevel(speaker, step.level(), now);
                            speakers.onTick(now);
                        }
                    }
                }
                case WAIT -> now += step.packets() * step.millis() * MILLI;
            }
            final String dominantBefore = speakers.dominant();
            final List<String> recentBefore = speakers.recent();
            if (!speakers.onTick(now)) {
                assertThat(speakers.dominant()).isEqualTo(dominantBefore);
                assertThat(speakers.recent()).isEqualTo(recentBefore);
            }
            check(speakers, present, loud, recent);
        }
    }

    private static void check(
            final SpeakerIdentification speakers, final Speaker[] present, final Set<String> loud, final int recent) {
        final List<String> here = new ArrayList<>();
        for (final Speaker speaker : present) {
            if (speaker != null) {
                here.add(speaker.endpointId());
            }
        }
        assertThat(speakers.order()).containsExactlyInAnyOrderElementsOf(here);
        assertThat(speakers.recent())
                .hasSizeLessThanOrEqualTo(recent)
                .isSubsetOf(loud)
                .isEqualTo(speakers.order().subList(0, speakers.recent().size()));
        assertThat(speakers.dominant())
                .isEqualTo(
                        speakers.recent().isEmpty() ? null : speakers.recent().getFirst());
        assertThat(speakers.silence() && speakers.dominant() == null).isFalse();
        assertThat(speakers.activity()).allMatch(a -> a.level() >= 0 && a.level() <= 127 && a.noiseLevel() >= 0);
    }

    @Provide
    Arbitrary<List<Step>> steps() {
        return Combinators.combine(
                        Arbitraries.frequency(
                                Tuple.of(6, Kind.LEVELS),
                                Tuple.of(3, Kind.JOIN),
                                Tuple.of(1, Kind.LEAVE),
                                Tuple.of(1, Kind.WAIT)),
                        Arbitraries.integers().between(0, PEOPLE - 1),
                        Arbitraries.integers().between(0, 127),
                        Arbitraries.integers().between(1, 60),
                        Arbitraries.of(0, 1, 10, 20, 20, 20, 40, 60, 120, 400))
                .as(Step::new)
                .list()
                .ofMinSize(10)
                .ofMaxSize(60);
    }
}
