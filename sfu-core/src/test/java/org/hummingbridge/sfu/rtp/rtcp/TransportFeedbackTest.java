/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.rtp.rtcp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hummingbridge.sfu.rtp.rtcp.RtcpWriter.NOT_RECEIVED;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.hummingbridge.sfu.rtp.HexBytes;
import org.junit.jupiter.api.Test;

/** Transport-wide feedback against fixed bytes: draft-holmer-rmcat-transport-wide-cc-extensions-01 §3.1. */
class TransportFeedbackTest {
    /** Reference time 1000, i.e. 64 s, in ticks. */
    private static final long REFERENCE = 1000L * TransportFeedback.TICKS_PER_REFERENCE;

    private final TransportFeedback feedback = new TransportFeedback();
    private final byte[] out = new byte[1500];
    private final RtcpWriter writer = new RtcpWriter();

    @Test
    void aTwoBitVectorGivesArrivalsAndLosses() {
        assertThat(feedback.read(RtcpVectors.at(RtcpVectors.FEEDBACK_VECTOR))).isTrue();

        assertThat(feedback.senderSsrc()).isEqualTo(RtcpVectors.SENDER);
        assertThat(feedback.mediaSsrc()).isEqualTo(RtcpVectors.MEDIA);
        assertThat(feedback.baseSequence()).isEqualTo(100);
        assertThat(feedback.statusCount()).isEqualTo(7);
        assertThat(feedback.referenceTime()).isEqualTo(1000);
        assertThat(feedback.feedbackCount()).isEqualTo(5);
        assertThat(statuses())
                .containsExactly(
                        "100 at 4", "101 at 12", "102 lost", "103 at 412", "104 at 414", "105 lost", "106 at 420");
    }

    @Test
    void aRunOfArrivalsCrossesTheWrap() {
        assertThat(feedback.read(RtcpVectors.at(RtcpVectors.FEEDBACK_RUN))).isTrue();

        assertThat(statuses())
                .hasSize(20)
                .startsWith("65530 at 4", "65531 at 8")
                .contains("65535 at 24", "0 at 28")
                .endsWith("13 at 80");
    }

    @Test
    void aOneBitVectorReadsFromItsHighestBit() {
        assertThat(feedback.read(
                        RtcpVectors.at("8fcd0007 11111111 22222222 0000 000e 000000 00 ae7d 01010101010101010101")))
                .isTrue();

        assertThat(statuses())
                .containsExactly(
                        "0 at 1",
                        "1 lost",
                        "2 at 2",
                        "3 at 3",
                        "4 at 4",
                        "5 lost",
                        "6 lost",
                        "7 at 5",
                        "8 at 6",
                        "9 at 7",
                        "10 at 8",
                        "11 at 9",
                        "12 lost",
                        "13 at 10");
    }

    @Test
    void aNegativeDeltaGoesBackInTime() {
        assertThat(feedback.read(RtcpVectors.at("8fcd0005 11111111 22222222 0001 0001 ffffff 00 4001 fffc")))
                .isTrue();

        assertThat(feedback.referenceTime()).isEqualTo(-1);
        assertThat(statuses()).containsExactly("1 at -4");
    }

    @Test
    void aRunOfLossesIsOneStatus() {
        assertThat(feedback.read(RtcpVectors.at("8fcd0005 11111111 22222222 fff0 1001 000000 00 1000 2001 01 000000")))
                .isFalse();
        assertThat(feedback.read(RtcpVectors.at("8fcd0006 11111111 22222222 fff0 1001 000000 00 1000 2001 01 000000")))
                .isTrue();

        assertThat(feedback.next()).isTrue();
        assertThat(feedback.received()).isFalse();
        assertThat(feedback.sequence()).isEqualTo(0xfff0);
        assertThat(feedback.count()).isEqualTo(0x1000);
        assertThat(statuses()).containsExactly("4080 at 1");
    }

    @Test
    void symbolsBehindTheStatusCountAreIgnored() {
        assertThat(feedback.read(RtcpVectors.at("8fcd0005 11111111 22222222 0001 0001 000000 00 dfff 05 00")))
                .isTrue();

        assertThat(statuses()).containsExactly("1 at 5");
    }

    @Test
    void aRunBeyondTheStatusCountIsCutToIt() {
        assertThat(feedback.read(RtcpVectors.at("8fcd0005 11111111 22222222 0001 0002 000000 00 2005 0506")))
                .isTrue();

        assertThat(statuses()).containsExactly("1 at 5", "2 at 11");
    }

    @Test
    void paddingMayBeCountedByThePBit() {
        assertThat(feedback.read(RtcpVectors.at("afcd0005 11111111 22222222 0001 0001 000000 00 2001 05 01")))
                .isTrue();

        assertThat(statuses()).containsExactly("1 at 5");
    }

    @Test
    void theReservedSymbolIsRefusedInARunAndInAVector() {
        assertThat(feedback.read(RtcpVectors.at("8fcd0005 11111111 22222222 0001 0001 000000 00 6001 0505")))
                .isFalse();
        assertThat(feedback.read(RtcpVectors.at("8fcd0005 11111111 22222222 0001 0001 000000 00 f000 0505")))
                .isFalse();
    }

    @Test
    void aStatusCountBeyondTheChunksIsRefused() {
        assertThat(feedback.read(RtcpVectors.at("8fcd0004 11111111 22222222 0001 ffff 000000 00")))
                .isFalse();
        assertThat(feedback.read(RtcpVectors.at("8fcd0005 11111111 22222222 0001 ffff 000000 00 1fff 1fff")))
                .isFalse();
    }

    @Test
    void missingDeltasAreRefused() {
        assertThat(feedback.read(RtcpVectors.at("8fcd0005 11111111 22222222 0001 0003 000000 00 2003 0101")))
                .isFalse();
    }

    @Test
    void noStatusAtAllIsRefused() {
        assertThat(feedback.read(RtcpVectors.at("8fcd0005 11111111 22222222 0001 0000 000000 00 2003 0101")))
                .isFalse();
    }

    @Test
    void referenceTimesAreComparedAcrossTheirWrap() {
        assertThat(TransportFeedback.referenceDifference(-0x80_0000, 0x7f_ffff)).isEqualTo(1);
        assertThat(TransportFeedback.referenceDifference(5, 7)).isEqualTo(-2);
    }

    @Test
    void mixedStatusesAreWrittenAsATwoBitVector() {
        assertThat(written(100, 5, 4, 12, NOT_RECEIVED, 412, 414, NOT_RECEIVED, 420))
                .isEqualTo(RtcpVectors.FEEDBACK_VECTOR.replace(" ", ""));
    }

    @Test
    void evenlySpacedArrivalsAreWrittenAsARun() {
        final long[] ticks = new long[20];
        for (int i = 0; i < ticks.length; i++) {
            ticks[i] = 4L * (i + 1);
        }

        assertThat(written(65530, 6, ticks)).isEqualTo(RtcpVectors.FEEDBACK_RUN.replace(" ", ""));
    }

    @Test
    void smallDeltasAndLossesAreWrittenAsAOneBitVector() {
        assertThat(written(7, 0, 1, NOT_RECEIVED, 2, 3, 4, NOT_RECEIVED, NOT_RECEIVED, 5, 6, 7, 8, 9, NOT_RECEIVED, 10))
                .contains("ae7d");
    }

    @Test
    void aPauseThatNoDeltaCanExpressEndsTheMessage() {
        final long[] arrivals = {REFERENCE, REFERENCE + 1, REFERENCE + 2 + Short.MAX_VALUE, REFERENCE + 40_000};
        writer.begin(out, 0, 1200);

        assertThat(writer.transportFeedback(1, 2, 10, arrivals, 0, 4, 0)).isEqualTo(2);
        assertThat(writer.transportFeedback(1, 2, 12, arrivals, 2, 4, 1)).isEqualTo(2);
    }

    @Test
    void noArrivalMeansNoMessage() {
        writer.begin(out, 0, 1200);

        assertThat(writer.transportFeedback(1, 2, 10, new long[] {NOT_RECEIVED, NOT_RECEIVED}, 0, 2, 0))
                .isZero();
        assertThat(writer.transportFeedback(1, 2, 10, new long[] {5}, 0, 0, 0)).isZero();
        assertThat(writer.length()).isZero();
    }

    private String written(final int base, final int feedbackCount, final long... ticks) {
        for (int i = 0; i < ticks.length; i++) {
            ticks[i] = ticks[i] == NOT_RECEIVED ? NOT_RECEIVED : REFERENCE + ticks[i];
        }
        Arrays.fill(out, (byte) 0x5a);
        writer.begin(out, 0, 1200);
        assertThat(writer.transportFeedback(
                        RtcpVectors.SENDER, RtcpVectors.MEDIA, base, ticks, 0, ticks.length, feedbackCount))
                .isEqualTo(ticks.length);
        return HexBytes.text(out, 0, writer.length());
    }

    private List<String> statuses() {
        final List<String> statuses = new ArrayList<>();
        while (feedback.next()) {
            statuses.add(
                    feedback.sequence() + (feedback.received() ? " at " + feedback.ticksAfterReference() : " lost"));
        }
        return statuses;
    }
}
