/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.srtp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.hummingbridge.sfu.datagram.DropReason;
import org.hummingbridge.sfu.rtp.BigEndian;
import org.hummingbridge.sfu.rtp.RtpHeader;
import org.hummingbridge.sfu.srtp.Association.BackEnd;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

@ParameterizedClass
@MethodSource("backEnds")
class SrtpSenderTest {
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
    void theSharedPlaintextIsOnlyRead() {
        final byte[] shared = Association.rtp(SSRC, 1, 500);
        final byte[] before = shared.clone();
        final byte[] out = new byte[2048];
        System.arraycopy(shared, 0, out, 100, RtpHeader.FIXED_BYTES);

        final int length = association.sender().protectRtp(out, 100, 12, shared, 12, 500);

        assertThat(length).isEqualTo(512 + backEnd.profile().rtpTagBytes());
        assertThat(shared).isEqualTo(before);
    }

    @Test
    void nothingIsWrittenOutsideTheDatagram() {
        final byte[] rtp = Association.rtp(SSRC, 1, 77);
        final byte[] out = new byte[300];
        System.arraycopy(rtp, 0, out, 100, RtpHeader.FIXED_BYTES);

        final int length = association.sender().protectRtp(out, 100, 12, rtp, 12, 77);

        for (int i = 0; i < out.length; i++) {
            if (i < 100 || i >= 100 + length) {
                assertThat(out[i]).as("byte %d", i).isZero();
            }
        }
    }

    @Test
    void aPayloadThatAlreadyStandsBehindItsHeaderIsEncryptedInPlace() {
        final byte[] rtp = Association.rtp(SSRC, 1, 200);
        final byte[] packet = new byte[rtp.length + backEnd.profile().rtpTagBytes()];
        System.arraycopy(rtp, 0, packet, 0, rtp.length);

        final int length = association.sender().protectRtp(packet, 0, 12, packet, 12, 200);

        assertThat(association.receiver().unprotectRtp(packet, 0, length)).isEqualTo(rtp.length);
        assertThat(packet).startsWith(rtp);
    }

    @Test
    void anIndexIsNeverUsedTwice() {
        final byte[] out = new byte[200];
        final byte[] first = Association.rtp(SSRC, 500, 20);
        final byte[] second = Association.rtp(SSRC, 500, 40);
        assertThat(protect(out, first)).isPositive();

        final int refused = protect(out, second);

        assertThat(refused).isNegative();
        assertThat(SrtpSender.reason(refused)).isEqualTo(DropReason.SRTP_INDEX_REUSED);
    }

    @Test
    void aLatePacketIsSentOnceWithinTheWindowAndNeverBehindIt() {
        final byte[] out = new byte[200];
        protect(out, Association.rtp(SSRC, 2000, 20));

        assertThat(protect(out, Association.rtp(SSRC, 2000 - IndexWindow.SIZE + 1, 20)))
                .isPositive();
        assertThat(protect(out, Association.rtp(SSRC, 2000 - IndexWindow.SIZE + 1, 20)))
                .isNegative();
        assertThat(protect(out, Association.rtp(SSRC, 2000 - IndexWindow.SIZE, 20)))
                .isNegative();
    }

    @Test
    void theSameSequenceNumberIsAnotherIndexForAnotherSsrcAndAfterAWrap() {
        final byte[] out = new byte[200];

        assertThat(protect(out, Association.rtp(SSRC, 7, 20))).isPositive();
        assertThat(protect(out, Association.rtp(SSRC + 1, 7, 20))).isPositive();
        assertThat(protect(out, Association.rtp(SSRC, 30_000, 20))).isPositive();
        assertThat(protect(out, Association.rtp(SSRC, 60_000, 20))).isPositive();
        assertThat(protect(out, Association.rtp(SSRC, 7, 20))).isPositive();
        assertThat(protect(out, Association.rtp(SSRC, 7, 20))).isNegative();
    }

    @Test
    void whoStaysIsSentTheStreamsOfThoseWhoComeAfterAThousandOthers() {
        final byte[] out = new byte[200];
        final int streamsOfEach = 3;

        for (int ssrc = 1; ssrc <= 1001 * streamsOfEach; ssrc++) {
            assertThat(protect(out, Association.rtp(ssrc, 1, 4))).isPositive();
        }
    }

    @Test
    void ssrcsAreBounded() {
        final byte[] out = new byte[200];
        for (int i = 0; i < SrtpSender.MAX_SSRCS; i++) {
            assertThat(protect(out, Association.rtp(i, 1, 4))).isPositive();
        }

        final int refused = protect(out, Association.rtp(-1, 1, 4));

        assertThat(SrtpSender.reason(refused)).isEqualTo(DropReason.SRTP_TOO_MANY_SSRCS);
        assertThat(protect(out, Association.rtp(5, 2, 4))).isPositive();
    }

    @Test
    void theRtcpIndexStartsAtOneAndGrowsByOne() {
        final int fromEnd = backEnd.profile().isAead() ? 4 : 14;

        for (int index = 1; index <= 3; index++) {
            final byte[] packet = association.protectRtcp(Association.rtcp(SSRC + index, 32));

            assertThat(BigEndian.int32(packet, packet.length - fromEnd)).isEqualTo(0x8000_0000 | index);
        }
    }

    @Test
    void rtcpWithoutAnSsrcIsRefused() {
        final int refused = association.sender().protectRtcp(new byte[100], 0, new byte[7], 0, 7);

        assertThat(SrtpSender.reason(refused)).isEqualTo(DropReason.SRTP_MALFORMED);
    }

    @Test
    void aClosedSenderRefusesAllAndTouchesNoKey() {
        association.close();

        assertThat(protect(new byte[200], Association.rtp(SSRC, 1, 20))).isEqualTo(Refusal.NO_KEYS);
        assertThat(association.sender().protectRtcp(new byte[100], 0, Association.rtcp(SSRC, 8), 0, 8))
                .isEqualTo(Refusal.NO_KEYS);
    }

    private int protect(final byte[] out, final byte[] rtp) {
        System.arraycopy(rtp, 0, out, 0, 12);
        return association.sender().protectRtp(out, 0, 12, rtp, 12, rtp.length - 12);
    }
}
