/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.allocation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SenderConstraintsTest {
    private static final long HOLD = SenderConstraints.HOLD_NANOS;
    private static final VideoConstraint NONE = VideoConstraint.NONE;
    private static final VideoConstraint ANY = VideoConstraint.ANY;

    private final SenderConstraints constraints = new SenderConstraints();

    private static VideoConstraint height(final int height) {
        return new VideoConstraint(height, VideoConstraint.UNLIMITED);
    }

    private List<String> poll(final long now) {
        final List<String> told = new ArrayList<>();
        constraints.poll(now, (source, maxHeight) -> told.add(source + " " + maxHeight));
        return told;
    }

    @Test
    void aSenderIsToldTheMostThatAnybodyWants() {
        constraints.add("a", 0);
        constraints.set("a", "r1", height(180), 0);
        constraints.set("a", "r2", height(720), 0);
        constraints.set("a", "r3", height(360), 0);

        assertThat(poll(0)).containsExactly("a 720");
        assertThat(poll(1)).isEmpty();
        assertThat(constraints.told("a")).isEqualTo(720);
    }

    @Test
    void noBoundIsMoreThanAnyHeight() {
        constraints.add("a", 0);
        constraints.set("a", "r1", height(2160), 0);
        poll(0);
        constraints.set("a", "r2", ANY, 0);

        assertThat(poll(0)).containsExactly("a -1");
    }

    @Test
    void whomNobodyWantsIsToldSoAfterAWhile() {
        constraints.add("a", 0);

        assertThat(poll(HOLD - 1)).isEmpty();
        assertThat(constraints.told("a")).isEqualTo(VideoConstraint.UNLIMITED);
        assertThat(poll(HOLD)).containsExactly("a 0");
    }

    @Test
    void moreIsToldAtOnceAndLessAfterAWhile() {
        constraints.add("a", 0);
        constraints.set("a", "r1", height(720), 0);
        poll(0);

        constraints.set("a", "r1", height(180), 10);
        assertThat(poll(10 + HOLD - 1)).isEmpty();
        assertThat(poll(10 + HOLD)).containsExactly("a 180");
        constraints.set("a", "r1", height(360), 11 + HOLD);
        assertThat(poll(11 + HOLD)).containsExactly("a 360");
    }

    @Test
    void whatIsWantedAgainInTimeIsNeverTakenBack() {
        constraints.add("a", 0);
        constraints.set("a", "r1", height(720), 0);
        poll(0);

        constraints.set("a", "r1", NONE, 0);
        constraints.set("a", "r2", height(720), HOLD - 1);

        assertThat(poll(HOLD)).isEmpty();
        assertThat(poll(10 * HOLD)).isEmpty();
    }

    @Test
    void aWhileBeginsWithTheFirstWishForLess() {
        constraints.add("a", 0);
        constraints.set("a", "r1", height(720), 0);
        poll(0);

        constraints.set("a", "r1", height(360), 0);
        constraints.set("a", "r1", height(180), HOLD / 2);

        assertThat(poll(HOLD)).containsExactly("a 180");
    }

    @Test
    void receiversThatLeftWantNothing() {
        constraints.add("a", 0);
        constraints.add("b", 0);
        constraints.set("a", "r1", height(720), 0);
        constraints.set("b", "r1", height(720), 0);
        constraints.set("b", "r2", height(180), 0);
        poll(0);

        constraints.forget("r1", 0);

        assertThat(poll(HOLD)).containsExactlyInAnyOrder("a 0", "b 180");
    }

    @Test
    void noFramesAreNoVideo() {
        constraints.add("a", 0);
        constraints.set("a", "r1", new VideoConstraint(720, 0), 0);

        assertThat(poll(HOLD)).containsExactly("a 0");
    }

    @Test
    void sourcesThatAreNotThereAreNotSpokenOf() {
        constraints.set("gone", "r1", ANY, 0);
        constraints.add("a", 0);
        constraints.set("a", "r1", ANY, 0);
        constraints.remove("a");

        assertThat(poll(HOLD)).isEmpty();
        constraints.add("a", HOLD);
        assertThat(poll(2 * HOLD)).containsExactly("a 0");
    }
}
