/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.srtp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.hummingbridge.sfu.datagram.DropReason;
import org.hummingbridge.sfu.rtp.BigEndian;
import org.hummingbridge.sfu.srtp.Association.BackEnd;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

@ParameterizedClass
@MethodSource("backEnds")
class SrtpReceiverTest {
    private static final int SSRC = 0xcafebabe;

    @Parameter
    private BackEnd backEnd;

    private Association association;

    static List<BackEnd> backEnds() {
        return BackEnd.all();
    }

    @BeforeEach
    void open() {
        association = Association.of(backEnd);
    }

    @AfterEach
    void close() {
        association.close();
    }

    @Test
    void theHeaderWithCsrcsAndExtensionStaysInTheClear() {
        final byte[] rtp = new byte[60];
        Arrays.fill(rtp, 28, 60, (byte) 0x77);
        rtp[0] = (byte) 0x92;
        BigEndian.put32(rtp, 8, SSRC);
        BigEndian.put32(rtp, 20, 0xbede_0001);
        final byte[] packet = Arrays.copyOf(rtp, 100);

        final int length = association.sender().protectRtp(packet, 0, 28, rtp, 28, 32);

        assertThat(Arrays.copyOf(packet, 28)).isEqualTo(Arrays.copyOf(rtp, 28));
        assertThat(association.receiver().unprotectRtp(packet, 0, length)).isEqualTo(60);
        assertThat(packet).startsWith(rtp);
    }

    @Test
    void aReplayedPacketIsRefused() {
        final byte[] packet = association.protect(Association.rtp(SSRC, 9, 30));
        assertThat(association.unprotect(packet)).isEqualTo(42);

        final int refused = association.unprotect(packet);

        assertThat(SrtpReceiver.reason(refused)).isEqualTo(DropReason.SRTP_REPLAY);
    }

    @Test
    void aPacketOlderThanTheWindowIsRefused() {
        final byte[] old = association.protect(Association.rtp(SSRC, 100, 30));
        final byte[] edge = association.protect(Association.rtp(SSRC, 101, 30));
        association.unprotect(association.protect(Association.rtp(SSRC, 100 + IndexWindow.SIZE, 30)));

        assertThat(association.unprotect(old)).isEqualTo(Refusal.REPLAY);
        assertThat(association.unprotect(edge)).isEqualTo(42);
    }

    @Test
    void replayedRtcpIsRefused() {
        final byte[] packet = association.protectRtcp(Association.rtcp(SSRC, 32));
        assertThat(association.unprotectRtcp(packet)).isEqualTo(32);

        assertThat(association.unprotectRtcp(packet)).isEqualTo(Refusal.REPLAY);
    }

    @Test
    void rtcpInAnyOrderAndOfManySsrcsIsTakenOnce() {
        final byte[] first = association.protectRtcp(Association.rtcp(SSRC, 8));
        final byte[] second = association.protectRtcp(Association.rtcp(SSRC, 1200));
        final byte[] other = association.protectRtcp(Association.rtcp(1, 8));

        assertThat(association.unprotectRtcp(second)).isEqualTo(1200);
        assertThat(association.unprotectRtcp(other)).isEqualTo(8);
        assertThat(association.unprotectRtcp(first)).isEqualTo(8);
        assertThat(association.unprotectRtcp(first)).isNegative();
    }

    @Test
    void aFlipOfAnyBitIsRefusedAndChangesNothing() {
        association.unprotect(association.protect(Association.rtp(SSRC, 40_000, 20)));
        final byte[] genuine = association.protect(Association.rtp(SSRC, 40_001, 20));

        for (int bit = 0; bit < genuine.length * Byte.SIZE; bit++) {
            final byte[] forged = genuine.clone();
            forged[bit / Byte.SIZE] ^= (byte) (1 << bit % Byte.SIZE);

            assertThat(association.unprotect(forged)).as("bit %d", bit).isNegative();
        }
        assertThat(association.unprotect(genuine)).isEqualTo(32);
    }

    @Test
    void aFlipOfAnyBitOfRtcpIsRefusedAndChangesNothing() {
        final byte[] genuine = association.protectRtcp(Association.rtcp(SSRC, 32));

        for (int bit = 0; bit < genuine.length * Byte.SIZE; bit++) {
            final byte[] forged = genuine.clone();
            forged[bit / Byte.SIZE] ^= (byte) (1 << bit % Byte.SIZE);

            assertThat(association.unprotectRtcp(forged)).as("bit %d", bit).isNegative();
        }
        assertThat(association.unprotectRtcp(genuine)).isEqualTo(32);
    }

    @Test
    void forgedSequenceNumbersMoveNeitherRolloverCounterNorWindow() {
        association.unprotect(association.protect(Association.rtp(SSRC, 1, 20)));
        final byte[] genuine = association.protect(Association.rtp(SSRC, 2, 20));

        for (int sequence = 0; sequence < 65_536; sequence += 97) {
            final byte[] forged = Association.rtp(SSRC, sequence, 40);
            assertThat(association.unprotect(forged)).isNegative();
        }

        assertThat(association.unprotect(genuine)).isEqualTo(32);
    }

    @Test
    void forgedSsrcsTakeNoPlaceInTheTable() {
        for (int ssrc = 0; ssrc < 10 * SrtpReceiver.MAX_SSRCS; ssrc++) {
            assertThat(association.unprotect(Association.rtp(ssrc, 1, 40))).isEqualTo(Refusal.AUTH);
        }

        assertThat(association.unprotect(association.protect(Association.rtp(SSRC, 1, 40))))
                .isPositive();
    }

    @Test
    void authenticSsrcsAreBoundedAndTheOldOnesKept() {
        for (int ssrc = 0; ssrc < SrtpReceiver.MAX_SSRCS; ssrc++) {
            assertThat(association.unprotect(association.protect(Association.rtp(ssrc, 1, 4))))
                    .isPositive();
            assertThat(association.unprotectRtcp(association.protectRtcp(Association.rtcp(ssrc, 8))))
                    .isPositive();
        }

        final int rtp = association.unprotect(association.protect(Association.rtp(SSRC, 1, 4)));
        final int rtcp = association.unprotectRtcp(association.protectRtcp(Association.rtcp(SSRC, 8)));

        assertThat(SrtpReceiver.reason(rtp)).isEqualTo(DropReason.SRTP_TOO_MANY_SSRCS);
        assertThat(SrtpReceiver.reason(rtcp)).isEqualTo(DropReason.SRTP_TOO_MANY_SSRCS);
        assertThat(association.unprotect(association.protect(Association.rtp(0, 2, 4))))
                .isPositive();
    }

    @Test
    void everyTruncationIsRefused() {
        final byte[] rtp = association.protect(Association.rtp(SSRC, 1, 20));
        final byte[] rtcp = association.protectRtcp(Association.rtcp(SSRC, 32));

        for (int length = 0; length < rtp.length; length++) {
            assertThat(association.unprotect(Arrays.copyOf(rtp, length))).isNegative();
        }
        for (int length = 0; length < rtcp.length; length++) {
            assertThat(association.unprotectRtcp(Arrays.copyOf(rtcp, length))).isNegative();
        }
    }

    @Test
    void aHeaderThatReachesIntoTheTagIsMalformed() {
        final byte[] packet = association.protect(Association.rtp(SSRC, 1, 4));
        packet[0] |= 2;

        final int refused = association.unprotect(packet);

        assertThat(SrtpReceiver.reason(refused)).isEqualTo(DropReason.SRTP_MALFORMED);
    }

    @Test
    void fourWrapsWithLossDecryptToTheLastPacket() {
        final int payloadLength = 8;
        for (int index = 32_000; index < 4 * 65_536 + 100; index++) {
            final byte[] rtp = Association.rtp(SSRC, index & 0xffff, payloadLength);
            final byte[] packet = association.protect(rtp);
            if (index % 3 != 1) {
                final int length = association.receiver().unprotectRtp(packet, 0, packet.length);

                if (length != rtp.length || !Arrays.equals(packet, 0, length, rtp, 0, length)) {
                    assertThat(length).as("index %d", index).isEqualTo(rtp.length);
                    assertThat(packet).startsWith(rtp);
                }
            }
        }
    }

    @Test
    void aStreamThatStartsInTheUpperHalfIsFollowedOverItsFirstWrap() {
        for (final int sequence : new int[] {65_534, 65_535, 1, 0, 2}) {
            assertThat(association.unprotect(association.protect(Association.rtp(SSRC, sequence, 20))))
                    .as("sequence %d", sequence)
                    .isEqualTo(32);
        }
    }

    @Test
    void aStepOfHalfTheCircleIsTakenForward() {
        association.unprotect(association.protect(Association.rtp(SSRC, 100, 20)));

        assertThat(association.unprotect(association.protect(Association.rtp(SSRC, 100 + 32_768, 20))))
                .isEqualTo(32);
        assertThat(association.unprotect(association.protect(Association.rtp(SSRC, 99, 20))))
                .isEqualTo(32);
    }

    @Test
    void aClosedReceiverRefusesAll() {
        final byte[] rtp = association.protect(Association.rtp(SSRC, 1, 20));
        final byte[] rtcp = association.protectRtcp(Association.rtcp(SSRC, 8));
        association.close();

        assertThat(SrtpReceiver.reason(association.unprotect(rtp))).isEqualTo(DropReason.SRTP_NO_KEYS);
        assertThat(SrtpReceiver.reason(association.unprotectRtcp(rtcp))).isEqualTo(DropReason.SRTP_NO_KEYS);
    }
}
