/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.rtp;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** RFC 3550 §5.1. */
class RtpHeaderTest {
    private static final byte[] PACKET =
            HexBytes.of("ff 92ef1234 00015f90 22222222 33333333 44444444 bede0001 10aa0000 c0ffee");

    @Test
    void everyFieldIsReadFromItsPlace() {
        assertThat(RtpHeader.isValid(PACKET, 1, PACKET.length - 1)).isTrue();
        assertThat(RtpHeader.hasPadding(PACKET, 1)).isFalse();
        assertThat(RtpHeader.hasExtension(PACKET, 1)).isTrue();
        assertThat(RtpHeader.csrcCount(PACKET, 1)).isEqualTo(2);
        assertThat(RtpHeader.marker(PACKET, 1)).isTrue();
        assertThat(RtpHeader.payloadType(PACKET, 1)).isEqualTo(111);
        assertThat(RtpHeader.sequence(PACKET, 1)).isEqualTo(0x1234);
        assertThat(RtpHeader.timestamp(PACKET, 1)).isEqualTo(90_000);
        assertThat(RtpHeader.ssrc(PACKET, 1)).isEqualTo(0x22222222);
        assertThat(RtpHeader.extensionIndex(PACKET, 1)).isEqualTo(1 + 20);
        assertThat(RtpHeader.headerLength(PACKET, 1)).isEqualTo(28);
    }

    @Test
    void everyFieldIsWrittenToItsPlaceAlone() {
        final byte[] packet = HexBytes.of("ff 8000 0000 00000000 00000000 ff");

        RtpHeader.payloadType(packet, 1, 111);
        RtpHeader.marker(packet, 1, true);
        RtpHeader.sequence(packet, 1, 0x1234);
        RtpHeader.timestamp(packet, 1, 90_000);
        RtpHeader.ssrc(packet, 1, 0x22222222);
        RtpHeader.extension(packet, 1, true);
        RtpHeader.padding(packet, 1, true);

        assertThat(packet).isEqualTo(HexBytes.of("ff b0ef 1234 00015f90 22222222 ff"));
        RtpHeader.extension(packet, 1, false);
        RtpHeader.padding(packet, 1, false);
        RtpHeader.marker(packet, 1, false);
        assertThat(packet).isEqualTo(HexBytes.of("ff 806f 1234 00015f90 22222222 ff"));
    }

    @Test
    void anotherVersionIsRefused() {
        assertThat(isValid("006f0001 00000960 22222222")).isFalse();
        assertThat(isValid("406f0001 00000960 22222222")).isFalse();
        assertThat(isValid("c06f0001 00000960 22222222")).isFalse();
        assertThat(isValid("806f0001 00000960 22222222")).isTrue();
    }

    @Test
    void lessThanTheFixedHeaderIsRefused() {
        assertThat(isValid("")).isFalse();
        assertThat(isValid("806f0001 00000960 222222")).isFalse();
    }

    @Test
    void csrcsBeyondTheEndAreRefused() {
        assertThat(isValid("8f6f0001 00000960 22222222")).isFalse();
        assertThat(isValid("816f0001 00000960 22222222 333333")).isFalse();
        assertThat(isValid("816f0001 00000960 22222222 33333333")).isTrue();
    }

    @Test
    void anExtensionBeyondTheEndIsRefused() {
        assertThat(isValid("906f0001 00000960 22222222 bede00")).isFalse();
        assertThat(isValid("906f0001 00000960 22222222 bede0001 10aa00")).isFalse();
        assertThat(isValid("906f0001 00000960 22222222 bedeffff 10aa0000")).isFalse();
        assertThat(isValid("906f0001 00000960 22222222 bede0000")).isTrue();
    }

    private static boolean isValid(final String hex) {
        final byte[] packet = HexBytes.of(hex);
        return RtpHeader.isValid(packet, 0, packet.length);
    }
}
