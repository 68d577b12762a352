/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.rtp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** RFC 8285 §4.2 (one-byte form) and §4.3 (two-byte form). */
class ExtensionReaderTest {
    private static final String HEADER = "906f0001 00000960 22222222 ";
    private static final String ONE_BYTE = HEADER + "bede0002 109e 511234 a030 00";
    private static final String TWO_BYTE = "90290001 00000960 22222222 10000008 01019e 05021234 0a0130 "
            + "0b14 800001800214eaa860414d141020842701df010d";

    @Test
    void theOneByteFormGivesEachElement() {
        assertThat(elements(ONE_BYTE)).containsExactly("1=9e", "5=1234", "10=30");
    }

    @Test
    void theTwoByteFormGivesEachElement() {
        assertThat(elements(TWO_BYTE))
                .containsExactly("1=9e", "5=1234", "10=30", "11=800001800214eaa860414d141020842701df010d");
    }

    @Test
    void theAppBitsOfTheTwoByteFormAreIgnored() {
        assertThat(elements(HEADER + "100f0001 0102abcd")).containsExactly("1=abcd");
    }

    @Test
    void idsOfTheTwoByteFormAreUnsigned() {
        assertThat(elements(HEADER + "10000001 ff01aa00")).containsExactly("255=aa");
    }

    @Test
    void idFifteenEndsTheOneByteForm() {
        assertThat(elements(HEADER + "bede0002 10aa f0bb 20cc 0000")).containsExactly("1=aa");
    }

    @Test
    void idFifteenIsAnOrdinaryIdInTheTwoByteForm() {
        assertThat(elements(HEADER + "10000001 0f01aa00")).containsExactly("15=aa");
    }

    @Test
    void idZeroWithALengthEndsTheOneByteForm() {
        assertThat(elements(HEADER + "bede0002 10aa 01bbbb 20cc 00")).containsExactly("1=aa");
    }

    @Test
    void paddingBetweenElementsIsSkipped() {
        assertThat(elements(HEADER + "bede0002 10aa 000000 20cc 00")).containsExactly("1=aa", "2=cc");
        assertThat(elements(HEADER + "10000002 0101aa 00 0201cc 00")).containsExactly("1=aa", "2=cc");
    }

    @Test
    void anElementThatOverrunsTheBlockEndsIt() {
        assertThat(elements(HEADER + "bede0001 10aa 2fcc" + "ff".repeat(20))).containsExactly("1=aa");
        assertThat(elements(HEADER + "10000001 0102aabb" + "ff".repeat(20))).containsExactly("1=aabb");
        assertThat(elements(HEADER + "10000001 0103aabb" + "ff".repeat(20))).isEmpty();
        assertThat(elements(HEADER + "10000001 0101aa 05" + "ff".repeat(20))).containsExactly("1=aa");
    }

    @Test
    void theTwoByteFormHasElementsWithoutData() {
        assertThat(elements(HEADER + "10000001 0100 0200")).containsExactly("1=", "2=");
    }

    @Test
    void aRepeatedIdIsGivenTwiceAndFoundFirst() {
        final byte[] packet = HexBytes.of(HEADER + "bede0001 10aa 10bb");

        assertThat(elements(HEADER + "bede0001 10aa 10bb")).containsExactly("1=aa", "1=bb");
        assertThat(packet[ExtensionReader.find(packet, 0, 1)]).isEqualTo((byte) 0xaa);
    }

    @Test
    void otherProfilesHaveNoElements() {
        final byte[] packet = HexBytes.of(HEADER + "c0de0001 10aa0000");

        assertThat(new ExtensionReader().start(packet, 0)).isFalse();
        assertThat(elements(HEADER + "c0de0001 10aa0000")).isEmpty();
        assertThat(ExtensionReader.find(packet, 0, 1)).isEqualTo(-1);
    }

    @Test
    void aPacketWithoutTheXBitHasNoElements() {
        final byte[] packet = HexBytes.of("806f0001 00000960 22222222 bede0001 10aa0000");

        assertThat(new ExtensionReader().start(packet, 0)).isFalse();
        assertThat(new ExtensionReader().next()).isFalse();
        assertThat(ExtensionReader.find(packet, 0, 1)).isEqualTo(-1);
    }

    @Test
    void csrcsStandBeforeTheBlock() {
        assertThat(elements("926f0001 00000960 22222222 33333333 44444444 bede0001 10aa0000"))
                .containsExactly("1=aa");
    }

    @Test
    void findTellsWhereAndHowLong() {
        final byte[] oneByte = HexBytes.of("ffffff" + ONE_BYTE);
        final byte[] twoByte = HexBytes.of("ffffff" + TWO_BYTE);

        final int inOneByte = ExtensionReader.find(oneByte, 3, 5);
        final int inTwoByte = ExtensionReader.find(twoByte, 3, 11);

        assertThat(TransportSequence.read(oneByte, inOneByte)).isEqualTo(0x1234);
        assertThat(ExtensionReader.dataLength(oneByte, 3, inOneByte)).isEqualTo(2);
        assertThat(ExtensionReader.dataLength(twoByte, 3, inTwoByte)).isEqualTo(20);
        assertThat(ExtensionReader.find(oneByte, 3, 2)).isEqualTo(-1);
    }

    private static List<String> elements(final String hex) {
        final byte[] packet = HexBytes.of(hex);
        assertThat(RtpHeader.isValid(packet, 0, packet.length)).isTrue();
        final ExtensionReader reader = new ExtensionReader();
        reader.start(packet, 0);
        final List<String> elements = new ArrayList<>();
        while (reader.next()) {
            elements.add(reader.id() + "=" + HexBytes.text(packet, reader.dataOffset(), reader.dataLength()));
        }
        return elements;
    }
}
