/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.codec;

import static org.assertj.core.api.Assertions.assertThat;

import org.hummingbridge.sfu.datagram.DropReason;
import org.hummingbridge.sfu.rtp.HexBytes;
import org.junit.jupiter.api.Test;

/** RFC 9628 §4.2. */
class Vp9DescriptorTest {
    private static final String THREE_LAYERS = "50 014000b4 02800168 050002d0";

    private final TestEncoding encoding = new TestEncoding(VideoCodec.VP9);
    private final VideoPacket packet = encoding.packet;

    @Test
    void aKeyPictureTellsItsLayers() {
        assertThat(encoding.read(1, "aa 802a 00 05" + THREE_LAYERS + "99", null))
                .isNull();

        assertThat(packet.layering()).isEqualTo(Layering.VP9);
        assertThat(packet.keyframe()).isTrue();
        assertThat(packet.start()).isTrue();
        assertThat(packet.end()).isFalse();
        assertThat(packet.frameId()).isEqualTo(42);
        assertThat(packet.frameIdBits()).isEqualTo(15);
        assertThat(packet.spatialId()).isZero();
        assertThat(packet.temporalId()).isZero();
        assertThat(packet.tl0PicIdx()).isEqualTo(5);
        assertThat(packet.interPicture()).isFalse();
        assertThat(packet.interLayer()).isFalse();
        assertThat(packet.upperLayerReference()).isTrue();
        assertThat(packet.spatialLayers()).isEqualTo(3);
        assertThat(packet.descriptorLength()).isEqualTo(18);
        assertThat(encoding.reader.spatialLayers()).isEqualTo(3);
        assertThat(encoding.reader.height(0)).isEqualTo(180);
        assertThat(encoding.reader.height(1)).isEqualTo(360);
        assertThat(encoding.reader.height(2)).isEqualTo(720);
        assertThat(encoding.reader.height(3)).isZero();
    }

    @Test
    void upperLayersOfAKeyPictureAreNoPlaceToBegin() {
        encoding.read(1, "a8 802a 03 05 99", null);

        assertThat(packet.spatialId()).isEqualTo(1);
        assertThat(packet.interLayer()).isTrue();
        assertThat(packet.interPicture()).isFalse();
        assertThat(packet.keyframe()).isFalse();
    }

    @Test
    void aKeyPictureMayBeginAboveTheLowestLayer() {
        encoding.read(1, "a8 802a 02 05 99", null);

        assertThat(packet.spatialId()).isEqualTo(1);
        assertThat(packet.keyframe()).isTrue();
    }

    @Test
    void onlyTheFirstPacketOfAKeyPictureIsOne() {
        encoding.read(1, "a4 802a 00 05 99", null);

        assertThat(packet.keyframe()).isFalse();
        assertThat(packet.start()).isFalse();
        assertThat(packet.end()).isTrue();
    }

    @Test
    void anInterPictureTellsWhatItDependsOn() {
        encoding.read(1, "ed 2a 53 05 99", null);

        assertThat(packet.frameId()).isEqualTo(42);
        assertThat(packet.frameIdBits()).isEqualTo(7);
        assertThat(packet.interPicture()).isTrue();
        assertThat(packet.interLayer()).isTrue();
        assertThat(packet.temporalId()).isEqualTo(2);
        assertThat(packet.spatialId()).isEqualTo(1);
        assertThat(packet.switchingPoint()).isTrue();
        assertThat(packet.upperLayerReference()).isFalse();
        assertThat(packet.keyframe()).isFalse();
    }

    /** P_DIFFs stand between the layer and the scalability structure; flexible mode has no TL0PICIDX. */
    @Test
    void aFlexibleInterPictureMayCarryAScalabilityStructure() {
        assertThat(encoding.read(1, "fa 802a 00 030502" + THREE_LAYERS + "99", null))
                .isNull();

        assertThat(packet.tl0PicIdx()).isEqualTo(VideoPacket.NONE);
        assertThat(packet.descriptorLength()).isEqualTo(20);
        assertThat(packet.spatialLayers()).isEqualTo(3);
        assertThat(encoding.reader.height(2)).isEqualTo(720);
    }

    @Test
    void aGroupOfFramesIsSkipped() {
        assertThat(encoding.read(1, "aa 802a 00 05 18 014000b4 03 00 14 01 48 0102 99", null))
                .isNull();

        assertThat(packet.descriptorLength()).isEqualTo(17);
        assertThat(encoding.reader.spatialLayers()).isEqualTo(1);
        assertThat(encoding.reader.height(0)).isEqualTo(180);
    }

    @Test
    void aStructureWithoutSizesTellsTheirNumberOnly() {
        encoding.read(1, "aa 802a 00 05 20 99", null);

        assertThat(encoding.reader.spatialLayers()).isEqualTo(2);
        assertThat(encoding.reader.height(0)).isZero();
    }

    @Test
    void aFourthReferenceCostsThePacket() {
        assertThat(encoding.read(1, "f8 802a 00 03050702 99", null)).isEqualTo(DropReason.RTP_BAD_DESCRIPTOR);
    }

    @Test
    void aDescriptorThatDoesNotFitItsPayloadCostsThePacket() {
        final byte[] whole = HexBytes.of("fa 802a 00 030502 58 014000b4 02800168 050002d0 02 04 01 08 0102 99");
        assertThat(encoding.read(TestEncoding.rtp(1, whole, null), VideoCodec.VP9))
                .isNull();

        for (int length = 1; length < whole.length; length++) {
            final String cut = HexBytes.text(whole, 0, length);
            assertThat(encoding.read(1, cut, null)).as(cut).isEqualTo(DropReason.RTP_BAD_DESCRIPTOR);
        }
    }

    @Test
    void withoutPictureIdOnlyKeyFramesAreKnown() {
        encoding.read(1, "2a 00 05" + THREE_LAYERS + "99", null);

        assertThat(packet.layering()).isEqualTo(Layering.OPAQUE);
        assertThat(packet.keyframe()).isTrue();
        assertThat(packet.spatialLayers()).isZero();
        assertThat(encoding.reader.height(2)).isEqualTo(720);
    }

    @Test
    void rewritingKeepsTheWidthOfThePictureId() {
        final byte[] wide = HexBytes.of("ff aa 802a 00 05 20 99");
        Vp9Descriptor.pictureId(wide, 1, 0xffff);
        Vp9Descriptor.tl0PicIdx(wide, 1, 0x100);
        assertThat(wide).isEqualTo(HexBytes.of("ff aa ffff 00 00 20 99"));

        final byte[] narrow = HexBytes.of("e8 2a 00 05 99");
        Vp9Descriptor.pictureId(narrow, 0, 0x80);
        Vp9Descriptor.tl0PicIdx(narrow, 0, 6);
        assertThat(narrow).isEqualTo(HexBytes.of("e8 00 00 06 99"));
    }

    @Test
    void whatIsNotThereIsNotWritten() {
        for (final String payload : new String[] {"08 99", "78 00 02 99"}) {
            final byte[] bytes = HexBytes.of(payload);

            Vp9Descriptor.pictureId(bytes, 0, 0x1234);
            Vp9Descriptor.tl0PicIdx(bytes, 0, 0x56);

            assertThat(bytes).isEqualTo(HexBytes.of(payload));
        }
    }
}
