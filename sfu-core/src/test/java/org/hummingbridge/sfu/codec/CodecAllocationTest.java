/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.codec;

import static org.assertj.core.api.Assertions.assertThat;

import org.hummingbridge.sfu.rtp.HexBytes;
import org.hummingbridge.sfu.rtp.SteadyRounds;
import org.junit.jupiter.api.Test;

/** Reading and rewriting cost no memory; key frames whose structure is known neither. */
class CodecAllocationTest {

    private final VideoPacketReader reader = new VideoPacketReader();
    private final VideoPacket packet = new VideoPacket();
    private final byte[] out = new byte[300];
    private long checksum;

    @Test
    void payloadDescriptorsAllocateNothing() {
        final byte[] vp8 = TestEncoding.rtp(1, HexBytes.of("90e092345663 1002009d012a0005d002"), null);
        final byte[] vp9 = TestEncoding.rtp(2, HexBytes.of("aa 802a 00 05 50 014000b4 02800168 050002d0 99"), null);
        final byte[] h264 = TestEncoding.rtp(3, HexBytes.of("78 0004 6742c01f 0002 68ce"), null);

        assertAllocatesNothing(() -> {
            read(vp8, VideoCodec.VP8);
            Vp8Descriptor.pictureId(vp8, packet.descriptorOffset(), packet.frameId() + 1);
            Vp8Descriptor.tl0PicIdx(vp8, packet.descriptorOffset(), packet.tl0PicIdx() + 1);
            read(vp9, VideoCodec.VP9);
            Vp9Descriptor.pictureId(vp9, packet.descriptorOffset(), packet.frameId() + 1);
            Vp9Descriptor.tl0PicIdx(vp9, packet.descriptorOffset(), packet.tl0PicIdx() + 1);
            read(h264, VideoCodec.H264);
        });
    }

    @Test
    void dependencyDescriptorsAllocateNothing() {
        final byte[] key = TestEncoding.rtp(1, new byte[] {8}, HexBytes.of(DescriptorVectors.L3T3_KEY));
        final byte[] moved = TestEncoding.rtp(2, new byte[] {8}, HexBytes.of(DescriptorVectors.L3T3_KEY_AT_0));
        final byte[] later = TestEncoding.rtp(3, new byte[] {16}, HexBytes.of("c203ce581d30100000"));

        assertAllocatesNothing(() -> {
            read(key, VideoCodec.AV1);
            write(key);
            read(moved, VideoCodec.AV1);
            read(later, VideoCodec.AV1);
            write(later);
        });
    }

    @Test
    void allocationsAllocateNothing() {
        final VideoLayersAllocation allocation = new VideoLayersAllocation();
        final byte[] layers = HexBytes.of("21a82850960178c801f403f4038407dc0b 013f00b31e 027f01671e 04ff02cf1e");

        assertAllocatesNothing(() -> {
            allocation.read(layers, 0, layers.length);
            checksum += allocation.bitrateBps(2, 0, 2);
        });
    }

    private void read(final byte[] rtp, final VideoCodec codec) {
        if (reader.read(rtp, 0, rtp.length, codec, TestEncoding.EXTENSION, packet) != null) {
            throw new AssertionError(codec);
        }
        checksum += packet.frameId() + packet.descriptorLength();
    }

    private void write(final byte[] rtp) {
        final TemplateStructure structure = packet.structure();
        if (structure == null) {
            throw new AssertionError("no structure");
        }
        final int length = DependencyDescriptorWriter.withActiveTargets(
                rtp,
                packet.descriptorOffset(),
                packet.descriptorLength(),
                structure,
                structure.activeMaskFor(3),
                out,
                0,
                out.length);
        DependencyDescriptor.moveTemplates(out, 0, length, 7);
        DependencyDescriptor.frameNumber(out, 0, packet.frameId() + 1);
        checksum += length;
    }

    private void assertAllocatesNothing(final Runnable round) {
        SteadyRounds.assertAllocateNothing(round);
        assertThat(checksum).isNotZero();
    }
}
