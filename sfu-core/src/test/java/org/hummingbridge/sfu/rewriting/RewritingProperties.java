/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.rewriting;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.hummingbridge.sfu.media.MediaType;

/** Sources that come, go and are wanted at random, and a client that takes its time. */
class RewritingProperties {
    private static final int SOURCES = 12;
    private static final int STEPS = 200;
    private static final long MILLI = 1_000_000L;
    private static final long TICK = 5 * MILLI;

    /** A clock that wraps on the way. */
    private static final long START = Long.MAX_VALUE - 5_000 * MILLI;

    private final Set<Integer> made = new LinkedHashSet<>();

    private StreamSlots<String, String> slots(final MediaType type, final int limit, final Random random) {
        made.clear();
        return new StreamSlots<>(type, limit, true, random, ssrc -> (ssrc & 1) == 0, (ssrc, rtx, mid) -> {
            made.add(ssrc);
            made.add(rtx);
            return ssrc + " " + rtx + " " + mid;
        });
    }

    @Property(tries = 300)
    void whateverIsWantedGetsSlotsOfItsOwnAndNoSsrcIsEverAddedBeyondTheLimit(
            @ForAll final long seed, @ForAll @IntRange(min = 1, max = 8) final int limit) {
        final Random random = new Random(seed);
        final StreamSlots<String, String> slots = slots(MediaType.VIDEO, limit, random);
        long now = START;

        for (int step = 0; step < STEPS; step++) {
            now += random.nextInt(100) * MILLI;
            final Map<String, Integer> before = lent(slots);
            if (random.nextInt(4) == 0) {
                final String source = "s" + random.nextInt(SOURCES);
                slots.release(source);
                before.remove(source);
                assertThat(lent(slots)).isEqualTo(before);
            } else {
                final List<String> all = someSources(random);
                final int wanted = random.nextInt(all.size() + 1);
                final List<Slot<String, String>> changed =
                        slots.activate(all.subList(0, wanted), all.subList(wanted, all.size()), now);

                assertThat(lent(slots).keySet()).containsAll(all.subList(0, Math.min(limit, wanted)));
                final Map<String, Integer> news = lent(slots);
                news.entrySet().removeAll(before.entrySet());
                assertThat(changed).extracting(Slot::borrower).containsExactlyInAnyOrderElementsOf(news.keySet());
            }
            assertConsistent(slots);
        }
    }

    @Property(tries = 300)
    void audioThatGetsASlotKeepsItWhileItSpeaks(
            @ForAll final long seed, @ForAll @IntRange(min = 1, max = 8) final int limit) {
        final Random random = new Random(seed);
        final StreamSlots<String, String> slots = slots(MediaType.AUDIO, limit, random);
        final Map<String, Long> spoke = new HashMap<>();
        long now = START;

        for (int step = 0; step < STEPS; step++) {
            now += random.nextInt(200) * MILLI;
            final String source = "s" + random.nextInt(SOURCES);
            final Map<String, Integer> before = lent(slots);
            final Slot<String, String> slot = slots.slotFor(source, now);
            if (slot == null) {
                assertThat(before).hasSize(limit).doesNotContainKey(source);
            } else {
                assertThat(slot.source()).isEqualTo(source);
                spoke.put(source, now);
            }
            for (final String other : before.keySet()) {
                if (slots.of(other) == null) {
                    assertThat(now - spoke.get(other)).isGreaterThanOrEqualTo(1_000 * MILLI);
                }
            }
            assertConsistent(slots);
        }
    }

    private static List<String> someSources(final Random random) {
        final List<String> all = new ArrayList<>();
        for (int i = 0; i < SOURCES; i++) {
            if (random.nextBoolean()) {
                all.add("s" + i);
            }
        }
        Collections.shuffle(all, random);
        return all;
    }

    private static Map<String, Integer> lent(final StreamSlots<String, String> slots) {
        final Map<String, Integer> lent = new HashMap<>();
        for (final Slot<String, String> slot : slots.slots()) {
            if (slot.source() != null) {
                assertThat(lent.put(slot.borrower(), slot.ssrc())).isNull();
                assertThat(slots.of(slot.borrower())).isSameAs(slot);
            }
        }
        return lent;
    }

    private void assertConsistent(final StreamSlots<String, String> slots) {
        assertThat(slots.slots()).hasSizeLessThanOrEqualTo(slots.limit());
        assertThat(made).hasSize(2 * slots.slots().size()).allMatch(ssrc -> (ssrc & 1) != 0);
        final Set<String> mids = new HashSet<>();
        for (final Slot<String, String> slot : slots.slots()) {
            assertThat(slots.bySsrc(slot.ssrc())).isSameAs(slot);
            assertThat(slots.bySsrc(slot.rtxSsrc())).isSameAs(slot);
            assertThat(slot.stream()).isEqualTo(slot.ssrc() + " " + slot.rtxSsrc() + " " + slot.mid());
            assertThat(mids.add(Objects.requireNonNull(slot.mid()))).isTrue();
        }
    }

    /**
     * As lib-jitsi-meet goes about it: a new SSRC makes it renegotiate, until when it ignores whatever else it is told of that
     * one.
     */
    private static final class Client {
        private final long renegotiation;
        private final Map<Integer, String> label = new HashMap<>();
        private final Map<Integer, Long> ready = new HashMap<>();

        Client(final long renegotiation) {
            this.renegotiation = renegotiation;
        }

        void told(final int ssrc, final String source, final long now) {
            final Long since = ready.putIfAbsent(ssrc, now + renegotiation);
            if (since == null || now - since >= 0) {
                label.put(ssrc, source);
            }
        }
    }

    @Property(tries = 200)
    void aClientThatRenegotiatesForAlmostThreeSecondsEndsUpWithTheRightMap(
            @ForAll final long seed,
            @ForAll @IntRange(min = 1, max = 6) final int limit,
            @ForAll @IntRange(max = 2_900) final int renegotiationMillis) {
        final Random random = new Random(seed);
        final StreamSlots<String, String> slots = slots(MediaType.VIDEO, limit, random);
        final MapAnnouncements<String, String> announcements = new MapAnnouncements<>(slots);
        final Client client = new Client(renegotiationMillis * MILLI);
        final long busyUntil = START + random.nextInt(4_000) * MILLI;
        long last = START - 1_000 * MILLI;

        for (long now = START; now - busyUntil < 3_200 * MILLI; now += TICK) {
            if (now - busyUntil < 0 && random.nextInt(20) == 0) {
                slots.activate(someSources(random), List.of(), now);
            }
            if (now - busyUntil < 0 && random.nextInt(40) == 0) {
                slots.release("s" + random.nextInt(SOURCES));
            }
            final List<Slot<String, String>> told = announcements.poll(now);
            if (!told.isEmpty()) {
                assertThat(now - last).isGreaterThanOrEqualTo(MapAnnouncements.MIN_INTERVAL_NANOS);
                last = now;
            }
            for (final Slot<String, String> slot : told) {
                client.told(slot.ssrc(), slot.borrower(), now);
            }
        }

        lent(slots).forEach((source, ssrc) -> assertThat(client.label.get(ssrc)).isEqualTo(source));
        assertThat(slots.slots()).filteredOn(slot -> slot.source() != null).allMatch(Slot::isTold);
    }
}
