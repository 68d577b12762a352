/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.codec;

import java.util.Arrays;
import org.hummingbridge.sfu.datagram.DropReason;
import org.hummingbridge.sfu.fuzz.AbstractFuzzTest;
import org.hummingbridge.sfu.fuzz.FuzzInput;
import org.hummingbridge.sfu.rtp.RtpHeader;

/**
 * Somebody with keys sends any packets of one encoding, in any order and of any codec. Readings stay within the packet, and what is
 * rewritten by them reads as the same frame.
 */
public class VideoFuzzTest extends AbstractFuzzTest {
    private static final int MAX_BYTES = 1024;
    private static final int MAX_PACKET_BYTES = 1500;
    /** Twice Chromium's longest, and what {@code ExtensionWriter} takes. */
    private static final int MAX_DESCRIPTOR_BYTES = 190;

    private static final int MARGIN = 8;

    private final VideoPacketReader reader = new VideoPacketReader();
    private final VideoPacketReader twin = new VideoPacketReader();
    private final VideoPacket packet = new VideoPacket();
    private final VideoPacket other = new VideoPacket();
    private final VideoLayersAllocation allocation = new VideoLayersAllocation();

    public VideoFuzzTest() {
        super("video", MAX_BYTES, VideoFuzzTest::fuzzerTestOneInput);
    }

    /** Each step: what it is, a sequence number's low byte, a descriptor, a payload. */
    public static void fuzzerTestOneInput(final byte[] bytes) {
        new VideoFuzzTest().run(new FuzzInput(bytes));
    }

    private void run(final FuzzInput input) {
        while (input.hasMore()) {
            final int kind = input.u8();
            switch (kind & 7) {
                case 5 -> readAllocation(input.slice());
                default -> {
                    final int sequence = input.u8() << 3;
                    final byte[] descriptor = cut(input.slice(), MAX_DESCRIPTOR_BYTES);
                    final byte[] payload = cut(input.slice(), MAX_PACKET_BYTES - MAX_DESCRIPTOR_BYTES);
                    readVideo(
                            TestEncoding.rtp(sequence, payload, descriptor.length == 0 ? null : descriptor),
                            VideoCodec.values()[(kind & 7) % VideoCodec.values().length]);
                }
            }
        }
    }

    private static byte[] cut(final byte[] bytes, final int max) {
        return bytes.length <= max ? bytes : Arrays.copyOf(bytes, max);
    }

    private void readVideo(final byte[] rtp, final VideoCodec codec) {
        final byte[] bytes = new byte[MARGIN + rtp.length];
        System.arraycopy(rtp, 0, bytes, MARGIN, rtp.length);
        final DropReason refusal = reader.read(bytes, MARGIN, rtp.length, codec, TestEncoding.EXTENSION, packet);
        check(Arrays.equals(bytes, MARGIN, bytes.length, rtp, 0, rtp.length), "nothing is changed");

        final byte[] surrounded = Arrays.copyOf(bytes, bytes.length + MARGIN);
        Arrays.fill(surrounded, bytes.length, surrounded.length, (byte) 0xff);
        final DropReason again = twin.read(surrounded, MARGIN, rtp.length, codec, TestEncoding.EXTENSION, other);
        check(refusal == again, "nothing behind the packet counts");
        if (refusal == null && packet.hasFrame()) {
            check(TestEncoding.text(packet).equals(TestEncoding.text(other)), "nothing behind the packet counts");
            checkOffsets(bytes);
            rewrite(bytes, codec);
        }
    }

    private void checkOffsets(final byte[] bytes) {
        if (packet.layering() == Layering.OPAQUE) {
            check(packet.descriptorOffset() == VideoPacket.NONE, "no descriptor");
            return;
        }
        check(packet.descriptorOffset() >= MARGIN + RtpHeader.FIXED_BYTES, "behind the header");
        check(packet.descriptorOffset() + packet.descriptorLength() <= bytes.length, "within the packet");
        check(packet.spatialId() < LayerId.MAX_SPATIAL && packet.temporalId() < LayerId.MAX_TEMPORAL, "layers");
        check(packet.frameId() >> packet.frameIdBits() == 0, "an id of its width");
    }

    private void rewrite(final byte[] bytes, final VideoCodec codec) {
        final int at = packet.descriptorOffset();
        final int next = packet.frameId() + 1 & (1 << packet.frameIdBits()) - 1;
        switch (packet.layering()) {
            case VP8 -> {
                Vp8Descriptor.pictureId(bytes, at, next);
                Vp8Descriptor.tl0PicIdx(bytes, at, packet.tl0PicIdx() + 1);
                checkFrame(bytes, codec, next);
            }
            case VP9 -> {
                Vp9Descriptor.pictureId(bytes, at, next);
                Vp9Descriptor.tl0PicIdx(bytes, at, packet.tl0PicIdx() + 1);
                checkFrame(bytes, codec, next);
            }
            case DEPENDENCY_DESCRIPTOR -> writeMask(bytes);
            case OPAQUE -> {}
        }
    }

    private void checkFrame(final byte[] bytes, final VideoCodec codec, final int frameId) {
        final VideoPacketReader fresh = new VideoPacketReader();
        final DropReason refusal =
                fresh.read(bytes, MARGIN, bytes.length - MARGIN, codec, TestEncoding.EXTENSION, other);
        check(refusal == null && other.frameId() == frameId, "the new number");
        check(other.keyframe() == packet.keyframe() && other.start() == packet.start(), "the same frame");
        check(other.descriptorLength() == packet.descriptorLength(), "the same length");
    }

    private void writeMask(final byte[] bytes) {
        final TemplateStructure structure = packet.structure();
        check(structure != null, "a structure");
        final int mask = structure.activeMaskFor(packet.frameId() % structure.targetCount());
        final byte[] out = new byte[packet.descriptorLength() + DependencyDescriptorWriter.MAX_GROWTH_BYTES];
        final int length = DependencyDescriptorWriter.withActiveTargets(
                bytes, packet.descriptorOffset(), packet.descriptorLength(), structure, mask, out, 0, out.length);
        check(length > 0, "room");
        DependencyDescriptor.moveTemplates(out, 0, length, 5);
        if (packet.structureAttached()) {
            final DependencyDescriptorReader fresh = new DependencyDescriptorReader();
            other.clear();
            check(fresh.read(out, 0, length, 1, VideoCodec.AV1, other) == null, "what is written is read");
            check(other.activeTargets() == mask, "the new mask");
            check(other.templateOffset() == (packet.templateOffset() + 5 & 63), "moved templates");
            check(other.presentTargets() == packet.presentTargets(), "the same frame");
        }
    }

    private void readAllocation(final byte[] bytes) {
        check(allocation.read(bytes, 0, bytes.length) || allocation.streams() == 0, "nothing of a damaged one");
    }

    private static void check(final boolean promise, final String name) {
        if (!promise) {
            throw new AssertionError(name);
        }
    }
}
