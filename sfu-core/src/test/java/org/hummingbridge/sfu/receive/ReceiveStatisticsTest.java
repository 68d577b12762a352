/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.receive;

import static org.assertj.core.api.Assertions.assertThat;

import org.hummingbridge.sfu.rtp.rtcp.ReceiverReport;
import org.hummingbridge.sfu.rtp.rtcp.ReportBlock;
import org.hummingbridge.sfu.rtp.rtcp.RtcpReader;
import org.hummingbridge.sfu.rtp.rtcp.RtcpWriter;
import org.junit.jupiter.api.Test;

/** RFC 3550 §6.4.1 and appendices A.1, A.3, A.8. */
class ReceiveStatisticsTest {
    private static final int VIDEO_CLOCK = 90_000;
    private static final long FRAME_NANOS = 20_000_000;

    private final ReceiveStatistics statistics = new ReceiveStatistics();
    private final RtcpWriter writer = new RtcpWriter();
    private final byte[] datagram = new byte[1200];

    @Test
    void countsTheCyclesOfTheSequenceNumber() {
        receive(65_534, 65_535, 65_536, 65_537);

        assertThat(statistics.extendedHighestSequence()).isEqualTo(0x1_0001);
        assertThat(statistics.cumulativeLost()).isZero();
    }

    @Test
    void aReorderedPacketAcrossTheWrapLosesNothing() {
        receive(65_535, 65_537, 65_536);

        assertThat(statistics.extendedHighestSequence()).isEqualTo(0x1_0001);
        assertThat(statistics.cumulativeLost()).isZero();
    }

    @Test
    void tellsTheFractionLostSinceTheLastReport() {
        receive(0, 1, 2, 3);
        assertThat(report(0).fractionLost()).isZero();

        receive(4, 6, 7);
        final ReportBlock block = report(0);

        assertThat(block.fractionLost()).isEqualTo(256 / 4);
        assertThat(block.cumulativeLost()).isEqualTo(1);
    }

    @Test
    void duplicatesMakeTheLossNegativeAndTheFractionZero() {
        receive(1, 2, 2, 2);

        final ReportBlock block = report(0);

        assertThat(block.cumulativeLost()).isEqualTo(-2);
        assertThat(block.fractionLost()).isZero();
    }

    @Test
    void theCumulativeLossStaysWithinTwentyFourBits() {
        for (int s = 0; s < 0x90_0000; s += 2999) {
            receive(s);
        }

        assertThat(statistics.cumulativeLost()).isEqualTo(0x7f_ffff);
    }

    @Test
    void aSingleFarPacketIsNotBelieved() {
        receive(100, 40_000, 101);

        assertThat(statistics.extendedHighestSequence()).isEqualTo(101);
    }

    @Test
    void twoFarPacketsInSequenceAreARestart() {
        receive(100, 40_000, 40_001);

        assertThat(statistics.extendedHighestSequence()).isEqualTo(40_001);
        assertThat(statistics.cumulativeLost()).isZero();
    }

    @Test
    void reportsOnlyIfSomethingCameSinceTheLastReport() {
        assertThat(write(0)).isZero();
        receive(1);
        assertThat(write(0)).isPositive();
        assertThat(write(0)).isZero();
    }

    @Test
    void aReportThatDoesNotFitIsNotForgotten() {
        receive(1);
        writer.begin(datagram, 0, 20);

        assertThat(statistics.writeReport(writer, 1, 2, 0)).isFalse();

        assertThat(report(0).extendedHighestSequence()).isEqualTo(1);
    }

    @Test
    void evenArrivalsHaveNoJitter() {
        for (int s = 0; s < 50; s++) {
            statistics.onPacket(s, s * 1800, VIDEO_CLOCK, s * FRAME_NANOS);
        }

        assertThat(statistics.jitter()).isZero();
    }

    @Test
    void jitterApproachesTheMeanChangeOfTransitTime() {
        for (int s = 0; s < 500; s++) {
            statistics.onPacket(s, s * 1800, VIDEO_CLOCK, s * FRAME_NANOS + (s % 2) * 1_000_000);
        }

        // Transit changes by 1 ms (90 units) from each packet to the next.
        assertThat(statistics.jitter()).isBetween(88, 91);
    }

    @Test
    void jitterIsInUnitsOfThePayloadTypesClock() {
        for (int s = 0; s < 500; s++) {
            statistics.onPacket(s, s * 960, 48_000, s * FRAME_NANOS + (s % 2) * 1_000_000);
        }

        assertThat(statistics.jitter()).isBetween(46, 49);
    }

    @Test
    void aChangeOfClockIsNotJitter() {
        statistics.onPacket(0, 0, 48_000, 0);
        statistics.onPacket(1, 960, 8_000, FRAME_NANOS);
        statistics.onPacket(2, 1120, 8_000, 2 * FRAME_NANOS);

        assertThat(statistics.jitter()).isZero();
    }

    @Test
    void answersTheLastSenderReport() {
        receive(1);
        final ReportBlock before = report(1);
        assertThat(before.lastSenderReport()).isZero();
        assertThat(before.delaySinceLastSenderReport()).isZero();

        receive(2);
        statistics.onSenderReport(0xb705_2000, 1_000_000_000L);
        final ReportBlock after = report(6_250_000_000L);

        assertThat(after.lastSenderReport()).isEqualTo(0xb705_2000);
        assertThat(after.delaySinceLastSenderReport()).isEqualTo(0x0005_4000);
    }

    private void receive(final int... sequences) {
        for (final int s : sequences) {
            statistics.onPacket(s & 0xffff, 0, VIDEO_CLOCK, 0);
        }
    }

    private int write(final long nowNanos) {
        writer.begin(datagram, 0, datagram.length);
        assertThat(statistics.writeReport(writer, 1, 2, nowNanos)).isTrue();
        return writer.length();
    }

    private ReportBlock report(final long nowNanos) {
        final RtcpReader reader = new RtcpReader();
        reader.start(datagram, 0, write(nowNanos));
        assertThat(reader.next()).isTrue();
        final ReceiverReport report = new ReceiverReport();
        assertThat(report.read(reader)).isTrue();
        final ReportBlock block = report.blocks();
        assertThat(block.next()).isTrue();
        assertThat(block.ssrc()).isEqualTo(2);
        return block;
    }
}
