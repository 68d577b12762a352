/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.rtp;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

/** Values inside extensions: RFC 6464 (audio level), draft-holmer §2 (transport sequence), abs-send-time, RFC 8852 (RID). */
class TypedExtensionsTest {
    @Test
    void theAudioLevelCountsDownFromTheLoudest() {
        assertThat(AudioLevel.level((byte) 0x7f)).isEqualTo(AudioLevel.SILENT);
        assertThat(AudioLevel.voiceActivity((byte) 0x7f)).isFalse();
        assertThat(AudioLevel.level((byte) 0xff)).isEqualTo(AudioLevel.SILENT);
        assertThat(AudioLevel.voiceActivity((byte) 0xff)).isTrue();
        assertThat(AudioLevel.level((byte) 0x80)).isEqualTo(AudioLevel.LOUDEST);
        assertThat(AudioLevel.voiceActivity((byte) 0x80)).isTrue();
        assertThat(AudioLevel.of(30, true)).isEqualTo((byte) 0x9e);
        assertThat(AudioLevel.of(127, false)).isEqualTo((byte) 0x7f);
    }

    @Test
    void absoluteSendTimeIsSecondsWithEighteenFractionBits() {
        assertThat(AbsSendTime.ofNanos(12_345_000_000L)).isEqualTo(0x316147);
        assertThat(AbsSendTime.toNanos(0x316147)).isBetween(12_344_997_000L, 12_344_998_000L);
    }

    @Test
    void absoluteSendTimeWrapsEverySixtyFourSeconds() {
        assertThat(AbsSendTime.ofNanos(65_500_000_000L)).isEqualTo(0x060000);
        assertThat(AbsSendTime.ofNanos(-500_000_000L)).isEqualTo(0xfe0000);
        assertThat(AbsSendTime.differenceNanos(0x020000, 0xfe0000)).isEqualTo(1_000_000_000L);
        assertThat(AbsSendTime.differenceNanos(0xfe0000, 0x020000)).isEqualTo(-1_000_000_000L);
    }

    @Property
    void absoluteSendTimeSurvivesTheWayToNanosecondsAndBack(@ForAll @IntRange(max = 0xffffff) final int value) {
        final byte[] bytes = new byte[5];

        AbsSendTime.write(bytes, 1, value);

        assertThat(AbsSendTime.read(bytes, 1)).isEqualTo(value);
        assertThat(AbsSendTime.ofNanos(AbsSendTime.toNanos(value))).isEqualTo(value);
    }

    @Property
    void absoluteSendTimeIsLessThanFourMicrosecondsEarly(
            @ForAll @LongRange(min = -1L << 62, max = 1L << 62) final long nanos) {
        final long wrapped = Math.floorMod(nanos, 64_000_000_000L);

        assertThat(wrapped - AbsSendTime.toNanos(AbsSendTime.ofNanos(nanos))).isBetween(0L, 3_999L);
    }

    @Property
    void aTransportSequenceSurvives(@ForAll @IntRange(max = 65535) final int sequence) {
        final byte[] bytes = new byte[4];

        TransportSequence.write(bytes, 1, sequence);

        assertThat(TransportSequence.read(bytes, 1)).isEqualTo(sequence);
        assertThat(bytes[0]).isZero();
        assertThat(bytes[3]).isZero();
    }

    @Test
    void aTokenIsComparedWithoutCopying() {
        final byte[] bytes = HexBytes.of("00 76 31 00");

        assertThat(SdesToken.text(bytes, 1, 2)).isEqualTo("v1");
        assertThat(SdesToken.matches(bytes, 1, 2, new byte[] {'v', '1'})).isTrue();
        assertThat(SdesToken.matches(bytes, 1, 2, new byte[] {'v', '2'})).isFalse();
        assertThat(SdesToken.matches(bytes, 1, 1, new byte[] {'v', '1'})).isFalse();
    }

    @Test
    void aTokenHasOneToSixteenVisibleAsciiCharacters() {
        final byte[] letters = "abcdefghijklmnopq".getBytes(StandardCharsets.US_ASCII);

        assertThat(SdesToken.isValid(letters, 0, 16)).isTrue();
        assertThat(SdesToken.isValid(letters, 0, 17)).isFalse();
        assertThat(SdesToken.isValid(letters, 0, 0)).isFalse();
        assertThat(SdesToken.isValid(HexBytes.of("6120"), 0, 2)).isFalse();
        assertThat(SdesToken.isValid(HexBytes.of("61c3"), 0, 2)).isFalse();
        assertThat(SdesToken.isValid(HexBytes.of("617f"), 0, 2)).isFalse();
    }
}
