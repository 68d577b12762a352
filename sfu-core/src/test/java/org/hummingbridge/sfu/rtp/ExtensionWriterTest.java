/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.rtp;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** RFC 8285 §4.1.2 (mixing forms), §4.2 (one-byte form), §4.3 (two-byte form). */
class ExtensionWriterTest {
    private static final String HEADER = "806f0001 00000960 22222222";
    private static final byte[] DEPENDENCY_DESCRIPTOR = HexBytes.of("800001800214eaa860414d141020842701df010d");

    private final byte[] out = new byte[512];
    private final ExtensionWriter writer = new ExtensionWriter();

    @Test
    void smallElementsTakeTheOneByteForm() {
        begin(true);

        addAudioLevelSequenceAndMid();

        assertThat(written(writer.end())).isEqualTo(hex("906f0001 00000960 22222222 bede0002 109e511234a03000"));
    }

    @Test
    void oneLargeElementTurnsAllIntoTheTwoByteForm() {
        begin(true);

        addAudioLevelSequenceAndMid();
        assertThat(writer.add(11, DEPENDENCY_DESCRIPTOR, 0, 20)).isTrue();

        assertThat(written(writer.end()))
                .isEqualTo(hex("906f0001 00000960 22222222 10000008 01019e050212340a01300b14"
                        + "800001800214eaa860414d141020842701df010d"));
    }

    @Test
    void elementsBehindALargeOneStayInTheTwoByteForm() {
        begin(true);

        writer.add(11, DEPENDENCY_DESCRIPTOR, 0, 17);
        writer.add(1, new byte[] {5}, 0, 1);

        assertThat(written(writer.end())).contains(hex("10000006 0b11")).endsWith(hex("010105 0000"));
    }

    @Test
    void withoutMixingALargeElementIsLeftOut() {
        begin(false);

        addAudioLevelSequenceAndMid();
        assertThat(writer.add(11, DEPENDENCY_DESCRIPTOR, 0, 20)).isFalse();

        assertThat(written(writer.end())).isEqualTo(hex("906f0001 00000960 22222222 bede0002 109e511234a03000"));
    }

    @Test
    void withoutMixingAHighIdAndAnEmptyElementAreLeftOut() {
        begin(false);

        assertThat(writer.add(15, new byte[1], 0, 1)).isFalse();
        assertThat(writer.add(1, new byte[1], 0, 0)).isFalse();
        assertThat(writer.end()).isEqualTo(12);
    }

    @Test
    void aHighIdAndAnEmptyElementTakeTheTwoByteForm() {
        begin(true);

        assertThat(writer.add(255, new byte[] {7}, 0, 1)).isTrue();
        assertThat(writer.add(1, new byte[1], 0, 0)).isTrue();

        assertThat(written(writer.end())).isEqualTo(hex("906f0001 00000960 22222222 10000002 ff0107 0100 000000"));
    }

    @Test
    void nothingAddedClearsTheXBit() {
        System.arraycopy(HexBytes.of("926f0001 00000960 22222222 33333333 44444444"), 0, out, 0, 20);
        writer.begin(out, 0, true);

        assertThat(writer.end()).isEqualTo(20);

        assertThat(RtpHeader.hasExtension(out, 0)).isFalse();
        assertThat(RtpHeader.headerLength(out, 0)).isEqualTo(20);
    }

    @Test
    void csrcsStayInFrontOfTheBlock() {
        System.arraycopy(HexBytes.of("816f0001 00000960 22222222 33333333"), 0, out, 0, 16);
        writer.begin(out, 0, true);

        writer.add(1, new byte[] {5}, 0, 1);

        assertThat(written(writer.end())).isEqualTo(hex("916f0001 00000960 22222222 33333333 bede0001 10050000"));
    }

    @Test
    void idsAndLengthsThatNoFormHasAreLeftOut() {
        begin(true);

        assertThat(writer.reserve(0, 1)).isEqualTo(-1);
        assertThat(writer.reserve(256, 1)).isEqualTo(-1);
        assertThat(writer.reserve(1, 256)).isEqualTo(-1);
        assertThat(writer.reserve(1, -1)).isEqualTo(-1);
        assertThat(writer.end()).isEqualTo(12);
    }

    @Test
    void whatDoesNotFitIsLeftOutAndTheRestStays() {
        begin(true);

        assertThat(writer.reserve(1, 190)).isPositive();
        assertThat(writer.reserve(2, 3)).isEqualTo(-1);
        assertThat(writer.reserve(3, 2)).isPositive();

        assertThat(writer.end()).isEqualTo(12 + ExtensionWriter.MAX_BLOCK_BYTES);
    }

    @Test
    void theEndOfTheArrayIsALimitToo() {
        final byte[] small = HexBytes.of(HEADER + "00000000 000000");
        writer.begin(small, 0, true);

        assertThat(writer.reserve(1, 1)).isEqualTo(-1);
        assertThat(writer.end()).isEqualTo(12);
    }

    private void begin(final boolean extmapAllowMixed) {
        System.arraycopy(HexBytes.of(HEADER), 0, out, 0, 12);
        writer.begin(out, 0, extmapAllowMixed);
    }

    private void addAudioLevelSequenceAndMid() {
        final int level = writer.reserve(1, AudioLevel.BYTES);
        out[level] = AudioLevel.of(30, true);
        final int sequence = writer.reserve(5, TransportSequence.BYTES);
        TransportSequence.write(out, sequence, 0x1234);
        writer.add(10, new byte[] {'?', '0'}, 1, 1);
    }

    private String written(final int length) {
        return HexBytes.text(out, 0, length);
    }

    private static String hex(final String text) {
        return text.replace(" ", "");
    }
}
