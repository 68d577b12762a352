/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.rtp;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** RFC 3550 §5.1, the P bit. */
class RtpPaddingTest {
    private static final String WITHOUT = "806f0001 00000960 22222222 ";
    private static final String WITH = "a06f0001 00000960 22222222 ";

    @Test
    void withoutThePBitNothingIsPadding() {
        assertThat(count(WITHOUT + "aabb02")).isZero();
        assertThat(count(WITHOUT)).isZero();
    }

    @Test
    void theLastByteCountsItself() {
        assertThat(count(WITH + "aa0002")).isEqualTo(2);
        assertThat(count(WITH + "aabb01")).isEqualTo(1);
    }

    @Test
    void allOfThePayloadMayBePadding() {
        assertThat(count(WITH + "00".repeat(254) + "ff")).isEqualTo(255);
    }

    @Test
    void aCountOfZeroIsInvalid() {
        assertThat(count(WITH + "aabb00")).isEqualTo(RtpPadding.INVALID);
    }

    @Test
    void aCountBeyondThePayloadIsInvalid() {
        assertThat(count(WITH + "aabb04")).isEqualTo(RtpPadding.INVALID);
        assertThat(count("b06f0001 00000960 22222222 bede0001 10aa0000 02")).isEqualTo(RtpPadding.INVALID);
    }

    @Test
    void thePBitOnAnEmptyPayloadIsInvalid() {
        assertThat(count(WITH)).isEqualTo(RtpPadding.INVALID);
    }

    private static int count(final String hex) {
        final byte[] packet = HexBytes.of(hex);
        assertThat(RtpHeader.isValid(packet, 0, packet.length)).isTrue();
        return RtpPadding.count(packet, 0, packet.length);
    }
}
