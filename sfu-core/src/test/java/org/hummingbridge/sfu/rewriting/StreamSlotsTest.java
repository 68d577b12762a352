/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.rewriting;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.random.RandomGenerator;
import org.hummingbridge.sfu.media.MediaType;
import org.junit.jupiter.api.Test;

/** Sources are names, and a slot's stream is what it was made with. */
class StreamSlotsTest {
    private static final long SECOND = 1_000_000_000L;

    private final List<Integer> taken = new ArrayList<>();

    private StreamSlots<String, String> slots(final MediaType type, final int limit) {
        return slots(type, limit, true, new Random(1));
    }

    private StreamSlots<String, String> slots(
            final MediaType type, final int limit, final boolean midDemux, final RandomGenerator random) {
        return new StreamSlots<>(
                type,
                limit,
                midDemux,
                random,
                taken::contains,
                (ssrc, rtx, mid) -> Integer.toUnsignedString(ssrc) + "/" + Integer.toUnsignedString(rtx) + "/" + mid);
    }

    private static List<String> sourcesOf(final List<Slot<String, String>> slots) {
        return slots.stream().map(Slot::borrower).toList();
    }

    private static Slot<String, String> lent(final StreamSlots<String, String> slots, final String source) {
        return Objects.requireNonNull(slots.of(source));
    }

    @Test
    void whatIsWantedGetsASlotOnceAndKeepsIt() {
        final StreamSlots<String, String> slots = slots(MediaType.VIDEO, 3);

        assertThat(sourcesOf(slots.activate(List.of("a", "b"), List.of(), 0))).containsExactly("a", "b");
        final Slot<String, String> first = lent(slots, "a");
        assertThat(sourcesOf(slots.activate(List.of("b", "c", "a"), List.of(), 1)))
                .containsExactly("c");

        assertThat(slots.of("a")).isSameAs(first);
        assertThat(first.source()).isEqualTo("a");
    }

    @Test
    void theLeastRecentlyWantedMakesRoomAndPassesItsStreamOn() {
        final StreamSlots<String, String> slots = slots(MediaType.VIDEO, 3);
        slots.activate(List.of("a", "b", "c"), List.of(), 0);
        slots.activate(List.of("a", "c"), List.of(), 1);
        slots.activate(List.of("c"), List.of(), 2);
        final Slot<String, String> ofB = lent(slots, "b");

        final List<Slot<String, String>> changed = slots.activate(List.of("d"), List.of(), 3);

        assertThat(changed).containsExactly(ofB);
        assertThat(ofB.source()).isEqualTo("d");
        assertThat(ofB.stream())
                .isEqualTo(
                        Integer.toUnsignedString(ofB.ssrc()) + "/" + Integer.toUnsignedString(ofB.rtxSsrc()) + "/v1");
        assertThat(slots.of("b")).isNull();
        assertThat(slots.slots()).hasSize(3);
    }

    @Test
    void whatIsWantedNeverMakesRoomHoweverLongAgoItWasUsed() {
        final StreamSlots<String, String> slots = slots(MediaType.VIDEO, 2);
        slots.activate(List.of("old", "newer"), List.of(), 0);
        slots.activate(List.of("newer"), List.of(), 5);

        slots.activate(List.of("old", "newest"), List.of(), 6);

        assertThat(slots.of("old")).isNotNull();
        assertThat(slots.of("newer")).isNull();
    }

    @Test
    void moreWantedThanThereAreSlotsAreCutOffAtTheEnd() {
        final StreamSlots<String, String> slots = slots(MediaType.VIDEO, 2);

        assertThat(sourcesOf(slots.activate(List.of("a", "b", "c"), List.of("d"), 0)))
                .containsExactly("a", "b");
    }

    @Test
    void spareSourcesGetWhatIsLeftAndTakeNothingFromOthers() {
        final StreamSlots<String, String> slots = slots(MediaType.VIDEO, 4);
        slots.activate(List.of("a", "b"), List.of(), 0);

        final List<Slot<String, String>> changed = slots.activate(List.of("c"), List.of("a", "d", "e"), 1);

        assertThat(sourcesOf(changed)).containsExactly("c", "d");
        assertThat(slots.of("e")).isNull();
        assertThat(slots.of("b")).isNotNull();
    }

    @Test
    void whatASourceLeavesBehindIsUsedBeforeAnythingNewIsMade() {
        final StreamSlots<String, String> slots = slots(MediaType.VIDEO, 10);
        slots.activate(List.of("a", "b"), List.of(), 0);
        final Slot<String, String> ofA = lent(slots, "a");

        slots.release("a");
        assertThat(ofA.source()).isNull();
        assertThat(slots.bySsrc(ofA.ssrc())).isSameAs(ofA);
        slots.release("nobody");
        slots.activate(List.of("b", "c"), List.of(), 1);

        assertThat(slots.of("c")).isSameAs(ofA);
        assertThat(slots.slots()).hasSize(2);
    }

    @Test
    void aScreenThatIsSharedAgainFindsItsOwnSlot() {
        final StreamSlots<String, String> slots = slots(MediaType.VIDEO, 10);
        slots.activate(List.of("gone", "screen"), List.of(), 0);
        final Slot<String, String> before = lent(slots, "screen");
        slots.release("gone");
        slots.release("screen");

        slots.activate(List.of("screen"), List.of(), 1);

        assertThat(slots.of("screen")).isSameAs(before);
    }

    @Test
    void feedbackFindsItsSlotByEitherSsrc() {
        final StreamSlots<String, String> slots = slots(MediaType.VIDEO, 2);
        slots.activate(List.of("a"), List.of(), 0);
        final Slot<String, String> slot = lent(slots, "a");

        assertThat(slots.bySsrc(slot.ssrc())).isSameAs(slot);
        assertThat(slots.bySsrc(slot.rtxSsrc())).isSameAs(slot);
        assertThat(slots.bySsrc(slot.ssrc() + 1)).isNull();
    }

    @Test
    void ssrcsAreOnesThatNobodyInTheConferenceHas() {
        final Random same = new Random(7);
        final int first = same.nextInt();
        final int second = same.nextInt();
        taken.add(first);
        final StreamSlots<String, String> slots = slots(MediaType.VIDEO, 2, true, new Random(7));

        slots.activate(List.of("a"), List.of(), 0);

        assertThat(lent(slots, "a").ssrc()).isEqualTo(second);
        assertThat(lent(slots, "a").rtxSsrc()).isNotIn(first, second);
    }

    @Test
    void aGeneratorThatIsStuckYieldsNoSlotInsteadOfTheSameSsrcTwice() {
        final StreamSlots<String, String> slots = slots(MediaType.AUDIO, 2, true, () -> 0x1234_5678_0000_0000L);

        assertThat(slots.slotFor("a", 0)).isNull();
        assertThat(slots.activate(List.of("a"), List.of("b"), 0)).isEmpty();
        assertThat(slots.slots()).isEmpty();
    }

    @Test
    void midsAreNumberedByTypeAndOnlyThereIfAskedFor() {
        final StreamSlots<String, String> audio = slots(MediaType.AUDIO, 3);
        final StreamSlots<String, String> bare = slots(MediaType.AUDIO, 3, false, new Random(1));
        audio.slotFor("x", 0);
        audio.slotFor("y", 0);
        bare.slotFor("x", 0);

        assertThat(audio.slots()).extracting(Slot::mid).containsExactly("a0", "a1");
        assertThat(lent(bare, "x").mid()).isNull();
    }

    @Test
    void aSpeakerGetsTheSlotOfWhoHasBeenSilentForLongest() {
        final StreamSlots<String, String> slots = slots(MediaType.AUDIO, 2);
        final Slot<String, String> ofA = slots.slotFor("a", 0);
        slots.slotFor("b", SECOND);
        slots.slotFor("a", 2 * SECOND);

        final Slot<String, String> ofC = slots.slotFor("c", 3 * SECOND);

        assertThat(ofC).isNotSameAs(ofA);
        assertThat(slots.of("b")).isNull();
    }

    @Test
    void aSpeakerTakesNothingFromThoseWhoAreSpeaking() {
        final StreamSlots<String, String> slots = slots(MediaType.AUDIO, 1);
        slots.slotFor("a", 0);

        assertThat(slots.slotFor("b", SECOND - 1)).isNull();
        assertThat(lent(slots, "a").source()).isEqualTo("a");
        assertThat(slots.slotFor("b", SECOND)).isNotNull();
    }

    @Test
    void whoeverSendsByASlotThatItKeptHoldsItToo() {
        final StreamSlots<String, String> slots = slots(MediaType.AUDIO, 1);
        final Slot<String, String> kept = Objects.requireNonNull(slots.slotFor("a", 0));

        kept.touch(5 * SECOND);

        assertThat(slots.slotFor("b", 5 * SECOND + 1)).isNull();
    }
}
