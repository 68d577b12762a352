/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.codec;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.hummingbridge.sfu.datagram.DropReason;
import org.hummingbridge.sfu.rtp.HexBytes;

/** Whatever comes, reading ends, throws nothing and depends on nothing outside the packet. */
class VideoPacketReaderProperties {
    private static final int EXTENSION = 11;

    @Property(tries = 3000)
    void readingDependsOnThePacketOnly(
            @ForAll @IntRange(max = 4) final int codec,
            @ForAll @Size(max = 40) final byte[] payload,
            @ForAll @Size(max = 100) final byte[] descriptor) {
        final byte[] rtp = TestEncoding.rtp(7, payload, descriptor);

        assertThat(surroundedBy((byte) 0xff, codec, rtp)).isEqualTo(surroundedBy((byte) 0, codec, rtp));
        assertThat(surroundedBy((byte) 0, codec, rtp)).isEqualTo(alone(codec, rtp));
    }

    /** Damage of real descriptors goes deeper than noise. */
    @Property(tries = 3000)
    void aFlippedBitInAKeyFrameNeverThrows(
            @ForAll @IntRange(max = 719) final int bit, @ForAll @IntRange(max = 719) final int other) {
        final byte[] descriptor = HexBytes.of(DescriptorVectors.L3T3_KEY);
        descriptor[bit / 8] ^= (byte) (1 << bit % 8);
        descriptor[other / 8] ^= (byte) (1 << other % 8);
        final byte[] rtp = TestEncoding.rtp(7, new byte[] {8}, descriptor);

        assertThat(surroundedBy((byte) 0xff, 2, rtp)).isEqualTo(surroundedBy((byte) 0, 2, rtp));
    }

    private static String surroundedBy(final byte filler, final int codec, final byte[] rtp) {
        final byte[] bytes = new byte[rtp.length + 200];
        Arrays.fill(bytes, filler);
        System.arraycopy(rtp, 0, bytes, 100, rtp.length);
        return reading(bytes, 100, rtp.length, codec);
    }

    /** Reading behind the packet's end would throw here. */
    private static String alone(final int codec, final byte[] rtp) {
        final byte[] bytes = new byte[100 + rtp.length];
        System.arraycopy(rtp, 0, bytes, 100, rtp.length);
        return reading(bytes, 100, rtp.length, codec);
    }

    private static String reading(final byte[] bytes, final int offset, final int length, final int codec) {
        final VideoPacketReader reader = new VideoPacketReader();
        final VideoPacket packet = new VideoPacket();
        final byte[] before = bytes.clone();
        final VideoCodec videoCodec = VideoCodec.values()[codec];
        final DropReason reason = reader.read(bytes, offset, length, videoCodec, EXTENSION, packet);
        assertThat(bytes).isEqualTo(before);
        final List<Integer> heights = new ArrayList<>();
        for (int i = 0; i < LayerId.MAX_SPATIAL; i++) {
            heights.add(reader.height(i));
        }
        return reason + " " + (reason == null ? TestEncoding.text(packet) : "") + heights + reader.needsKeyframe();
    }

    @Property
    void aPacketIsCopiedWhole(
            @ForAll @IntRange(max = 4) final int codec, @ForAll @Size(min = 1, max = 40) final byte[] payload) {
        final byte[] rtp = TestEncoding.rtp(7, payload, codec < 2 ? null : HexBytes.of(DescriptorVectors.L3T3));
        final VideoPacket packet = new VideoPacket();
        final VideoPacket copy = new VideoPacket();
        if (new VideoPacketReader().read(rtp, 0, rtp.length, VideoCodec.values()[codec], EXTENSION, packet) != null) {
            packet.clear();
        }

        copy.set(packet);

        assertThat(TestEncoding.text(copy)).isEqualTo(TestEncoding.text(packet));
    }
}
