/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.rtp.rtcp;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.hummingbridge.sfu.rtp.HexBytes;
import org.junit.jupiter.api.Test;

/** SR, RR and SDES (RFC 3550 §6.4 and §6.5), RRTR and DLRR (RFC 3611 §4.4 and §4.5) against fixed bytes. */
class ReportsTest {
    private final byte[] out = new byte[1500];
    private final RtcpWriter writer = new RtcpWriter();
    private final SenderReport senderReport = new SenderReport();
    private final ReceiverReport receiverReport = new ReceiverReport();
    private final ExtendedReport extendedReport = new ExtendedReport();

    @Test
    void aSenderReportGivesItsFieldsAndItsBlock() {
        assertThat(senderReport.read(RtcpVectors.at(RtcpVectors.SR))).isTrue();

        assertThat(senderReport.senderSsrc()).isEqualTo(RtcpVectors.SENDER);
        assertThat(senderReport.ntpTime()).isEqualTo(0xb44db705_20000000L);
        assertThat(senderReport.rtpTimestamp()).isEqualTo(90_000);
        assertThat(senderReport.packetCount()).isEqualTo(100);
        assertThat(senderReport.octetCount()).isEqualTo(50_000);
        final ReportBlock block = senderReport.blocks();
        assertThat(block.next()).isTrue();
        assertThat(block.ssrc()).isEqualTo(RtcpVectors.MEDIA);
        assertThat(block.fractionLost()).isEqualTo(64);
        assertThat(block.cumulativeLost()).isEqualTo(-1);
        assertThat(block.extendedHighestSequence()).isEqualTo(0x00011234);
        assertThat(block.jitter()).isEqualTo(33);
        assertThat(block.lastSenderReport()).isEqualTo(0xb7052000);
        assertThat(block.delaySinceLastSenderReport()).isEqualTo(0x00054000);
        assertThat(block.next()).isFalse();
    }

    @Test
    void aReceiverReportGivesItsBlock() {
        assertThat(receiverReport.read(RtcpVectors.at(RtcpVectors.RR))).isTrue();

        assertThat(receiverReport.senderSsrc()).isEqualTo(RtcpVectors.SENDER);
        assertThat(receiverReport.blocks().next()).isTrue();
        assertThat(receiverReport.blocks().next()).as("starts over").isTrue();
        final ReportBlock block = receiverReport.blocks();
        block.next();
        assertThat(block.fractionLost()).isEqualTo(128);
        assertThat(block.cumulativeLost()).isEqualTo(5);
    }

    @Test
    void anEmptyReceiverReportHasNoBlocks() {
        assertThat(receiverReport.read(RtcpVectors.at("80c90001 11111111"))).isTrue();

        assertThat(receiverReport.blocks().next()).isFalse();
    }

    @Test
    void reportsThatAnnounceMoreBlocksThanTheyHoldAreRefused() {
        assertThat(receiverReport.read(RtcpVectors.at("9fc90001 11111111"))).isFalse();
        assertThat(senderReport.read(RtcpVectors.at(RtcpVectors.SR.replaceFirst("81", "82"))))
                .isFalse();
        assertThat(senderReport.read(RtcpVectors.at("80c80001 11111111"))).isFalse();
    }

    @Test
    void profileSpecificExtensionsBehindTheBlocksAreIgnored() {
        assertThat(receiverReport.read(RtcpVectors.at("80c90002 11111111 deadbeef")))
                .isTrue();

        assertThat(receiverReport.blocks().next()).isFalse();
    }

    @Test
    void reportsAreWrittenInThePublishedForm() {
        writer.begin(out, 0, 1200);
        writer.senderReport(RtcpVectors.SENDER, 0xb44db705_20000000L, 90_000, 100, 50_000);
        writer.reportBlock(RtcpVectors.SENDER, RtcpVectors.MEDIA, 64, -1, 0x00011234, 33, 0xb7052000, 0x00054000);
        writer.sdesCname(RtcpVectors.SENDER, "hum".getBytes(StandardCharsets.US_ASCII));

        assertThat(written()).isEqualTo((RtcpVectors.SR + RtcpVectors.SDES).replace(" ", ""));
    }

    @Test
    void lossesBeyondTheirFieldsAreClamped() {
        writer.begin(out, 0, 1200);
        writer.reportBlock(1, 2, 256, 0x80_0000, 0, 0, 0, 0);
        writer.reportBlock(1, 3, -1, -0x80_0001, 0, 0, 0, 0);

        assertThat(receiverReport.read(RtcpVectors.at(written()))).isTrue();
        final ReportBlock block = receiverReport.blocks();
        block.next();
        assertThat(block.fractionLost()).isEqualTo(255);
        assertThat(block.cumulativeLost()).isEqualTo(0x7f_ffff);
        block.next();
        assertThat(block.fractionLost()).isZero();
        assertThat(block.cumulativeLost()).isEqualTo(-0x80_0000);
    }

    @Test
    void theThirtySecondBlockOpensAFurtherReport() {
        writer.begin(out, 0, 1200);
        for (int i = 0; i < 32; i++) {
            assertThat(writer.reportBlock(RtcpVectors.SENDER, i, 0, 0, 0, 0, 0, 0))
                    .isTrue();
        }

        final RtcpReader reader = RtcpVectors.at(written());
        assertThat(reader.format()).isEqualTo(31);
        assertThat(reader.length()).isEqualTo(8 + 31 * 24);
        assertThat(reader.next()).isTrue();
        assertThat(receiverReport.read(reader)).isTrue();
        assertThat(receiverReport.senderSsrc()).isEqualTo(RtcpVectors.SENDER);
        final ReportBlock block = receiverReport.blocks();
        assertThat(block.next()).isTrue();
        assertThat(block.ssrc()).isEqualTo(31);
        assertThat(block.next()).isFalse();
    }

    @Test
    void aBlockThatDoesNotFitLeavesTheReportWhole() {
        writer.begin(out, 0, 8 + 24 + 23);
        assertThat(writer.reportBlock(1, 2, 0, 0, 0, 0, 0, 0)).isTrue();
        assertThat(writer.reportBlock(1, 3, 0, 0, 0, 0, 0, 0)).isFalse();

        assertThat(writer.length()).isEqualTo(32);
        assertThat(receiverReport.read(RtcpVectors.at(written()))).isTrue();
    }

    @Test
    void noReportIsOpenedForABlockThatDoesNotFit() {
        writer.begin(out, 0, 31);

        assertThat(writer.reportBlock(1, 2, 0, 0, 0, 0, 0, 0)).isFalse();
        assertThat(writer.isEmpty()).isTrue();
    }

    @Test
    void aBlockBehindAnotherElementGetsAReportOfItsOwn() {
        writer.begin(out, 0, 1200);
        writer.receiverReport(RtcpVectors.SENDER);
        writer.pictureLossIndication(RtcpVectors.SENDER, RtcpVectors.MEDIA);
        writer.reportBlock(RtcpVectors.SENDER, 2, 0, 0, 0, 0, 0, 0);

        final RtcpReader reader = RtcpVectors.at(written());
        assertThat(reader.format()).isZero();
        assertThat(reader.next()).isTrue();
        assertThat(reader.length()).isEqualTo(12);
        assertThat(reader.next()).isTrue();
        assertThat(reader.packetType()).isEqualTo(RtcpType.RECEIVER_REPORT);
        assertThat(reader.next()).isFalse();
        assertThat(reader.malformed()).isFalse();
    }

    @Test
    void aSourceDescriptionMustEndEachChunk() {
        assertThat(SourceDescription.isValid(RtcpVectors.at(RtcpVectors.SDES))).isTrue();
        assertThat(SourceDescription.isValid(RtcpVectors.at("80ca0000"))).isTrue();
        assertThat(SourceDescription.isValid(RtcpVectors.at("82ca0005 11111111 01016100 22222222 01026162 00000000")))
                .isTrue();
        assertThat(SourceDescription.isValid(RtcpVectors.at("81ca0002 11111111 01026162")))
                .as("no terminator")
                .isFalse();
        assertThat(SourceDescription.isValid(RtcpVectors.at("81ca0002 11111111 01ff6162")))
                .as("item past the end")
                .isFalse();
        assertThat(SourceDescription.isValid(RtcpVectors.at("81ca0002 11111111 01016101")))
                .as("item without a length")
                .isFalse();
        assertThat(SourceDescription.isValid(RtcpVectors.at("9fca0000")))
                .as("no chunks")
                .isFalse();
        assertThat(SourceDescription.isValid(RtcpVectors.at("82ca0002 11111111 00000000")))
                .as("one chunk of two")
                .isFalse();
    }

    @Test
    void aReceiverReferenceTimeIsFoundAndAnswered() {
        assertThat(extendedReport.read(RtcpVectors.at(RtcpVectors.RRTR))).isTrue();

        assertThat(extendedReport.senderSsrc()).isEqualTo(RtcpVectors.SENDER);
        assertThat(extendedReport.next()).isTrue();
        assertThat(extendedReport.isReceiverReferenceTime()).isTrue();
        assertThat(extendedReport.receiverReferenceTime()).isEqualTo(0xb44db705_20000000L);
        assertThat(extendedReport.next()).isFalse();

        writer.begin(out, 0, 1200);
        assertThat(writer.delaySinceLastReceiverReport(RtcpVectors.MEDIA, RtcpVectors.SENDER, 0xb7052000, 0x8000))
                .isTrue();
        assertThat(written()).isEqualTo("80cf0005 22222222 05000003 11111111 b7052000 00008000".replace(" ", ""));
    }

    @Test
    void otherBlocksOfAnExtendedReportAreSteppedOver() {
        assertThat(extendedReport.read(
                        RtcpVectors.at("80cf0006 11111111 07000001 deadbeef 04000002 b44db705 20000000")))
                .isTrue();

        assertThat(extendedReport.next()).isTrue();
        assertThat(extendedReport.isReceiverReferenceTime()).isFalse();
        assertThat(extendedReport.next()).isTrue();
        assertThat(extendedReport.isReceiverReferenceTime()).isTrue();
    }

    @Test
    void aBlockPastTheEndOfAnExtendedReportEndsIt() {
        assertThat(extendedReport.read(RtcpVectors.at("80cf0003 11111111 04000002 b44db705")))
                .isTrue();
        assertThat(extendedReport.next()).isFalse();
        assertThat(extendedReport.isReceiverReferenceTime()).isFalse();

        assertThat(extendedReport.read(RtcpVectors.at("80cf0003 11111111 04000001 b44db705")))
                .isTrue();
        assertThat(extendedReport.next()).isTrue();
        assertThat(extendedReport.isReceiverReferenceTime())
                .as("too short for a time")
                .isFalse();
    }

    @Test
    void viewsRefuseElementsOfOtherKinds() {
        final RtcpReader pli = RtcpVectors.at(RtcpVectors.PLI);

        assertThat(senderReport.read(pli)).isFalse();
        assertThat(receiverReport.read(pli)).isFalse();
        assertThat(extendedReport.read(pli)).isFalse();
        assertThat(SourceDescription.isValid(pli)).isFalse();
        assertThat(new Nack().read(pli)).isFalse();
        assertThat(new FullIntraRequest().read(pli)).isFalse();
        assertThat(new Remb().read(pli)).isFalse();
        assertThat(new TransportFeedback().read(pli)).isFalse();
        assertThat(new PictureLossIndication().read(RtcpVectors.at(RtcpVectors.NACK)))
                .isFalse();
    }

    private String written() {
        return HexBytes.text(out, 0, writer.length());
    }
}
