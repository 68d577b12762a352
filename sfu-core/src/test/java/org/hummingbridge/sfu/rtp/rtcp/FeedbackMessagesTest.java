/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.rtp.rtcp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.hummingbridge.sfu.rtp.HexBytes;
import org.junit.jupiter.api.Test;

/** NACK, PLI, FIR and REMB against fixed bytes: RFC 4585 §6.2.1 and §6.3.1, RFC 5104 §4.3.1, draft-alvestrand-rmcat-remb-03. */
class FeedbackMessagesTest {
    private final byte[] out = new byte[1500];
    private final RtcpWriter writer = new RtcpWriter();

    @Test
    void aNackNamesThePidAndEverySetBitOfTheBlp() {
        final Nack nack = new Nack();

        assertThat(nack.read(RtcpVectors.at(RtcpVectors.NACK))).isTrue();

        assertThat(nack.senderSsrc()).isEqualTo(RtcpVectors.SENDER);
        assertThat(nack.mediaSsrc()).isEqualTo(RtcpVectors.MEDIA);
        assertThat(sequences(nack)).containsExactly(1000, 1001, 1003, 1016);
    }

    @Test
    void aNackIsWrittenInThePublishedForm() {
        assertThat(written(() ->
                        writer.nack(RtcpVectors.SENDER, RtcpVectors.MEDIA, new int[] {1000, 1001, 1003, 1016}, 0, 4)))
                .isEqualTo(compact(RtcpVectors.NACK));
    }

    @Test
    void aNackAcrossTheWrapTakesOneEntry() {
        assertThat(written(
                        () -> writer.nack(RtcpVectors.SENDER, RtcpVectors.MEDIA, new int[] {65534, 65535, 0, 1}, 0, 4)))
                .isEqualTo(compact("81cd0003 11111111 22222222 fffe0007"));
    }

    @Test
    void aNackAcrossTheWrapIsReadInOrder() {
        final Nack nack = new Nack();

        assertThat(nack.read(RtcpVectors.at("81cd0003 11111111 22222222 fffe0007")))
                .isTrue();

        assertThat(sequences(nack)).containsExactly(65534, 65535, 0, 1);
    }

    @Test
    void aNackIsCountedWithoutBeingWalked() {
        final Nack nack = new Nack();

        assertThat(nack.read(RtcpVectors.at(RtcpVectors.NACK))).isTrue();
        assertThat(nack.count()).isEqualTo(4);
        assertThat(sequences(nack)).hasSize(4);

        assertThat(nack.read(RtcpVectors.at("a1cd0004 11111111 22222222 03e80000 07d00002")))
                .isTrue();
        assertThat(nack.count()).isEqualTo(1);
    }

    @Test
    void aNackWithoutEntriesIsRefused() {
        assertThat(new Nack().read(RtcpVectors.at("81cd0002 11111111 22222222")))
                .isFalse();
    }

    @Test
    void halfAnEntryAtTheEndOfANackIsIgnored() {
        final Nack nack = new Nack();

        assertThat(nack.read(RtcpVectors.at("a1cd0004 11111111 22222222 03e80000 07d00002")))
                .isTrue();

        assertThat(sequences(nack)).containsExactly(1000);
    }

    @Test
    void aNackThatOutgrowsTheLimitIsCutWhereItCanBeContinued() {
        writer.begin(out, 0, 20);

        assertThat(writer.nack(1, 2, new int[] {10, 100, 101, 200}, 0, 4)).isEqualTo(3);
        assertThat(writer.length()).isEqualTo(20);
        writer.begin(out, 0, 20);
        assertThat(writer.nack(1, 2, new int[] {10, 100, 101, 200}, 3, 4)).isEqualTo(1);
        assertThat(writer.length()).isEqualTo(16);
    }

    @Test
    void aPliNamesTheStream() {
        final PictureLossIndication pli = new PictureLossIndication();

        assertThat(pli.read(RtcpVectors.at(RtcpVectors.PLI))).isTrue();

        assertThat(pli.senderSsrc()).isEqualTo(RtcpVectors.SENDER);
        assertThat(pli.mediaSsrc()).isEqualTo(RtcpVectors.MEDIA);
        assertThat(written(() -> writer.pictureLossIndication(RtcpVectors.SENDER, RtcpVectors.MEDIA)))
                .isEqualTo(compact(RtcpVectors.PLI));
    }

    @Test
    void aFirNamesTheStreamInItsEntryAndNotInItsHeader() {
        final FullIntraRequest fir = new FullIntraRequest();

        assertThat(fir.read(RtcpVectors.at(RtcpVectors.FIR))).isTrue();

        assertThat(fir.senderSsrc()).isEqualTo(RtcpVectors.SENDER);
        assertThat(fir.next()).isTrue();
        assertThat(fir.ssrc()).isEqualTo(RtcpVectors.MEDIA);
        assertThat(fir.sequence()).isEqualTo(7);
        assertThat(fir.next()).isFalse();
        assertThat(written(() -> writer.fullIntraRequest(RtcpVectors.SENDER, RtcpVectors.MEDIA, 7)))
                .isEqualTo(compact(RtcpVectors.FIR));
    }

    @Test
    void everyEntryOfAFirIsRead() {
        final FullIntraRequest fir = new FullIntraRequest();

        assertThat(fir.read(RtcpVectors.at("84ce0006 11111111 00000000 22222222 07000000 33333333 ff000000")))
                .isTrue();

        assertThat(fir.next()).isTrue();
        assertThat(fir.next()).isTrue();
        assertThat(fir.ssrc()).isEqualTo(0x33333333);
        assertThat(fir.sequence()).isEqualTo(255);
        assertThat(fir.next()).isFalse();
    }

    @Test
    void aRembIsExponentAndMantissa() {
        final Remb remb = new Remb();

        assertThat(remb.read(RtcpVectors.at(RtcpVectors.REMB))).isTrue();

        assertThat(remb.senderSsrc()).isEqualTo(RtcpVectors.SENDER);
        assertThat(remb.bitrateBps()).isEqualTo(2_500_000);
        assertThat(remb.next()).isTrue();
        assertThat(remb.ssrc()).isEqualTo(RtcpVectors.MEDIA);
        assertThat(remb.next()).isFalse();
        assertThat(written(() -> writer.remb(RtcpVectors.SENDER, 2_500_000, new int[] {RtcpVectors.MEDIA}, 1)))
                .isEqualTo(compact(RtcpVectors.REMB));
    }

    @Test
    void aRembOfTwoToTheEightyFirstIsClamped() {
        final Remb remb = new Remb();

        assertThat(remb.read(RtcpVectors.at("8fce0005 11111111 00000000 52454d42 01ffffff 22222222")))
                .isTrue();

        assertThat(remb.bitrateBps()).isEqualTo(Remb.MAX_BITRATE_BPS);
    }

    @Test
    void aRembThatAnnouncesMoreSsrcsThanItHoldsIsRefused() {
        assertThat(new Remb().read(RtcpVectors.at("8fce0005 11111111 00000000 52454d42 ff12625a 22222222")))
                .isFalse();
        assertThat(new Remb().read(RtcpVectors.at("8fce0005 11111111 00000000 52454d42 0212625a 22222222")))
                .isFalse();
    }

    @Test
    void anotherApplicationMessageIsNoRemb() {
        assertThat(new Remb().read(RtcpVectors.at("8fce0005 11111111 00000000 4c4e5446 0112625a 22222222")))
                .isFalse();
    }

    private static List<Integer> sequences(final Nack nack) {
        final List<Integer> sequences = new ArrayList<>();
        while (nack.next()) {
            sequences.add(nack.sequence());
        }
        return sequences;
    }

    private String written(final Runnable writing) {
        writer.begin(out, 3, 1000);
        writing.run();
        return HexBytes.text(out, 3, writer.length());
    }

    private static String compact(final String hex) {
        return hex.replace(" ", "");
    }
}
