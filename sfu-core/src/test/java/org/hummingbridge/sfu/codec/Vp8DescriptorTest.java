/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.codec;

import static org.assertj.core.api.Assertions.assertThat;

import org.hummingbridge.sfu.datagram.DropReason;
import org.hummingbridge.sfu.rtp.HexBytes;
import org.junit.jupiter.api.Test;

/** RFC 7741 §4.2 and §4.3. */
class Vp8DescriptorTest {
    private static final String KEYFRAME_1280_720 = "1002009d012a0005d002";

    private final TestEncoding encoding = new TestEncoding(VideoCodec.VP8);
    private final VideoPacket packet = encoding.packet;

    @Test
    void aKeyFrameTellsItsPictureAndLayer() {
        assertThat(encoding.read(1, "90e092345663" + KEYFRAME_1280_720, null)).isNull();

        assertThat(packet.layering()).isEqualTo(Layering.VP8);
        assertThat(packet.hasFrame()).isTrue();
        assertThat(packet.start()).isTrue();
        assertThat(packet.end()).isTrue();
        assertThat(packet.keyframe()).isTrue();
        assertThat(packet.frameId()).isEqualTo(0x1234);
        assertThat(packet.frameIdBits()).isEqualTo(15);
        assertThat(packet.tl0PicIdx()).isEqualTo(0x56);
        assertThat(packet.temporalId()).isEqualTo(1);
        assertThat(packet.switchingPoint()).isTrue();
        assertThat(packet.discardable()).isFalse();
        assertThat(packet.descriptorOffset()).isEqualTo(TestEncoding.payloadOffset());
        assertThat(packet.descriptorLength()).isEqualTo(6);
        assertThat(encoding.reader.spatialLayers()).isEqualTo(1);
        assertThat(encoding.reader.height(0)).isEqualTo(720);
    }

    @Test
    void theHeightIsTheShorterSide() {
        encoding.read(1, "90e092345663 1002009d012a d002 0005", null);

        assertThat(encoding.reader.height(0)).isEqualTo(720);
    }

    @Test
    void theScaleIsNoPartOfTheSize() {
        encoding.read(1, "90e092345663 1002009d012a 0045 d082", null);

        assertThat(encoding.reader.height(0)).isEqualTo(720);
    }

    @Test
    void aPictureIdMayHaveSevenBits() {
        encoding.read(1, "90a0 12 00 31", null);

        assertThat(packet.layering()).isEqualTo(Layering.VP8);
        assertThat(packet.frameId()).isEqualTo(18);
        assertThat(packet.frameIdBits()).isEqualTo(7);
        assertThat(packet.tl0PicIdx()).isEqualTo(VideoPacket.NONE);
        assertThat(packet.keyframe()).isFalse();
        assertThat(packet.start()).isTrue();
    }

    @Test
    void onlyTheFirstPacketOfAKeyFrameIsOne() {
        encoding.read(1, "80e092345663 10", null);
        assertThat(packet.keyframe()).isFalse();
        assertThat(packet.start()).isFalse();

        encoding.read(2, "91e092345663 10", null);
        assertThat(packet.keyframe()).isFalse();
        assertThat(packet.start()).isFalse();
    }

    @Test
    void aFrameThatNobodyRefersToIsDiscardable() {
        encoding.read(1, "b0e092345680 31", null);

        assertThat(packet.discardable()).isTrue();
        assertThat(packet.temporalId()).isEqualTo(2);
        assertThat(packet.switchingPoint()).isFalse();
    }

    @Test
    void aDescriptorThatDoesNotFitItsPayloadCostsThePacket() {
        for (final String payload :
                new String[] {"90", "90e0", "90e092", "90e09234", "90e0923456", "90e092345663", "10"}) {
            assertThat(encoding.read(1, payload, null)).as(payload).isEqualTo(DropReason.RTP_BAD_DESCRIPTOR);
        }
    }

    @Test
    void withoutPictureIdOrTemporalIdOnlyKeyFramesAreKnown() {
        encoding.read(1, "9080 12" + KEYFRAME_1280_720, null);

        assertThat(packet.layering()).isEqualTo(Layering.OPAQUE);
        assertThat(packet.keyframe()).isTrue();
        assertThat(packet.start()).isTrue();
        assertThat(packet.end()).isTrue();
        assertThat(packet.frameId()).isEqualTo(VideoPacket.NONE);
        assertThat(packet.descriptorOffset()).isEqualTo(VideoPacket.NONE);
        assertThat(encoding.reader.height(0)).isEqualTo(720);

        encoding.read(2, "10 31", null);
        assertThat(packet.keyframe()).isFalse();
        assertThat(packet.start()).isFalse();
    }

    @Test
    void rewritingKeepsTheWidthOfThePictureId() {
        final byte[] wide = HexBytes.of("ff 90e092345663 10");
        Vp8Descriptor.pictureId(wide, 1, 0x8001);
        Vp8Descriptor.tl0PicIdx(wide, 1, 0x1ff);
        assertThat(wide).isEqualTo(HexBytes.of("ff 90e08001ff63 10"));

        final byte[] narrow = HexBytes.of("90e0 12 56 63 10");
        Vp8Descriptor.pictureId(narrow, 0, 0x1ff);
        Vp8Descriptor.tl0PicIdx(narrow, 0, 7);
        assertThat(narrow).isEqualTo(HexBytes.of("90e0 7f 07 63 10"));
    }

    @Test
    void whatIsNotThereIsNotWritten() {
        for (final String payload : new String[] {"10 31", "9030 63 10"}) {
            final byte[] bytes = HexBytes.of(payload);

            Vp8Descriptor.pictureId(bytes, 0, 0x1234);
            Vp8Descriptor.tl0PicIdx(bytes, 0, 0x56);

            assertThat(bytes).isEqualTo(HexBytes.of(payload));
        }
    }
}
