/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.rtp;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

/** Values inside extensions: RFC 6464 (audio level), draft-holmer §2 (transport sequence), abs-send-time. */
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
    }

    @Test
    void absoluteSendTimeWrapsEverySixtyFourSeconds() {
        assertThat(AbsSendTime.ofNanos(65_500_000_000L)).isEqualTo(0x060000);
        assertThat(AbsSendTime.ofNanos(-500_000_000L)).isEqualTo(0xfe0000);
    }

    @Property
    void absoluteSendTimeSurvivesTheWayToNanosecondsAndBack(@ForAll @IntRange(max = 0xffffff) final int value) {
        final byte[] bytes = new byte[5];

        AbsSendTime.write(bytes, 1, value);

        assertThat(AbsSendTime.read(bytes, 1)).isEqualTo(value);
        assertThat(AbsSendTime.ofNanos(nanosOf(value))).isEqualTo(value);
    }

    @Property
    void absoluteSendTimeIsLessThanFourMicrosecondsEarly(
            @ForAll @LongRange(min = -1L << 62, max = 1L << 62) final long nanos) {
        final long wrapped = Math.floorMod(nanos, 64_000_000_000L);

        assertThat(wrapped - nanosOf(AbsSendTime.ofNanos(nanos))).isBetween(0L, 3_999L);
    }

    @Property
    void aTransportSequenceSurvives(@ForAll @IntRange(max = 65535) final int sequence) {
        final byte[] bytes = new byte[4];

        TransportSequence.write(bytes, 1, sequence);

        assertThat(TransportSequence.read(bytes, 1)).isEqualTo(sequence);
        assertThat(bytes[0]).isZero();
        assertThat(bytes[3]).isZero();
    }

    /** The first nanosecond (0..64 s) that has this absolute send time. */
    private static long nanosOf(final int sendTime) {
        return (sendTime * 1_000_000_000L + (1 << 18) - 1) >> 18;
    }
}
