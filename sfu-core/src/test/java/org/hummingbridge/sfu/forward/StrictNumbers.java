/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.forward;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.hummingbridge.sfu.codec.Layering;
import org.hummingbridge.sfu.codec.VideoPacket;
import org.hummingbridge.sfu.codec.VideoPacketReader;
import org.hummingbridge.sfu.datagram.DropReason;
import org.hummingbridge.sfu.rtp.RtpHeader;

/** Judges the frame numbers that a receiver was shown, as a decoder's reference finder would take them. */
final class StrictNumbers {
    private final Map<SentFrame, List<ShownPacket>> frames;
    private final List<ShownPacket> shown;
    private final Map<SentFrame, Seen> seen = new HashMap<>();
    private final Map<Layering, VideoPacketReader> readers = new EnumMap<>(Layering.class);

    private int templatesEpoch;
    private int templatesOffset;
    private int templatesCount;

    /** A frame as the receiver's own reader understood it. */
    private record Seen(int id, int tl0, int activeTargets, boolean told, List<Integer> diffs) {}

    StrictNumbers(final Map<SentFrame, List<ShownPacket>> frames, final List<ShownPacket> shown) {
        this.frames = frames;
        this.shown = shown;
    }

    void judge() {
        for (final ShownPacket packet : shown) {
            if (!packet.isFill()) {
                read(packet);
            }
        }
        final List<SentFrame> order = new ArrayList<>(frames.keySet());
        order.sort(Comparator.comparingLong(frame -> firstOf(frame).sequence()));
        SentFrame lastWithPicture = null;
        SentFrame lastWithNumber = null;
        for (final SentFrame frame : order) {
            if (frame.mode.hasDescriptor()) {
                if (lastWithNumber != null) {
                    numberFollows(lastWithNumber, frame);
                }
                referencesAreFound(frame);
                lastWithNumber = frame;
            } else if (frame.mode != VideoMode.H264) {
                if (lastWithPicture != null) {
                    pictureFollows(lastWithPicture, frame);
                }
                lastWithPicture = frame;
            }
        }
    }

    private void read(final ShownPacket packet) {
        final SentFrame frame = StrictDecoder.frameOf(packet);
        final VideoPacket mark = new VideoPacket();
        final DropReason refusal = readers.computeIfAbsent(layering(frame.mode), l -> new VideoPacketReader())
                .read(packet.bytes(), 0, packet.bytes().length, frame.mode.codec, VideoMode.DESCRIPTOR_ID, mark);
        assertThat(refusal).as("unreadable: %s", packet).isNull();
        assertThat(mark.layering()).as("%s", packet).isEqualTo(layering(frame.mode));
        assertThat(mark.frameIdBits()).as("width of %s", packet).isEqualTo(frame.mode.idBits);
        if (mark.layering() != Layering.OPAQUE) {
            assertThat(mark.spatialId()).as("%s", packet).isEqualTo(frame.spatialId);
            assertThat(mark.temporalId()).as("%s", packet).isEqualTo(frame.temporalId);
        }
        if (mark.structureAttached() && mark.structure() != null) {
            templatesAreNew(packet, mark.templateOffset(), mark.structure().templateCount());
        }
        final List<Integer> diffs = new ArrayList<>();
        for (int i = 0; i < mark.frameDiffCount(); i++) {
            diffs.add(mark.frameDiff(i));
        }
        final Seen now = new Seen(
                mark.frameId(),
                mark.tl0PicIdx(),
                mark.activeTargets(),
                mark.activeTargetsAttached() || mark.structureAttached(),
                diffs);
        final Seen before = seen.putIfAbsent(frame, now);
        if (before != null) {
            assertThat(now.id).as("one number per frame: %s", packet).isEqualTo(before.id);
            assertThat(now.tl0).isEqualTo(before.tl0);
        }
        payloadIsTheSame(packet, frame, now);
    }

    /** No template of one encoding can be taken for one of the encoding before. */
    private void templatesAreNew(final ShownPacket packet, final int offset, final int count) {
        if (packet.epoch() != templatesEpoch && templatesEpoch > 0) {
            assertThat(offset).as("templates of %s", packet).isEqualTo((templatesOffset + templatesCount) & 63);
        }
        templatesEpoch = packet.epoch();
        templatesOffset = offset;
        templatesCount = count;
    }

    private static void payloadIsTheSame(final ShownPacket packet, final SentFrame frame, final Seen now) {
        final int header = RtpHeader.headerLength(packet.bytes(), 0);
        final byte[] expected = packet.sent().payload.clone();
        PayloadRewriter.rewrite(layering(frame.mode), expected, 0, now.id, now.tl0);
        assertThat(java.util.Arrays.copyOfRange(packet.bytes(), header, packet.bytes().length))
                .as("payload of %s", packet)
                .isEqualTo(expected);
    }

    private void pictureFollows(final SentFrame a, final SentFrame b) {
        final int distance = distance(a, b, Math.min(a.mode.idBits, b.mode.idBits));
        final boolean layered = seen.get(a).tl0 >= 0 && seen.get(b).tl0 >= 0;
        final int tl0Distance = (seen.get(b).tl0 - seen.get(a).tl0) & 0xff;
        if (epochOf(a) != epochOf(b)) {
            assertThat(distance).as("on from %s to %s", a, b).isEqualTo(1);
            if (layered) {
                assertThat(tl0Distance).as("base on from %s to %s", a, b).isEqualTo(1);
            }
            return;
        }
        if (layered) {
            assertThat(tl0Distance).as("base from %s to %s", a, b).isEqualTo((b.tl0 - a.tl0) & 0xff);
        }
        if (layering(b.mode) == Layering.VP9) {
            // Pictures of another codec in between may have counted faster, and not have been understood.
            assertThat(distance).as("from %s to %s", a, b).isEqualTo((b.id - a.id) & 0x7fff);
        } else {
            assertThat(distance).as("from %s to %s", a, b).isBetween(1, 1 + unknownBetween(a, b));
        }
    }

    /** Frames that were still missing when a later one came. */
    private static int unknownBetween(final SentFrame a, final SentFrame b) {
        int unknown = 0;
        for (final SentFrame frame : b.encoding.history) {
            if (frame.picture > a.picture && frame.picture <= b.picture) {
                final int came = firstArrival(frame);
                unknown += b.encoding.history.stream()
                                .anyMatch(later -> later.picture > frame.picture && firstArrival(later) < came)
                        ? 1
                        : 0;
            }
        }
        return unknown;
    }

    private static int firstArrival(final SentFrame frame) {
        return frame.packets.stream()
                .filter(packet -> packet.arrivedAt >= 0)
                .mapToInt(packet -> packet.arrivedAt)
                .min()
                .orElse(Integer.MAX_VALUE);
    }

    private void numberFollows(final SentFrame a, final SentFrame b) {
        final int distance = distance(a, b, 16);
        if (epochOf(a) != epochOf(b)) {
            assertThat(distance).as("on from %s to %s", a, b).isEqualTo(1);
            return;
        }
        assertThat(distance).as("from %s to %s", a, b).isEqualTo((b.id - a.id) & 0xffff);
        // Targets that the receiver is told to have are whole until it is told others.
        final int told = seen.get(b).told || cameLate(b) ? 0 : seen.get(b).activeTargets;
        for (final SentFrame frame : b.encoding.history) {
            final boolean between = ((frame.id - a.id) & 0xffff) < ((b.id - a.id) & 0xffff) && frame != a;
            if (between && frame.packets.stream().anyMatch(p -> p.arrivedAt >= 0 && p.epoch == epochOf(b))) {
                assertThat(frame.presentTargets & told)
                        .as("%s belongs to what is told between %s and %s", frame, a, b)
                        .isZero();
            }
        }
    }

    /** Whether a later frame of the encoding was shown before, which may have told the targets. */
    private boolean cameLate(final SentFrame frame) {
        final int step = firstStep(frame);
        return frame.encoding.history.stream()
                .filter(later -> isBehind(later, frame) && frames.containsKey(later))
                .anyMatch(later -> firstStep(later) < step);
    }

    private static boolean isBehind(final SentFrame later, final SentFrame frame) {
        return later.picture > frame.picture || (later.picture == frame.picture && later.spatialId > frame.spatialId);
    }

    private int firstStep(final SentFrame frame) {
        return frames.getOrDefault(frame, List.of()).stream()
                .mapToInt(ShownPacket::step)
                .min()
                .orElse(Integer.MAX_VALUE);
    }

    private void referencesAreFound(final SentFrame frame) {
        final Seen now = seen.get(frame);
        assertThat(now.diffs).hasSize(frame.references.size());
        for (int i = 0; i < frame.references.size(); i++) {
            final Seen reference = seen.get(frame.references.get(i));
            if (reference != null) {
                assertThat((now.id - now.diffs.get(i)) & 0xffff)
                        .as("reference %d of %s", i, frame)
                        .isEqualTo(reference.id);
            }
        }
    }

    private int distance(final SentFrame a, final SentFrame b, final int bits) {
        return (seen.get(b).id - seen.get(a).id) & ((1 << bits) - 1);
    }

    /** The packet that was shown first in the order of sequence numbers. */
    private ShownPacket firstOf(final SentFrame frame) {
        return frames.getOrDefault(frame, List.of()).getFirst();
    }

    private int epochOf(final SentFrame frame) {
        return firstOf(frame).epoch();
    }

    private static Layering layering(final VideoMode mode) {
        return switch (mode) {
            case VP8, VP8_SHORT_IDS -> Layering.VP8;
            case VP9_SIMULCAST, VP9_SVC, VP9_KEY_SVC, VP9_FLEXIBLE -> Layering.VP9;
            case H264 -> Layering.OPAQUE;
            default -> Layering.DEPENDENCY_DESCRIPTOR;
        };
    }
}
