/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.rtp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class ExtensionProperties {
    private static final byte UNTOUCHED = 0x5a;

    record Element(int id, List<Byte> data) {
        boolean fitsOneByteForm() {
            return id <= 14 && !data.isEmpty() && data.size() <= 16;
        }
    }

    @Property
    void whatWasAcceptedIsReadBackInOrder(
            @ForAll("elements") final List<Element> elements,
            @ForAll final boolean extmapAllowMixed,
            @ForAll @IntRange(max = 15) final int csrcs,
            @ForAll @IntRange(max = 30) final int headerStart) {
        final byte[] out = packet(headerStart, csrcs, 1000);
        final List<Element> accepted = new ArrayList<>();

        final int headerLength = write(out, headerStart, elements, extmapAllowMixed, accepted);

        assertThat(RtpHeader.isValid(out, headerStart, headerLength)).isTrue();
        assertThat(RtpHeader.headerLength(out, headerStart)).isEqualTo(headerLength);
        assertThat(read(out, headerStart)).isEqualTo(accepted);
        for (final Element element : accepted) {
            final int found = ExtensionReader.find(out, headerStart, element.id);
            final Element first = accepted.stream()
                    .filter(e -> e.id == element.id)
                    .findFirst()
                    .orElseThrow();
            assertThat(found).isPositive();
            assertThat(slice(out, found, ExtensionReader.dataLength(out, headerStart, found)))
                    .isEqualTo(first.data);
        }
    }

    @Property
    void theTwoByteFormIsTakenOnlyWhenAnElementNeedsIt(
            @ForAll("elements") final List<Element> elements, @ForAll final boolean extmapAllowMixed) {
        final byte[] out = packet(0, 0, 1000);
        final List<Element> accepted = new ArrayList<>();

        write(out, 0, elements, extmapAllowMixed, accepted);

        if (!accepted.isEmpty()) {
            final boolean oneByte = accepted.stream().allMatch(Element::fitsOneByteForm);
            assertThat(BigEndian.unsigned16(out, 12)).isEqualTo(oneByte ? 0xbede : 0x1000);
            assertThat(oneByte || extmapAllowMixed).isTrue();
        }
    }

    @Property
    void anElementIsLeftOutOnlyForItsFormOrForSpace(
            @ForAll("elements") final List<Element> elements, @ForAll final boolean extmapAllowMixed) {
        final byte[] out = packet(0, 0, 1000);
        final List<Element> accepted = new ArrayList<>();

        write(out, 0, elements, extmapAllowMixed, accepted);

        final int largest = elements.stream().mapToInt(e -> 2 + e.data.size()).sum() + 4;
        if (largest <= ExtensionWriter.MAX_BLOCK_BYTES) {
            assertThat(accepted)
                    .isEqualTo(elements.stream()
                            .filter(e -> extmapAllowMixed || e.fitsOneByteForm())
                            .toList());
        }
    }

    @Property
    void nothingIsWrittenBeyondTheBlockOrTheArray(
            @ForAll("elements") final List<Element> elements, @ForAll @IntRange(min = 12, max = 300) final int size) {
        final byte[] out = packet(0, 0, size);
        final List<Element> accepted = new ArrayList<>();

        final int headerLength = write(out, 0, elements, true, accepted);

        final int limit = 12 + ExtensionWriter.MAX_BLOCK_BYTES;
        assertThat(headerLength).isLessThanOrEqualTo(Math.min(size, limit));
        for (int i = limit; i < size; i++) {
            assertThat(out[i]).isEqualTo(UNTOUCHED);
        }
    }

    @Property(tries = 5000)
    void anyBlockIsReadInStepsBoundedByItsLength(
            @ForAll final boolean twoByte, @ForAll @Size(max = 200) final byte[] content) {
        final int words = content.length / 4;
        final byte[] packet = packet(0, 0, 16 + 4 * words);
        RtpHeader.extension(packet, 0, true);
        BigEndian.put16(packet, 12, twoByte ? 0x1007 : 0xbede);
        BigEndian.put16(packet, 14, words);
        System.arraycopy(content, 0, packet, 16, 4 * words);

        final List<Element> elements = read(packet, 0);

        assertThat(elements.size()).isLessThanOrEqualTo(4 * words);
        for (int id = 0; id < 256; id++) {
            final int wanted = id;
            assertThat(ExtensionReader.find(packet, 0, id) >= 0)
                    .isEqualTo(elements.stream().anyMatch(e -> e.id == wanted));
        }
    }

    @Provide
    static Arbitrary<List<Element>> elements() {
        final Arbitrary<Integer> ids = Arbitraries.frequencyOf(
                Tuple.of(8, Arbitraries.integers().between(1, 14)),
                Tuple.of(2, Arbitraries.integers().between(1, 255)));
        final Arbitrary<Integer> lengths = Arbitraries.frequencyOf(
                Tuple.of(8, Arbitraries.integers().between(1, 16)),
                Tuple.of(1, Arbitraries.integers().between(0, 40)),
                Tuple.of(1, Arbitraries.integers().between(0, 255)));
        final Arbitrary<List<Byte>> data =
                lengths.flatMap(length -> Arbitraries.bytes().list().ofSize(length));
        return Combinators.combine(ids, data).as(Element::new).list().ofMaxSize(12);
    }

    private static byte[] packet(final int headerStart, final int csrcs, final int size) {
        final byte[] packet = new byte[size];
        Arrays.fill(packet, UNTOUCHED);
        packet[headerStart] = (byte) (0x80 | csrcs);
        return packet;
    }

    private static int write(
            final byte[] out,
            final int headerStart,
            final List<Element> elements,
            final boolean extmapAllowMixed,
            final List<Element> accepted) {
        final ExtensionWriter writer = new ExtensionWriter();
        writer.begin(out, headerStart, extmapAllowMixed);
        for (final Element element : elements) {
            final byte[] data = new byte[element.data.size()];
            for (int i = 0; i < data.length; i++) {
                data[i] = element.data.get(i);
            }
            if (writer.add(element.id, data, 0, data.length)) {
                accepted.add(element);
            }
        }
        return writer.end();
    }

    private static List<Element> read(final byte[] packet, final int packetOffset) {
        final ExtensionReader reader = new ExtensionReader();
        reader.start(packet, packetOffset);
        final List<Element> elements = new ArrayList<>();
        while (reader.next()) {
            elements.add(new Element(reader.id(), slice(packet, reader.dataOffset(), reader.dataLength())));
        }
        assertThat(reader.next()).isFalse();
        return elements;
    }

    private static List<Byte> slice(final byte[] bytes, final int offset, final int length) {
        final List<Byte> slice = new ArrayList<>();
        for (int i = 0; i < length; i++) {
            slice.add(bytes[offset + i]);
        }
        return slice;
    }
}
