/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.allocation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class VideoSelectionTest {
    private static final List<String> BY_SPEAKER = List.of("a-v0", "b-v0", "c-v0", "d-v0");
    private static final VideoConstraint LOW = new VideoConstraint(180, VideoConstraint.UNLIMITED);

    private static ReceiverConstraints wishes(
            final int lastN,
            final List<String> onStage,
            final List<String> selected,
            final VideoConstraint fallback,
            final Map<String, VideoConstraint> bySource) {
        return new ReceiverConstraints(lastN, onStage, selected, fallback, bySource, null);
    }

    @Test
    void whoSaidNothingGetsEverythingInTheSpeakersOrder() {
        assertThat(VideoSelection.choose(ReceiverConstraints.EVERYTHING, -1, BY_SPEAKER))
                .containsExactlyElementsOf(BY_SPEAKER);
    }

    @Test
    void lastNTakesTheLastSpeakers() {
        assertThat(VideoSelection.choose(ReceiverConstraints.EVERYTHING.withLastN(2), -1, BY_SPEAKER))
                .containsExactly("a-v0", "b-v0");
    }

    @Test
    void theStageComesBeforeTheSelectedAndBothBeforeSpeakers() {
        final ReceiverConstraints wishes = wishes(3, List.of("d-v0"), List.of("c-v0"), LOW, Map.of());

        assertThat(VideoSelection.choose(wishes, -1, BY_SPEAKER)).containsExactly("d-v0", "c-v0", "a-v0");
    }

    @Test
    void aSourceOfHeightZeroTakesNoPlace() {
        final ReceiverConstraints wishes = wishes(2, List.of(), List.of(), LOW, Map.of("a-v0", VideoConstraint.NONE));

        assertThat(VideoSelection.choose(wishes, -1, BY_SPEAKER)).containsExactly("b-v0", "c-v0");
    }

    @Test
    void onlyNamedSourcesAreSentWhereTheFallbackIsNone() {
        final ReceiverConstraints wishes = wishes(-1, List.of(), List.of(), VideoConstraint.NONE, Map.of("c-v0", LOW));

        assertThat(VideoSelection.choose(wishes, -1, BY_SPEAKER)).containsExactly("c-v0");
    }

    @Test
    void theBridgesLimitHoldsToo() {
        assertThat(VideoSelection.choose(ReceiverConstraints.EVERYTHING, 1, BY_SPEAKER))
                .containsExactly("a-v0");
        assertThat(VideoSelection.choose(ReceiverConstraints.EVERYTHING.withLastN(3), 1, BY_SPEAKER))
                .containsExactly("a-v0");
    }

    @Test
    void wishesForSourcesThatAreNotThereTakeNoPlace() {
        final ReceiverConstraints wishes = wishes(1, List.of("gone-v0"), List.of("also-gone-v0"), LOW, Map.of());

        assertThat(VideoSelection.choose(wishes, -1, BY_SPEAKER)).containsExactly("a-v0");
    }

    @Test
    void lastNOfZeroIsNoVideo() {
        assertThat(VideoSelection.choose(ReceiverConstraints.EVERYTHING.withLastN(0), -1, BY_SPEAKER))
                .isEmpty();
    }
}
