/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.red;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class RedEncoderTest {
    private static final int OPUS = 111;
    private static final int OTHER_CODEC = 9;
    private static final int FRAME = 960;

    private final byte[] out = new byte[2000];
    private final RedEncoder both = encoder(RedDistance.TWO, false);

    private static RedEncoder encoder(final RedDistance distance, final boolean vadOnly) {
        return new RedEncoder(new RedSettings(RedPolicy.PROTECT_ALL, distance, vadOnly));
    }

    private static void remember(final RedEncoder encoder, final int sequence, final boolean voice, final String text) {
        final byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
        encoder.remember(sequence, sequence * FRAME, OPUS, voice, bytes, 0, bytes.length);
    }

    private String write(final RedEncoder encoder, final int sequence, final int timestamp, final String text) {
        final byte[] bytes = ("." + text + ".").getBytes(StandardCharsets.US_ASCII);
        final int length = encoder.write(sequence, timestamp, OPUS, OPUS, bytes, 1, text.length(), out, 3);
        return HexFormat.of().formatHex(out, 3, 3 + length);
    }

    private String write(final RedEncoder encoder, final int sequence, final String text) {
        return write(encoder, sequence, sequence * FRAME, text);
    }

    @Test
    void aPacketRepeatsTheTwoBeforeIt() {
        remember(both, 98, false, "SS");
        remember(both, 99, false, "RRR");

        assertThat(write(both, 100, "PPPP")).isEqualTo("ef1e0002ef0f00036f535352525250505050");
    }

    @Test
    void itMakesNoDifferenceThatLaterOnesAreKnown() {
        remember(both, 98, false, "SS");
        remember(both, 99, false, "RRR");
        for (int i = 100; i < 98 + RedEncoder.HISTORY; i++) {
            remember(both, i, false, "later");
        }

        assertThat(write(both, 100, "PPPP")).isEqualTo("ef1e0002ef0f00036f535352525250505050");
    }

    @Test
    void theFirstPacketIsThePrimaryAlone() {
        assertThat(write(both, 100, "PPPP")).isEqualTo("6f50505050");
    }

    @Test
    void whatWasNotForwardedIsNotRepeated() {
        remember(both, 98, false, "SS");

        assertThat(write(both, 100, "PPPP")).isEqualTo("ef1e00026f535350505050");
    }

    @Test
    void atADistanceOfOneOnlyTheLastIsRepeated() {
        final RedEncoder one = encoder(RedDistance.ONE, false);
        remember(one, 98, false, "SS");
        remember(one, 99, false, "RRR");

        assertThat(write(one, 100, "PPPP")).isEqualTo("ef0f00036f52525250505050");
    }

    @Test
    void whereOnlyVoiceIsRepeatedEachPacketIsJudgedByItself() {
        final RedEncoder voice = encoder(RedDistance.TWO, true);
        remember(voice, 98, true, "SS");
        remember(voice, 99, false, "RRR");

        assertThat(write(voice, 100, "PPPP")).isEqualTo("ef1e00026f535350505050");
    }

    @Test
    void packetsOfTheSourceAreNumberedAsTheReceiverKnowsThem() {
        remember(both, 99, false, "R");
        final byte[] primary = {'P'};

        final int length = both.write(100, 100 * FRAME, OPUS, 96, primary, 0, 1, out, 0);

        assertThat(HexFormat.of().formatHex(out, 0, length)).isEqualTo("e00f0001605250");
    }

    @Test
    void anotherCodecIsNotRepeated() {
        both.remember(99, 99 * FRAME, OTHER_CODEC, true, new byte[] {1}, 0, 1);

        assertThat(write(both, 100, "PPPP")).isEqualTo("6f50505050");
    }

    @Test
    void theNumberBeforeZeroIsTheHighest() {
        both.remember(65_535, -FRAME, OPUS, true, new byte[] {'R'}, 0, 1);

        assertThat(write(both, 0, 0, "P")).isEqualTo("ef0f00016f5250");
    }

    @Test
    void aPacketFromLongerAgoThanCanBeWrittenIsNotRepeated() {
        remember(both, 99, false, "R");

        assertThat(write(both, 100, 99 * FRAME + 16_384, "P")).isEqualTo("6f50");
        assertThat(write(both, 100, 99 * FRAME + 16_383, "P")).isEqualTo("effffc016f5250");
        assertThat(write(both, 100, 99 * FRAME, "P")).isEqualTo("6f50");
    }

    @Test
    void aPacketLongerThanABlockIsNotRepeated() {
        both.remember(99, 99 * FRAME, OPUS, true, new byte[1024], 0, 1024);
        assertThat(write(both, 100, "P")).isEqualTo("6f50");

        both.remember(99, 99 * FRAME, OPUS, true, new byte[1023], 0, 1023);
        assertThat(write(both, 100, "P")).startsWith("ef0f03ff6f").hasSize(2 * (4 + 1 + 1023 + 1));
    }

    @Test
    void nothingIsRepeatedThatWouldMakeThePacketTooLong() {
        remember(both, 98, false, "S");
        both.remember(99, 99 * FRAME, OPUS, true, new byte[600], 0, 600);
        final byte[] primary = new byte[600];
        Arrays.fill(primary, (byte) 'P');

        final int length = both.write(100, 100 * FRAME, OPUS, OPUS, primary, 0, 600, out, 0);

        assertThat(length).isEqualTo(4 + 1 + 1 + 600);
        assertThat(HexFormat.of().formatHex(out, 0, 6)).isEqualTo("ef1e00016f53");
        final byte[] huge = new byte[1300];
        assertThat(both.write(100, 100 * FRAME, OPUS, OPUS, huge, 0, 1300, out, 0))
                .isEqualTo(1300 + RedEncoder.MIN_GROWTH_BYTES);
    }
}
