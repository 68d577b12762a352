/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.forward;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.hummingbridge.sfu.datagram.PacketArena;
import org.hummingbridge.sfu.datagram.PacketBuffer;
import org.hummingbridge.sfu.receive.PacketHistory;
import org.hummingbridge.sfu.receive.TestMedia;
import org.hummingbridge.sfu.receive.TestPacket;
import org.hummingbridge.sfu.rtp.rtcp.RtcpReader;
import org.hummingbridge.sfu.rtp.rtcp.RtcpWriter;
import org.hummingbridge.sfu.rtp.rtcp.SenderReport;
import org.junit.jupiter.api.Test;

class AudioReportTest {
    private static final int SSRC = 0x22222222;
    private static final int SHOWN_SSRC = 0x55555555;
    private static final long MS = 1_000_000;
    private static final long NTP = 0xb44d_b705_2000_0000L;

    private final Downlink downlink = new Downlink();
    private final OutgoingStream stream = new OutgoingStream(SHOWN_SSRC, null, null, downlink, new Random(1));
    private final AudioForwarder forwarder = new AudioForwarder(
            PayloadTypeMap.of(TestMedia.video(), TestMedia.video()),
            ExtensionMap.of(TestMedia.video(), TestMedia.video()),
            new PacketHistory());
    private final RtcpWriter writer = new RtcpWriter();
    private final byte[] datagram = new byte[1200];

    @Test
    void showsTheReceiverItsOwnCountsAndTheSendersClock() {
        forward(2, 100);

        final SenderReport shown = parse(map(SSRC, NTP, 0));

        assertThat(shown.senderSsrc()).isEqualTo(SHOWN_SSRC);
        assertThat(shown.ntpTime()).isEqualTo(NTP);
        assertThat(shown.rtpTimestamp()).isEqualTo(90_000);
        assertThat(shown.packetCount()).isEqualTo(2);
        assertThat(shown.octetCount()).isEqualTo(200);
        assertThat(shown.blocks().next()).isFalse();
    }

    @Test
    void saysNothingBeforeTheFirstPacket() {
        forwarder.attach(stream);

        assertThat(map(SSRC, NTP, 0)).isZero();
    }

    @Test
    void theAnswerToAMappedReportGivesTheRoundTrip() {
        forward(1, 100);
        map(SSRC, NTP, 1000 * MS);

        // RFC 3550 §6.4.1: LSR is the middle of the NTP time; DLSR 5.25 s.
        assertThat(stream.onReportBlock(0xb705_2000, 0x0005_4000, 6300 * MS)).isTrue();

        assertThat(downlink.roundTripTime().nanos(0)).isEqualTo(50 * MS);
    }

    @Test
    void anAnswerToAnUnknownReportSaysNothing() {
        forward(1, 100);
        map(SSRC, NTP, 0);

        assertThat(stream.onReportBlock(0xb705_2001, 0, 50 * MS)).isFalse();
        assertThat(stream.onReportBlock(0, 0, 50 * MS)).isFalse();
        assertThat(downlink.roundTripTime().isKnown()).isFalse();
    }

    @Test
    void impossibleRoundTripsAreDiscarded() {
        forward(1, 100);
        map(SSRC, NTP, 0);

        assertThat(stream.onReportBlock(0xb705_2000, 0x1_0000, 50 * MS)).isFalse();
        assertThat(stream.onReportBlock(0xb705_2000, 0, 7001 * MS)).isFalse();
        assertThat(downlink.roundTripTime().isKnown()).isFalse();
    }

    @Test
    void onlyTheLatestReportsAreRemembered() {
        forward(1, 100);
        for (int i = 0; i <= SentReports.MAX_REPORTS; i++) {
            map(SSRC, NTP + ((long) i << 32), i * 1000 * MS);
        }

        assertThat(stream.onReportBlock(0xb705_2000, 0x0010_0000, 16_020 * MS)).isFalse();
        assertThat(stream.onReportBlock(0xb706_2000, 0x000f_0000, 16_020 * MS)).isTrue();
    }

    @Test
    void aReportThatDoesNotFitCanBeWrittenAgain() {
        forward(1, 100);
        final SenderReport report = parse(source(SSRC, NTP));
        writer.begin(datagram, 100, 20);

        assertThat(forwarder.onSenderReport(report, writer, 0)).isFalse();
    }

    private void forward(final int count, final int payloadLength) {
        forwarder.attach(stream);
        final PacketArena arena = new PacketArena(1);
        final byte[] out = new byte[PacketBuffer.CAPACITY];
        for (int s = 0; s < count; s++) {
            final PacketBuffer plain = new TestPacket(arena)
                    .ssrc(SSRC)
                    .sequence(s)
                    .payload(new byte[payloadLength])
                    .build(0);
            forwarder.writeHeader(plain, 0, out, 0);
            plain.release();
        }
    }

    /** Length of what the receiver is shown, at the front of the datagram. */
    private int map(final int ssrc, final long ntpTime, final long nowNanos) {
        final SenderReport report = parse(source(ssrc, ntpTime));
        final byte[] in = datagram.clone();
        System.arraycopy(in, 0, datagram, 600, 100);
        final RtcpReader reader = new RtcpReader();
        reader.start(datagram, 600, 52);
        assertThat(reader.next()).isTrue();
        assertThat(report.read(reader)).isTrue();
        writer.begin(datagram, 0, 600);
        assertThat(forwarder.onSenderReport(report, writer, nowNanos)).isTrue();
        return writer.length();
    }

    /** The source's report, with a report block that is none of the receiver's business. */
    private int source(final int ssrc, final long ntpTime) {
        writer.begin(datagram, 0, 600);
        writer.senderReport(ssrc, ntpTime, 90_000, 1234, 5678);
        writer.reportBlock(ssrc, 99, 0, 0, 0, 0, 0, 0);
        return writer.length();
    }

    private SenderReport parse(final int length) {
        final RtcpReader reader = new RtcpReader();
        final SenderReport report = new SenderReport();
        reader.start(datagram, 0, length);
        assertThat(reader.next()).isTrue();
        assertThat(report.read(reader)).isTrue();
        return report;
    }
}
