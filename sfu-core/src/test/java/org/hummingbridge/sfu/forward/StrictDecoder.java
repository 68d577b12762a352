/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.forward;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A receiver that forgives nothing: it judges all that it was shown by what the encoders have really sent. Numbers of the codecs
 * are judged by {@link StrictNumbers}.
 */
final class StrictDecoder {
    private static final int FRAME_TICKS = 3000;

    private final List<ShownPacket> shown;
    private final Map<SimulatedEncoding, List<SentPacket>> sent = new HashMap<>();
    private final Map<SentFrame, List<ShownPacket>> frames = new LinkedHashMap<>();
    int fills;
    int gaps;

    StrictDecoder(final List<SentPacket> sent, final List<ShownPacket> shown) {
        this.shown = shown.stream()
                .sorted(Comparator.comparingLong(ShownPacket::sequence))
                .toList();
        for (final SentPacket packet : sent) {
            this.sent.computeIfAbsent(packet.encoding, e -> new ArrayList<>()).add(packet);
        }
        for (final ShownPacket packet : this.shown) {
            if (!packet.isFill()) {
                frames.computeIfAbsent(frameOf(packet), f -> new ArrayList<>()).add(packet);
            }
        }
    }

    void judge() {
        noNumberIsUsedTwice();
        frames.forEach(this::frameIsWhole);
        frames.forEach(this::referencesAreThere);
        for (int i = 1; i < shown.size(); i++) {
            follows(shown.get(i - 1), shown.get(i));
        }
        shown.forEach(this::fillIsNoFrame);
        shown.forEach(this::markerEndsThePicture);
        new StrictNumbers(frames, shown).judge();
    }

    private void noNumberIsUsedTwice() {
        final Set<Long> sequences = new HashSet<>();
        for (final ShownPacket packet : shown) {
            assertThat(sequences.add(packet.sequence())).as("twice: %s", packet).isTrue();
        }
    }

    private void frameIsWhole(final SentFrame frame, final List<ShownPacket> packets) {
        final ShownPacket first = packets.getFirst();
        for (final ShownPacket packet : packets) {
            assertThat(packet.epoch()).as("one epoch: %s", packet).isEqualTo(first.epoch());
            assertThat(packet.sequence() - packet.sent().index)
                    .as("side by side: %s and %s", first, packet)
                    .isEqualTo(first.sequence() - first.sent().index);
            assertThat(packet.timestamp()).isEqualTo(first.timestamp());
        }
        for (final SentPacket packet : frame.packets) {
            assertThat(packet.shown || packet.epoch != first.epoch())
                    .as("part of a frame was kept back: %s", packet)
                    .isTrue();
        }
    }

    private void referencesAreThere(final SentFrame frame, final List<ShownPacket> packets) {
        final int epoch = packets.getFirst().epoch();
        for (final SentFrame reference : frame.references) {
            final List<ShownPacket> there = frames.get(reference);
            if (there != null) {
                assertThat(there.getFirst().epoch())
                        .as("%s refers across a key frame", frame)
                        .isEqualTo(epoch);
            } else {
                assertThat(reference.packets)
                        .as("%s was kept back, and %s refers to it", reference, frame)
                        .noneMatch(packet -> packet.arrivedAt >= 0 && packet.epoch == epoch);
            }
        }
    }

    private void follows(final ShownPacket a, final ShownPacket b) {
        final long gap = b.sequence() - a.sequence() - 1;
        gaps += gap > 0 ? 1 : 0;
        if (a.epoch() != b.epoch()) {
            assertThat(b.epoch()).as("%s before %s", a, b).isGreaterThan(a.epoch());
            assertThat(gap)
                    .as("one number for a picture that was cut off, none otherwise: %s, %s", a, b)
                    .isEqualTo(a.marker() ? 0 : 1);
            assertThat(frameOf(b).isKey() && b.sent().index == 0)
                    .as("begins with a key frame: %s", b)
                    .isTrue();
            assertThat(b.timestamp() - a.timestamp()).isGreaterThanOrEqualTo(FRAME_TICKS);
            return;
        }
        assertThat(a.sent().encoding).as("one encoding: %s, %s", a, b).isSameAs(b.sent().encoding);
        assertThat(b.sent().sequence).as("order: %s, %s", a, b).isGreaterThan(a.sent().sequence);
        assertThat(gap).as("lost between %s and %s", a, b).isLessThanOrEqualTo(lostBetween(a, b));
        assertThat(b.timestamp() - a.timestamp())
                .as("pace of %s and %s", a, b)
                .isEqualTo(b.sent().timestamp - a.sent().timestamp);
    }

    /** What never came, or came when the stream had gone on without it. */
    private long lostBetween(final ShownPacket a, final ShownPacket b) {
        return sent.getOrDefault(a.sent().encoding, List.of()).stream()
                .filter(p -> p.sequence > a.sent().sequence && p.sequence < b.sent().sequence)
                .filter(p -> p.arrivedAt == SentPacket.NEVER || p.epoch != a.epoch())
                .count();
    }

    private void fillIsNoFrame(final ShownPacket packet) {
        if (packet.isFill()) {
            fills++;
            final @Nullable SentFrame frame = packet.sent().frame;
            assertThat(frame != null && frames.containsKey(frame))
                    .as("%s", packet)
                    .isFalse();
            assertThat(packet.marker()).isFalse();
        }
    }

    private void markerEndsThePicture(final ShownPacket packet) {
        if (packet.isFill()) {
            return;
        }
        final SentFrame frame = frameOf(packet);
        final boolean moreShown = frames.keySet().stream().anyMatch(other -> isAbove(other, frame));
        if (packet.marker()) {
            assertThat(packet.sent().isLast() && !moreShown)
                    .as("a marker amid the picture: %s", packet)
                    .isTrue();
        } else if (packet.sent().isLast() && !moreShown) {
            final boolean moreLost = sent.getOrDefault(frame.encoding, List.of()).stream()
                    .anyMatch(p -> p.frame != null
                            && isAbove(p.frame, frame)
                            && p.frame.packets.stream()
                                    .allMatch(q -> q.arrivedAt == SentPacket.NEVER || q.epoch != packet.epoch()));
            assertThat(moreLost).as("no marker: %s", packet).isTrue();
        }
    }

    private static boolean isAbove(final SentFrame other, final SentFrame frame) {
        return other.encoding == frame.encoding && other.picture == frame.picture && other.spatialId > frame.spatialId;
    }

    static SentFrame frameOf(final ShownPacket packet) {
        final SentFrame frame = packet.sent().frame;
        if (frame == null) {
            throw new AssertionError("padding with a payload: " + packet);
        }
        return frame;
    }
}
