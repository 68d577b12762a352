/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.codec;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.Size;
import org.hummingbridge.sfu.rtp.HexBytes;
import org.junit.jupiter.api.Test;

/** WebRTC's video-layers-allocation00. */
class VideoLayersAllocationTest {
    private final VideoLayersAllocation allocation = new VideoLayersAllocation();

    /** @param kilobits one per temporal layer */
    record Layer(List<Integer> kilobits, int width, int height, int frameRate) {}

    @Test
    void threeStreamsWithThreeTemporalLayersEach() {
        final byte[] bytes = HexBytes.of("21a82850960178c801f403f4038407dc0b 013f00b31e 027f01671e 04ff02cf1e");

        assertThat(allocation.read(bytes, 0, bytes.length)).isTrue();

        assertThat(allocation.encoding()).isZero();
        assertThat(allocation.streams()).isEqualTo(3);
        assertLayer(0, 320, 180, 40_000, 80_000, 150_000);
        assertLayer(1, 640, 360, 120_000, 200_000, 500_000);
        assertLayer(2, 1280, 720, 500_000, 900_000, 1_500_000);
        assertThat(allocation.isActive(0, 1)).isFalse();
        assertThat(allocation.temporalLayers(0, 1)).isZero();
        assertThat(allocation.isActive(3, 0)).isFalse();
    }

    private void assertLayer(final int stream, final int width, final int height, final long... bitrates) {
        assertThat(allocation.isActive(stream, 0)).isTrue();
        assertThat(allocation.temporalLayers(stream, 0)).isEqualTo(bitrates.length);
        for (int i = 0; i < bitrates.length; i++) {
            assertThat(allocation.bitrateBps(stream, 0, i)).isEqualTo(bitrates[i]);
        }
        assertThat(allocation.width(stream, 0)).isEqualTo(width);
        assertThat(allocation.height(stream, 0)).isEqualTo(height);
        assertThat(allocation.frameRate(stream, 0)).isEqualTo(30);
    }

    @Test
    void aZeroByteMeansThatNothingIsSent() {
        allocation.read(HexBytes.of("21a82850960178c801f403f4038407dc0b"), 0, 17);

        assertThat(allocation.read(new byte[1], 0, 1)).isTrue();

        assertThat(allocation.streams()).isZero();
        assertThat(allocation.isActive(0, 0)).isFalse();
        assertThat(allocation.bitrateBps(0, 0, 0)).isZero();
    }

    @Test
    void sizesMayBeMissing() {
        assertThat(allocation.read(HexBytes.of("21a82850960178c801f403f4038407dc0b"), 0, 17))
                .isTrue();

        assertThat(allocation.bitrateBps(2, 0, 2)).isEqualTo(1_500_000);
        assertThat(allocation.height(2, 0)).isZero();
    }

    @Test
    void whatDoesNotFitLeavesNothing() {
        final byte[] bytes = HexBytes.of("21a82850960178c801f403f4038407dc0b 013f00b31e 027f01671e 04ff02cf1e");
        for (int length = 0; length < bytes.length; length++) {
            allocation.read(bytes, 0, bytes.length);
            final boolean read = allocation.read(bytes, 0, length);

            assertThat(read).as("%d bytes", length).isEqualTo(length == 17);
            assertThat(allocation.streams()).isEqualTo(read ? 3 : 0);
        }
    }

    @Test
    void aRateThatDoesNotEndIsRefused() {
        assertThat(allocation.read(HexBytes.of("0100 ffffffffff7f"), 0, 8)).isFalse();
        assertThat(allocation.read(HexBytes.of("0100 ffffffff7f"), 0, 7)).isFalse();
        assertThat(allocation.read(HexBytes.of("0100 ffffffff07"), 0, 7)).isTrue();
        assertThat(allocation.bitrateBps(0, 0, 0)).isEqualTo(1000L * Integer.MAX_VALUE);
    }

    @Provide
    static Arbitrary<List<Layer>> layers() {
        final Arbitrary<Integer> rates = Arbitraries.integers().between(0, 1_000_000);
        return Combinators.combine(
                        rates.list().ofMinSize(1).ofMaxSize(4),
                        Arbitraries.integers().between(1, 65_536),
                        Arbitraries.integers().between(1, 65_536),
                        Arbitraries.integers().between(0, 255))
                .as(Layer::new)
                .list()
                .ofSize(16);
    }

    @Property
    void whatIsWrittenIsReadBack(
            @ForAll("layers") final List<Layer> any,
            @ForAll @Size(min = 1, max = 4) final List<Byte> streamMasks,
            @ForAll final boolean sizes) {
        final TreeMap<Integer, Layer> active = new TreeMap<>();
        for (int i = 0; i < 4 * streamMasks.size(); i++) {
            if ((streamMasks.get(i / 4) >> i % 4 & 1) != 0) {
                active.put(i, any.get(i));
            }
        }
        final byte[] bytes = write(streamMasks, active, sizes);

        assertThat(allocation.read(bytes, 0, bytes.length)).isTrue();

        assertThat(allocation.streams()).isEqualTo(streamMasks.size());
        for (int i = 0; i < 16; i++) {
            final Layer layer = active.get(i);
            assertThat(allocation.isActive(i / 4, i % 4)).isEqualTo(layer != null);
            assertThat(allocation.temporalLayers(i / 4, i % 4)).isEqualTo(layer == null ? 0 : layer.kilobits.size());
            assertThat(allocation.height(i / 4, i % 4)).isEqualTo(layer == null || !sizes ? 0 : layer.height);
            for (int t = 0; layer != null && t < layer.kilobits.size(); t++) {
                assertThat(allocation.bitrateBps(i / 4, i % 4, t)).isEqualTo(1000L * layer.kilobits.get(t));
            }
        }
    }

    /** As rtp-rtcp's description of the format has it; the encoding is 2. */
    private static byte[] write(
            final List<Byte> streamMasks, final TreeMap<Integer, Layer> active, final boolean sizes) {
        final int first = streamMasks.getFirst() & 15;
        final boolean shared = first != 0 && streamMasks.stream().allMatch(mask -> (mask & 15) == first);
        final BitWriter out =
                new BitWriter().put(2, 2).put(streamMasks.size() - 1, 2).put(shared ? first : 0, 4);
        if (!shared) {
            streamMasks.forEach(mask -> out.put(mask & 15, 4));
            out.align();
        }
        active.values().forEach(layer -> out.put(layer.kilobits.size() - 1, 2));
        out.align();
        active.values().forEach(layer -> layer.kilobits.forEach(out::leb128));
        if (sizes) {
            active.values()
                    .forEach(layer -> out.put(layer.width - 1, 16)
                            .put(layer.height - 1, 16)
                            .put(layer.frameRate, 8));
        }
        return out.toBytes();
    }

    @Property
    void anyBytesAreReadWithinTheirBounds(@ForAll @Size(max = 80) final byte[] bytes) {
        final byte[] surrounded = new byte[bytes.length + 20];
        Arrays.fill(surrounded, (byte) 0xff);
        System.arraycopy(bytes, 0, surrounded, 10, bytes.length);

        final boolean read = allocation.read(bytes, 0, bytes.length);

        assertThat(new VideoLayersAllocation().read(surrounded, 10, bytes.length))
                .isEqualTo(read);
        assertThat(read || allocation.streams() == 0).isTrue();
    }
}
