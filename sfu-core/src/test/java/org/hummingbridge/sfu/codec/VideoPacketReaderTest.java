/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.codec;

import static org.assertj.core.api.Assertions.assertThat;

import org.hummingbridge.sfu.datagram.DropReason;
import org.hummingbridge.sfu.rtp.HexBytes;
import org.junit.jupiter.api.Test;

/** One reader over packets that are late, damaged, lost or of another codec. */
class VideoPacketReaderTest {
    private static final String VP8_FRAME = "90e092345663 31";
    private static final String VP8_WITHOUT_ID = "10 31";
    private static final String VP8_KEYFRAME = "90e092345663 1002009d012a0005d002";

    private final TestEncoding vp8 = new TestEncoding(VideoCodec.VP8);
    private final TestEncoding av1 = new TestEncoding(VideoCodec.AV1);

    @Test
    void codecsGoByTheirEncodingNames() {
        assertThat(VideoCodec.of("VP8")).isEqualTo(VideoCodec.VP8);
        assertThat(VideoCodec.of("vp9")).isEqualTo(VideoCodec.VP9);
        assertThat(VideoCodec.of("AV1")).isEqualTo(VideoCodec.AV1);
        assertThat(VideoCodec.of("h264")).isEqualTo(VideoCodec.H264);
        assertThat(VideoCodec.of("H265")).isEqualTo(VideoCodec.OTHER);
    }

    @Test
    void aPacketWithoutPayloadHasNoFrameAndTheLayeringOfTheOthers() {
        assertThat(vp8.read(1, "", null)).isNull();
        assertThat(vp8.packet.layering()).isEqualTo(Layering.OPAQUE);
        vp8.read(2, VP8_FRAME, null);

        assertThat(vp8.read(3, "", null)).isNull();

        assertThat(vp8.packet.hasFrame()).isFalse();
        assertThat(vp8.packet.layering()).isEqualTo(Layering.VP8);
        assertThat(vp8.packet.frameId()).isEqualTo(VideoPacket.NONE);
        assertThat(vp8.packet.start()).isFalse();
        assertThat(vp8.packet.end()).isFalse();
    }

    @Test
    void onePacketWithoutPictureIdDoesNotChangeTheLayering() {
        vp8.read(1, VP8_FRAME, null);

        assertThat(vp8.read(2, VP8_WITHOUT_ID, null)).isEqualTo(DropReason.RTP_BAD_DESCRIPTOR);

        assertThat(vp8.read(3, VP8_FRAME, null)).isNull();
        assertThat(vp8.packet.layering()).isEqualTo(Layering.VP8);
    }

    @Test
    void strayPacketsThatAreNotInARowNeverChangeTheLayering() {
        for (int i = 0; i < 100; i++) {
            assertThat(vp8.read(2 * i, VP8_FRAME, null)).isNull();
            assertThat(vp8.read(2 * i + 1, VP8_WITHOUT_ID, null)).isEqualTo(DropReason.RTP_BAD_DESCRIPTOR);
        }
    }

    @Test
    void aSenderThatReallyStopsSendingPictureIdsIsFollowed() {
        vp8.read(1, VP8_FRAME, null);
        for (int i = 0; i < LayeringChoice.MAX_STRAYS; i++) {
            assertThat(vp8.read(2 + i, VP8_WITHOUT_ID, null)).isEqualTo(DropReason.RTP_BAD_DESCRIPTOR);
        }

        assertThat(vp8.read(20, VP8_WITHOUT_ID, null)).isNull();

        assertThat(vp8.packet.layering()).isEqualTo(Layering.OPAQUE);
    }

    @Test
    void pictureIdsAreTakenUpAtAKeyFrame() {
        vp8.read(1, VP8_WITHOUT_ID, null);

        assertThat(vp8.read(2, VP8_KEYFRAME, null)).isNull();

        assertThat(vp8.packet.layering()).isEqualTo(Layering.VP8);
        assertThat(vp8.read(3, VP8_FRAME, null)).isNull();
    }

    @Test
    void theNativeDescriptorComesBeforeTheDependencyDescriptor() {
        vp8.read(1, VP8_KEYFRAME, DescriptorVectors.L1T2);
        assertThat(vp8.packet.layering()).isEqualTo(Layering.VP8);

        final TestEncoding withoutIds = new TestEncoding(VideoCodec.VP8);
        withoutIds.read(1, "10 1002009d012a0005d002", DescriptorVectors.L1T2);
        assertThat(withoutIds.packet.layering()).isEqualTo(Layering.DEPENDENCY_DESCRIPTOR);
        assertThat(withoutIds.packet.keyframe()).isTrue();
        assertThat(withoutIds.reader.height(0)).isEqualTo(360);
    }

    @Test
    void anyCodecMayCarryADependencyDescriptor() {
        for (final VideoCodec codec : new VideoCodec[] {VideoCodec.H264, VideoCodec.OTHER}) {
            final TestEncoding encoding = new TestEncoding(codec);

            assertThat(encoding.read(1, "6742c01f", DescriptorVectors.L1T3)).isNull();

            assertThat(encoding.packet.layering()).isEqualTo(Layering.DEPENDENCY_DESCRIPTOR);
            assertThat(encoding.packet.keyframe()).isTrue();
        }
    }

    @Test
    void withoutADescriptorAv1TellsWhereASequenceBegins() {
        av1.read(1, "08", null);
        assertThat(av1.packet.layering()).isEqualTo(Layering.OPAQUE);
        assertThat(av1.packet.keyframe()).isTrue();
        assertThat(av1.packet.start()).isTrue();

        av1.read(2, "90", null);
        assertThat(av1.packet.keyframe()).isFalse();

        av1.read(3, "88", null);
        assertThat(av1.packet.keyframe()).isFalse();
    }

    @Test
    void aStructureThatHasNotComeIsAskedFor() {
        assertThat(av1.read(1, "10", "cc01f5")).isEqualTo(DropReason.RTP_UNKNOWN_STRUCTURE);
        assertThat(av1.reader.needsKeyframe()).isTrue();

        av1.read(2, "08", DescriptorVectors.L1T2);
        assertThat(av1.reader.needsKeyframe()).isFalse();
    }

    @Test
    void aTemplateOutOfRangeMeansThatAStructureIsMissing() {
        av1.read(10, "08", DescriptorVectors.L1T2);
        assertThat(av1.read(12, "10", "cd01f5")).isEqualTo(DropReason.RTP_UNKNOWN_STRUCTURE);
        assertThat(av1.reader.needsKeyframe()).isTrue();

        // The key frame comes by retransmission: templates 13 to 15, the same otherwise.
        final byte[] moved = HexBytes.of(DescriptorVectors.L1T2);
        DependencyDescriptor.moveTemplates(moved, 0, moved.length, 3);
        av1.read(TestEncoding.rtp(11, new byte[] {8}, moved), VideoCodec.AV1);

        assertThat(av1.reader.needsKeyframe()).isFalse();
        assertThat(av1.read(13, "10", "cd01f5")).isNull();
    }

    @Test
    void aLatePacketIsReadByTheStructureOfItsTime() {
        av1.read(65_530, "08", DescriptorVectors.L1T2);
        final TemplateStructure first = av1.packet.structure();
        av1.read(3, "08", DescriptorVectors.L3T3_KEY);

        assertThat(av1.read(65_535, "10", "cc01f5")).isNull();

        assertThat(av1.packet.structure()).isSameAs(first);
        assertThat(av1.packet.templateOffset()).isEqualTo(10);
        assertThat(av1.packet.temporalId()).isEqualTo(1);
        assertThat(av1.reader.spatialLayers()).isEqualTo(3);
        assertThat(av1.read(4, "10", "d00086")).isNull();
        assertThat(av1.packet.templateOffset()).isEqualTo(15);
    }

    @Test
    void aLateKeyFrameDoesNotTakeTheNewStructuresPlace() {
        av1.read(10, "08", DescriptorVectors.L3T3_KEY);

        assertThat(av1.read(5, "08", DescriptorVectors.L1T2)).isNull();

        assertThat(av1.reader.height(0)).isEqualTo(180);
        assertThat(av1.read(11, "10", "d00086")).isNull();
        assertThat(av1.packet.templateOffset()).isEqualTo(15);
        assertThat(av1.read(6, "10", "cc01f5")).isNull();
        assertThat(av1.packet.templateOffset()).isEqualTo(10);
    }

    @Test
    void aPacketFromBeforeTheOldestStructureThatIsKeptIsNoReasonForAKeyFrame() {
        for (int i = 0; i <= StructureHistory.SIZE; i++) {
            av1.read(10 + 10 * i, "08", DescriptorVectors.L1T2);
        }

        assertThat(av1.read(11, "10", "cc01f5")).isEqualTo(DropReason.RTP_UNKNOWN_STRUCTURE);

        assertThat(av1.reader.needsKeyframe()).isFalse();
        assertThat(av1.read(21, "10", "cc01f5")).isNull();
    }

    @Test
    void anotherCodecsStructureDoesNotCount() {
        av1.read(1, VideoCodec.AV1, "08", DescriptorVectors.L1T2);

        assertThat(av1.read(2, VideoCodec.H264, "41", "cc01f5")).isEqualTo(DropReason.RTP_UNKNOWN_STRUCTURE);
        assertThat(av1.reader.needsKeyframe()).isTrue();

        av1.read(3, VideoCodec.VP8, VP8_KEYFRAME, null);
        assertThat(av1.reader.needsKeyframe()).isFalse();
        assertThat(av1.reader.spatialLayers()).isEqualTo(1);
        assertThat(av1.reader.height(0)).isEqualTo(720);
        assertThat(av1.reader.temporalLayers()).isZero();
    }

    @Test
    void theCodecMayChangeAtAnyPacket() {
        assertThat(av1.read(1, VideoCodec.AV1, "08", DescriptorVectors.L1T2)).isNull();
        assertThat(av1.read(3, VideoCodec.VP8, VP8_KEYFRAME, null)).isNull();
        assertThat(av1.packet.layering()).isEqualTo(Layering.VP8);

        assertThat(av1.read(2, VideoCodec.AV1, "10", "cc01f5")).isNull();
        assertThat(av1.packet.layering()).isEqualTo(Layering.DEPENDENCY_DESCRIPTOR);

        assertThat(av1.read(4, VideoCodec.VP9, "ed 2a 53 05 99", null)).isNull();
        assertThat(av1.packet.layering()).isEqualTo(Layering.VP9);
    }
}
