/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.rewriting;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.hummingbridge.sfu.media.MediaType;
import org.junit.jupiter.api.Test;

class MapAnnouncementsTest {
    private static final long MILLI = 1_000_000L;
    private static final long TICK = 5 * MILLI;

    private final StreamSlots<String, String> slots =
            new StreamSlots<>(MediaType.VIDEO, 3, true, new Random(1), ssrc -> false, (ssrc, rtx, mid) -> "stream");
    private final MapAnnouncements<String, String> announcements = new MapAnnouncements<>(slots);

    private void want(final long now, final String... sources) {
        slots.activate(List.of(sources), List.of(), now);
    }

    private List<String> poll(final long now) {
        return announcements.poll(now).stream().map(Slot::borrower).toList();
    }

    private List<String> keyframes(final long now) {
        return announcements.keyframesDue(now).stream().map(Slot::borrower).toList();
    }

    /** Ticks until then, and when something was told. */
    private List<String> tick(final long from, final long to) {
        final List<String> told = new ArrayList<>();
        for (long now = from; now < to; now += TICK) {
            final List<String> sources = poll(now);
            if (!sources.isEmpty()) {
                told.add(now / MILLI + " " + String.join(" ", sources));
            }
        }
        return told;
    }

    @Test
    void isQuietOnceEverythingWasToldAsOftenAsItIsToBe() {
        assertThat(announcements.isQuiet()).isTrue();

        want(0, "a");
        assertThat(announcements.isQuiet()).isFalse();
        tick(0, 4_000 * MILLI);
        keyframes(4_000 * MILLI);
        keyframes(4_500 * MILLI);

        assertThat(announcements.isQuiet()).isTrue();
        announcements.reopened();
        assertThat(announcements.isQuiet()).isFalse();
    }

    @Test
    void aChangeIsToldAtOnceAndOnceAndOnlyWhatChanged() {
        assertThat(poll(0)).isEmpty();

        want(0, "a", "b");
        assertThat(poll(0)).containsExactly("a", "b");
        want(TICK, "a", "b", "c");
        assertThat(poll(100 * MILLI)).containsExactly("c");
        assertThat(poll(200 * MILLI)).isEmpty();
    }

    @Test
    void changesThatFollowEachOtherAreToldTogether() {
        want(0, "a");
        poll(0);

        want(5 * MILLI, "a", "b");
        assertThat(poll(10 * MILLI)).isEmpty();
        want(20 * MILLI, "b", "c");
        assertThat(poll(49 * MILLI)).isEmpty();

        assertThat(poll(50 * MILLI)).containsExactly("b", "c");
    }

    @Test
    void mediaWaitsUntilTheReceiverKnowsWhoseItIs() {
        want(0, "a", "b", "c");
        final Slot<String, String> slot = Objects.requireNonNull(slots.of("a"));
        assertThat(slot.isTold()).isFalse();
        poll(0);
        assertThat(slot.isTold()).isTrue();

        want(1, "b", "c", "d");

        assertThat(slot.source()).isEqualTo("d");
        assertThat(slot.isTold()).isFalse();
        poll(60 * MILLI);
        assertThat(slot.isTold()).isTrue();
    }

    @Test
    void theWholeMapIsToldAgainThreeTimesAfterNews() {
        want(0, "a", "b");

        assertThat(tick(0, 10_000 * MILLI)).containsExactly("0 a b", "300 a b", "1000 a b", "3000 a b");
    }

    @Test
    void aKnownSsrcThatIsLentToAnotherIsNewsToo() {
        want(0, "a", "b", "c");
        tick(0, 5_000 * MILLI);

        want(5_000 * MILLI, "d", "b", "c");

        assertThat(tick(5_000 * MILLI, 15_000 * MILLI))
                .containsExactly("5000 d", "5300 d b c", "6000 d b c", "8000 d b c");
    }

    @Test
    void newsWhileARepetitionIsDueDoNotPutItOffAndAreRepeatedThemselves() {
        want(0, "a");
        tick(0, 600 * MILLI);
        want(600 * MILLI, "a", "b");

        assertThat(tick(600 * MILLI, 10_000 * MILLI))
                .containsExactly("600 b", "900 a b", "1000 a b", "1600 a b", "3000 a b", "3600 a b");
    }

    @Test
    void whoLeftIsNotToldOfAnyMore() {
        want(0, "a", "b");
        poll(0);
        slots.release("a");

        assertThat(tick(0, 1_500 * MILLI)).containsExactly("300 b", "1000 b");
    }

    @Test
    void aSourceThatLeavesBeforeItWasToldOfIsNeverTold() {
        want(0, "a");
        slots.release("a");

        assertThat(tick(0, 10_000 * MILLI)).isEmpty();
    }

    @Test
    void everythingIsToldAgainWhenAChannelOpens() {
        announcements.reopened();
        assertThat(poll(0)).isEmpty();
        want(0, "a", "b");
        tick(0, 5_000 * MILLI);
        want(5_000 * MILLI, "a", "c");
        poll(5_000 * MILLI);

        announcements.reopened();

        assertThat(tick(5_005 * MILLI, 10_000 * MILLI))
                .containsExactly(
                        "5005 a b c",
                        "5300 a b c",
                        "5350 a b c",
                        "6000 a b c",
                        "6050 a b c",
                        "8000 a b c",
                        "8050 a b c");
    }

    @Test
    void aKeyFrameIsAskedForWhenTheReceiverIsToldAndAgainWhenItHasMadeRoom() {
        want(0, "a");
        assertThat(keyframes(0)).isEmpty();
        poll(0);

        assertThat(keyframes(0)).containsExactly("a");
        assertThat(keyframes(299 * MILLI)).isEmpty();
        assertThat(keyframes(300 * MILLI)).containsExactly("a");
        assertThat(keyframes(400 * MILLI)).isEmpty();
    }

    @Test
    void aKnownSsrcNeedsNoMoreThanOneKeyFrame() {
        want(0, "a", "b", "c");
        tick(0, 5_000 * MILLI);
        keyframes(5_000 * MILLI);
        want(5_000 * MILLI, "d", "b", "c");
        poll(5_000 * MILLI);

        assertThat(keyframes(5_000 * MILLI)).containsExactly("d");
        assertThat(keyframes(6_000 * MILLI)).isEmpty();
    }

    @Test
    void aNewSsrcThatIsLentOnBeforeThereIsRoomForItGetsItsSecondKeyFrameAllTheSame() {
        want(0, "a", "b", "c");
        poll(0);
        keyframes(0);
        want(100 * MILLI, "d", "b", "c");
        poll(100 * MILLI);

        assertThat(keyframes(100 * MILLI)).containsExactly("d");
        assertThat(keyframes(300 * MILLI)).containsExactlyInAnyOrder("d", "b", "c");
    }

    @Test
    void tellingTheWholeMapAgainCostsNoKeyFrames() {
        want(0, "a", "b");
        poll(0);
        keyframes(0);
        keyframes(300 * MILLI);

        poll(1_000 * MILLI);

        assertThat(keyframes(1_000 * MILLI)).isEmpty();
    }

    @Test
    void nobodyAsksForKeyFramesOfWhoLeft() {
        want(0, "a");
        poll(0);
        slots.release("a");

        assertThat(keyframes(0)).isEmpty();
        assertThat(keyframes(300 * MILLI)).isEmpty();
    }
}
