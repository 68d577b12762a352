/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.codec;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jspecify.annotations.Nullable;

/** RFC 7741 §4.2 and RFC 9628 §4.2, against writers of our own. */
class PayloadDescriptorProperties {
    private static final int SEQUENCE = 1;

    /** @param pictureId null without; of 7 bits if {@code wide} is false */
    record Vp8(
            boolean nonReference,
            boolean start,
            int partition,
            @Nullable Integer pictureId,
            boolean wide,
            @Nullable Integer tl0,
            @Nullable Integer temporalId,
            boolean sync,
            @Nullable Integer keyIdx,
            int firstByte) {
        byte[] write() {
            final boolean extended = pictureId != null || tl0 != null || temporalId != null || keyIdx != null;
            final BitWriter out = new BitWriter()
                    .flag(extended)
                    .put(0, 1)
                    .flag(nonReference)
                    .flag(start)
                    .put(0, 1)
                    .put(partition, 3);
            if (extended) {
                out.flag(pictureId != null)
                        .flag(tl0 != null)
                        .flag(temporalId != null)
                        .flag(keyIdx != null)
                        .put(0, 4);
            }
            PayloadDescriptorProperties.pictureId(out, pictureId, wide);
            if (tl0 != null) {
                out.put(tl0, 8);
            }
            if (temporalId != null || keyIdx != null) {
                out.put(temporalId == null ? 0 : temporalId, 2).flag(sync).put(keyIdx == null ? 0 : keyIdx, 5);
            }
            return out.put(firstByte, 8).toBytes();
        }

        Vp8 with(final int newPictureId, final int newTl0) {
            return new Vp8(
                    nonReference,
                    start,
                    partition,
                    pictureId == null ? null : newPictureId & (wide ? 0x7fff : 0x7f),
                    wide,
                    tl0 == null ? null : newTl0 & 0xff,
                    temporalId,
                    sync,
                    keyIdx,
                    firstByte);
        }
    }

    /** @param layer TID, U, SID, D in 8 bits; null without */
    record Vp9(
            int flags,
            @Nullable Integer pictureId,
            boolean wide,
            @Nullable Integer layer,
            int tl0,
            List<Integer> references,
            int spatialLayers,
            @Nullable List<Integer> sizes,
            @Nullable List<List<Integer>> group) {
        private static final int INTER = 0x40;
        private static final int FLEXIBLE = 0x10;
        private static final int SCALABILITY = 0x02;

        boolean has(final int flag) {
            return (flags & flag) != 0;
        }

        byte[] write() {
            final BitWriter out = new BitWriter()
                    .flag(pictureId != null)
                    .flag(has(INTER))
                    .flag(layer != null)
                    .put(flags & 0x1f, 5);
            PayloadDescriptorProperties.pictureId(out, pictureId, wide);
            if (layer != null) {
                out.put(layer, 8);
                if (!has(FLEXIBLE)) {
                    out.put(tl0, 8);
                }
            }
            if (has(INTER) && has(FLEXIBLE)) {
                for (int i = 0; i < references.size(); i++) {
                    out.put(references.get(i), 7).flag(i < references.size() - 1);
                }
            }
            if (has(SCALABILITY)) {
                out.put(spatialLayers - 1, 3)
                        .flag(sizes != null)
                        .flag(group != null)
                        .put(0, 3);
                for (int i = 0; sizes != null && i < 2 * spatialLayers; i++) {
                    out.put(sizes.get(i), 16);
                }
                if (group != null) {
                    out.put(group.size(), 8);
                    for (final List<Integer> picture : group) {
                        out.put(5, 4).put(picture.size(), 2).put(0, 2);
                        picture.forEach(diff -> out.put(diff, 8));
                    }
                }
            }
            return out.put(0x99, 8).toBytes();
        }

        Vp9 with(final int newPictureId, final int newTl0) {
            return new Vp9(
                    flags,
                    pictureId == null ? null : newPictureId & (wide ? 0x7fff : 0x7f),
                    wide,
                    layer,
                    newTl0 & 0xff,
                    references,
                    spatialLayers,
                    sizes,
                    group);
        }
    }

    private static void pictureId(final BitWriter out, final @Nullable Integer pictureId, final boolean wide) {
        if (pictureId != null) {
            out.flag(wide).put(pictureId & (wide ? 0x7fff : 0x7f), wide ? 15 : 7);
        }
    }

    @Provide
    static Arbitrary<Vp8> vp8() {
        final Arbitrary<Boolean> flags = Arbitraries.of(true, false);
        final Arbitrary<Integer> octets = Arbitraries.integers().between(0, 255);
        return Combinators.combine(
                        Arbitraries.integers().between(0, 15),
                        Arbitraries.integers().between(0, 7),
                        Arbitraries.integers().between(0, 0x7fff).injectNull(0.3),
                        flags,
                        octets.injectNull(0.3),
                        Arbitraries.integers().between(0, 3).injectNull(0.3),
                        Arbitraries.integers().between(0, 31).injectNull(0.3),
                        octets)
                .as((bits, partition, id, wide, tl0, tid, keyIdx, first) -> new Vp8(
                        (bits & 1) != 0,
                        (bits & 2) != 0,
                        partition,
                        id,
                        wide,
                        tl0,
                        tid,
                        (bits & 4) != 0,
                        keyIdx,
                        first));
    }

    @Provide
    static Arbitrary<Vp9> vp9() {
        final Arbitrary<Integer> octets = Arbitraries.integers().between(0, 255);
        return Combinators.combine(
                        octets,
                        Arbitraries.integers().between(0, 0x7fff).injectNull(0.2),
                        Arbitraries.of(true, false),
                        octets.injectNull(0.2),
                        Arbitraries.integers()
                                .between(1, 127)
                                .list()
                                .ofMinSize(1)
                                .ofMaxSize(3),
                        Arbitraries.integers().between(1, 8),
                        Arbitraries.integers()
                                .between(0, 65_535)
                                .list()
                                .ofSize(16)
                                .injectNull(0.3),
                        octets.list().ofMaxSize(3).list().ofMaxSize(20).injectNull(0.5))
                .as((bits, id, wide, layer, references, spatialLayers, sizes, group) ->
                        new Vp9(bits, id, wide, layer, 77, references, spatialLayers, sizes, group));
    }

    @Property
    void aVp8DescriptorIsReadBack(@ForAll("vp8") final Vp8 vp8) {
        final byte[] payload = vp8.write();
        final VideoPacket packet = new VideoPacket();

        assertThat(Vp8Descriptor.read(payload, 0, payload.length, packet)).isTrue();

        final boolean start = vp8.start && vp8.partition == 0;
        assertThat(packet.layering())
                .isEqualTo(vp8.pictureId != null && vp8.temporalId != null ? Layering.VP8 : Layering.OPAQUE);
        assertThat(packet.descriptorLength()).isEqualTo(payload.length - 1);
        assertThat(packet.start()).isEqualTo(start);
        assertThat(packet.keyframe()).isEqualTo(start && (vp8.firstByte & 1) == 0);
        assertThat(packet.discardable()).isEqualTo(vp8.nonReference);
        assertThat(packet.frameId())
                .isEqualTo(vp8.pictureId == null ? VideoPacket.NONE : vp8.pictureId & (vp8.wide ? 0x7fff : 0x7f));
        assertThat(packet.tl0PicIdx()).isEqualTo(vp8.tl0 == null ? VideoPacket.NONE : vp8.tl0);
        assertThat(packet.temporalId()).isEqualTo(vp8.temporalId == null ? 0 : vp8.temporalId);
        assertThat(packet.switchingPoint()).isEqualTo(vp8.temporalId != null && vp8.sync);
    }

    @Property
    void rewritingVp8ChangesNothingElse(
            @ForAll("vp8") final Vp8 vp8, @ForAll final int pictureId, @ForAll final int tl0) {
        final byte[] payload = vp8.write();

        Vp8Descriptor.pictureId(payload, 0, pictureId);
        Vp8Descriptor.tl0PicIdx(payload, 0, tl0);

        assertThat(payload).isEqualTo(vp8.with(pictureId, tl0).write());
    }

    @Property
    void aVp9DescriptorIsReadBack(@ForAll("vp9") final Vp9 vp9) {
        final byte[] payload = vp9.write();
        final VideoPacketReader reader = new VideoPacketReader();
        final VideoPacket packet = new VideoPacket();

        assertThat(Vp9Descriptor.read(payload, 0, payload.length, packet)).isTrue();

        final int layer = vp9.layer == null ? 0 : vp9.layer;
        final boolean scalability = vp9.has(Vp9.SCALABILITY);
        assertThat(packet.layering()).isEqualTo(vp9.pictureId == null ? Layering.OPAQUE : Layering.VP9);
        assertThat(packet.descriptorLength()).isEqualTo(payload.length - 1);
        assertThat(packet.temporalId()).isEqualTo(layer >> 5);
        assertThat(packet.switchingPoint()).isEqualTo((layer & 0x10) != 0);
        assertThat(packet.spatialId()).isEqualTo(layer >> 1 & 7);
        assertThat(packet.interLayer()).isEqualTo((layer & 1) != 0);
        assertThat(packet.interPicture()).isEqualTo(vp9.has(Vp9.INTER));
        assertThat(packet.tl0PicIdx())
                .isEqualTo(vp9.layer != null && !vp9.has(Vp9.FLEXIBLE) ? vp9.tl0 : VideoPacket.NONE);
        assertThat(packet.spatialLayers()).isEqualTo(scalability ? vp9.spatialLayers : 0);

        final byte[] rtp = TestEncoding.rtp(SEQUENCE, payload, null);
        assertThat(reader.read(rtp, 0, rtp.length, VideoCodec.VP9, 0, packet)).isNull();
        for (int i = 0; scalability && i < vp9.spatialLayers; i++) {
            assertThat(reader.height(i))
                    .isEqualTo(vp9.sizes == null ? 0 : Math.min(vp9.sizes.get(2 * i), vp9.sizes.get(2 * i + 1)));
        }
    }

    @Property
    void rewritingVp9ChangesNothingElse(
            @ForAll("vp9") final Vp9 vp9, @ForAll final int pictureId, @ForAll final int tl0) {
        final byte[] payload = vp9.write();

        Vp9Descriptor.pictureId(payload, 0, pictureId);
        Vp9Descriptor.tl0PicIdx(payload, 0, tl0);

        assertThat(payload).isEqualTo(vp9.with(pictureId, tl0).write());
    }

    @Property
    void aDescriptorThatIsCutIsRefused(@ForAll("vp8") final Vp8 vp8, @ForAll("vp9") final Vp9 vp9) {
        final byte[] first = vp8.write();
        for (int length = 1; length < first.length; length++) {
            final byte[] cut = Arrays.copyOf(first, length);
            assertThat(Vp8Descriptor.read(cut, 0, length, new VideoPacket())).isFalse();
        }
        final byte[] second = vp9.write();
        for (int length = 1; length < second.length; length++) {
            final byte[] cut = Arrays.copyOf(second, length);
            assertThat(Vp9Descriptor.read(cut, 0, length, new VideoPacket())).isFalse();
        }
    }
}
