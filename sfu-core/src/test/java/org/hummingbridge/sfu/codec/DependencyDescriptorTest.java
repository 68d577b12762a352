/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.codec;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Objects;
import org.hummingbridge.sfu.datagram.DropReason;
import org.hummingbridge.sfu.rtp.HexBytes;
import org.junit.jupiter.api.Test;

/** AV1 RTP specification, A.8: descriptors of single packets, and their rewriting. */
class DependencyDescriptorTest {
    private final TestEncoding encoding = new TestEncoding(VideoCodec.AV1);
    private final VideoPacket packet = encoding.packet;

    @Test
    void aKeyFrameStandsForItsFirstTemplate() {
        encoding.read(1, "08", DescriptorVectors.L1T2);

        assertThat(packet.layering()).isEqualTo(Layering.DEPENDENCY_DESCRIPTOR);
        assertThat(packet.keyframe()).isTrue();
        assertThat(packet.start()).isTrue();
        assertThat(packet.end()).isFalse();
        assertThat(packet.frameId()).isEqualTo(500);
        assertThat(packet.frameIdBits()).isEqualTo(16);
        assertThat(packet.activeTargets()).isEqualTo(0b11);
        assertThat(packet.activeTargetsAttached()).isFalse();
        assertThat(packet.presentTargets()).isEqualTo(0b11);
        assertThat(packet.switchTargets()).isEqualTo(0b11);
        assertThat(packet.requiredTargets()).isZero();
        assertThat(packet.frameDiffCount()).isZero();
        assertThat(packet.descriptorLength()).isEqualTo(15);
        assertThat(encoding.reader.height(0)).isEqualTo(360);
        assertThat(encoding.reader.spatialLayers()).isEqualTo(1);
        assertThat(encoding.reader.temporalLayers()).isEqualTo(2);
    }

    @Test
    void threeBytesNameATemplate() {
        encoding.read(1, "08", DescriptorVectors.L1T2);

        encoding.read(2, "10", "cc01f5");

        assertThat(packet.keyframe()).isFalse();
        assertThat(packet.start()).isTrue();
        assertThat(packet.end()).isTrue();
        assertThat(packet.frameId()).isEqualTo(501);
        assertThat(packet.temporalId()).isEqualTo(1);
        assertThat(packet.presentTargets()).isEqualTo(0b10);
        assertThat(packet.structureAttached()).isFalse();
        assertThat(packet.frameDiffCount()).isEqualTo(1);
        assertThat(packet.frameDiff(0)).isEqualTo(1);
    }

    @Test
    void aMaskHoldsUntilTheNext() {
        encoding.read(1, "08", DescriptorVectors.L1T2);

        encoding.read(2, "10", "cb01f642");
        assertThat(packet.activeTargetsAttached()).isTrue();
        assertThat(packet.activeTargets()).isEqualTo(0b01);
        assertThat(packet.frameId()).isEqualTo(502);

        encoding.read(3, "10", "cb01f7");
        assertThat(packet.activeTargetsAttached()).isFalse();
        assertThat(packet.activeTargets()).isEqualTo(0b01);

        encoding.read(4, "08", DescriptorVectors.L1T2);
        assertThat(packet.activeTargets()).isEqualTo(0b11);
    }

    @Test
    void aLateMaskDoesNotTakeANewerOnesPlace() {
        encoding.read(1, "08", DescriptorVectors.L1T2);
        encoding.read(3, "10", "cb01f642");

        encoding.read(2, "10", "cb01f546");
        assertThat(packet.activeTargets()).isEqualTo(0b11);

        encoding.read(4, "10", "cb01f7");
        assertThat(packet.activeTargets()).isEqualTo(0b01);
    }

    @Test
    void aFrameMayHaveReferencesAndChainsOfItsOwn() {
        encoding.read(1, "08", DescriptorVectors.L3T3_KEY_AT_0);

        assertThat(encoding.read(2, "10", "c203ce581d30100000")).isNull();

        assertThat(packet.frameId()).isEqualTo(974);
        assertThat(packet.temporalId()).isEqualTo(1);
        assertThat(packet.activeTargets()).isEqualTo(7);
        assertThat(packet.frameDiffCount()).isEqualTo(1);
        assertThat(packet.frameDiff(0)).isEqualTo(4);
    }

    @Test
    void referencesBeyondTheFirstEightAreReadOver() {
        encoding.read(1, "08", DescriptorVectors.L1T2);
        final List<Integer> nine = List.of(1, 2, 3, 4, 5, 6, 7, 4096, 9);
        final byte[] descriptor = new ModelDescriptor(true, true, 11, 501, null, 10, null, null, nine, List.of(1))
                .write(ModelDescriptor.of(packet.structure()));

        assertThat(encoding.read(TestEncoding.rtp(2, new byte[] {16}, descriptor), VideoCodec.AV1))
                .isNull();

        assertThat(packet.frameDiffCount()).isEqualTo(VideoPacket.MAX_FRAME_DIFFS);
        assertThat(packet.frameDiff(7)).isEqualTo(4096);
    }

    @Test
    void aMaskMayComeAloneInTheExtendedPart() {
        encoding.read(1, "08", DescriptorVectors.L3T3);
        assertThat(packet.frameId()).isEqualTo(308);

        assertThat(encoding.read(2, "10", "d10146401c")).isNull();

        assertThat(packet.frameId()).isEqualTo(326);
        assertThat(packet.temporalId()).isEqualTo(1);
        assertThat(packet.activeTargets()).isEqualTo(7);
    }

    @Test
    void aMiddlePacketOfAKeyFrameIsNoPlaceToBegin() {
        encoding.read(1, "08", DescriptorVectors.L1T1);

        encoding.read(2, "90", "400001");

        assertThat(packet.start()).isFalse();
        assertThat(packet.end()).isTrue();
        assertThat(packet.keyframe()).isFalse();
    }

    @Test
    void aDescriptorThatEndsEarlyCostsThePacketAndNothingElse() {
        encoding.read(1, "08", DescriptorVectors.L1T2);
        final TemplateStructure structure = packet.structure();

        for (int length = 1; length < DescriptorVectors.L3T3.length() / 2; length++) {
            final String cut = DescriptorVectors.L3T3.substring(0, 2 * length);
            if (length != DependencyDescriptor.MANDATORY_BYTES) {
                assertThat(encoding.read(2, "08", cut)).as(cut).isEqualTo(DropReason.RTP_BAD_DESCRIPTOR);
            }
        }

        assertThat(encoding.read(3, "10", "cc01f5")).isNull();
        assertThat(packet.structure()).isSameAs(structure);
        assertThat(encoding.reader.needsKeyframe()).isFalse();
    }

    @Test
    void templatesAndFramesMoveInPlace() {
        assertMoved(DescriptorVectors.L1T2, 30, 1500);
        assertMoved("cc01f5", 32, 1501);
        assertMoved("cb01f642", 31, 1502);
    }

    private void assertMoved(final String descriptor, final int templateId, final int frame) {
        final byte[] bytes = HexBytes.of("ff" + descriptor + "ff");
        final int length = bytes.length - 2;

        DependencyDescriptor.moveTemplates(bytes, 1, length, 20);
        DependencyDescriptor.frameNumber(bytes, 1, frame);

        assertThat(bytes[0]).isEqualTo((byte) 0xff);
        assertThat(bytes[length + 1]).isEqualTo((byte) 0xff);
        assertThat(bytes[1] & 0x3f).isEqualTo(templateId);
        assertThat(encoding.read(1, "08", HexBytes.text(bytes, 1, length))).isNull();
        assertThat(packet.templateOffset()).isEqualTo(30);
        assertThat(packet.frameId()).isEqualTo(frame);
    }

    private TemplateStructure structureOfL1T2() {
        assertThat(encoding.read(1, "08", DescriptorVectors.L1T2)).isNull();
        return Objects.requireNonNull(packet.structure());
    }

    @Test
    void theMaskIsWrittenBehindTheStructure() {
        final TemplateStructure structure = structureOfL1T2();
        final byte[] key = HexBytes.of(DescriptorVectors.L1T2);
        final byte[] out = new byte[30];

        final int length =
                DependencyDescriptorWriter.withActiveTargets(key, 0, key.length, structure, 0b01, out, 3, out.length);

        // 118 bits are used: the mask takes the last two of the last byte.
        assertThat(HexBytes.text(out, 3, length)).isEqualTo("8a01f4c1411ea89141010c09fc059d");
        assertThat(encoding.read(2, "08", HexBytes.text(out, 3, length))).isNull();
        assertThat(packet.activeTargets()).isEqualTo(0b01);
    }

    @Test
    void aMaskThatAStructureImpliesIsLeftOut() {
        final TemplateStructure structure = structureOfL1T2();
        final byte[] key = HexBytes.of(DescriptorVectors.L1T2);
        final byte[] out = new byte[30];

        final int length =
                DependencyDescriptorWriter.withActiveTargets(key, 0, key.length, structure, 0b11, out, 0, out.length);

        assertThat(HexBytes.text(out, 0, length)).isEqualTo(DescriptorVectors.L1T2);
    }

    @Test
    void aShortDescriptorGrowsForAMask() {
        final TemplateStructure structure = structureOfL1T2();
        final byte[] out = new byte[8];

        final int grown = DependencyDescriptorWriter.withActiveTargets(
                HexBytes.of("cb01f6"), 0, 3, structure, 0b01, out, 0, out.length);
        assertThat(HexBytes.text(out, 0, grown)).isEqualTo("cb01f642");
    }

    @Test
    void whatDoesNotFitIsNotWritten() {
        final TemplateStructure structure = structureOfL1T2();
        final byte[] out = new byte[8];

        final int length =
                DependencyDescriptorWriter.withActiveTargets(HexBytes.of("cb01f6"), 0, 3, structure, 0b01, out, 2, 5);

        assertThat(length).isEqualTo(DependencyDescriptorWriter.NO_SPACE);
        assertThat(out).containsOnly(0);
    }
}
