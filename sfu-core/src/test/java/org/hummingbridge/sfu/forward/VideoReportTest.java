/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.forward;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.hummingbridge.sfu.codec.LayerId;
import org.hummingbridge.sfu.codec.VideoPacket;
import org.hummingbridge.sfu.datagram.PacketArena;
import org.hummingbridge.sfu.datagram.PacketBuffer;
import org.hummingbridge.sfu.rtp.RtpHeader;
import org.hummingbridge.sfu.rtp.rtcp.RtcpReader;
import org.hummingbridge.sfu.rtp.rtcp.RtcpWriter;
import org.hummingbridge.sfu.rtp.rtcp.SenderReport;
import org.junit.jupiter.api.Test;

class VideoReportTest {
    private static final long MS = 1_000_000;
    private static final long NTP = 0xb44d_b705_2000_0000L;

    private final PacketArena arena = new PacketArena(16);
    private final SimulatedSource source = new SimulatedSource(0, VideoMode.VP8, 0, new Random(1));
    private final Downlink downlink = new Downlink();
    private final OutgoingStream stream = new OutgoingStream(0x7777, 0x7778, null, downlink, new Random(2));
    private final VideoPacket mark = new VideoPacket();
    private final byte[] out = new byte[PacketBuffer.CAPACITY];

    VideoReportTest() {
        source.forwarder.attach(stream);
    }

    @Test
    void onlyTheShownEncodingsReportsAreShownByItsOwnClock() {
        source.forwarder.target(LayerId.of(1, 0, 2), 0);
        forward(0, 0);
        assertThat(report(1, 0)).isZero();
        forward(1, 100);

        assertThat(report(0, 200 * MS)).isZero();
        final int length = report(1, 200 * MS);

        final SenderReport shown = parse(out, length);
        assertThat(shown.senderSsrc()).isEqualTo(0x7777);
        assertThat(shown.ntpTime()).isEqualTo(NTP);
        assertThat(shown.rtpTimestamp()).isEqualTo(stream.numbers().timestamp() + 9000);
        assertThat(shown.packetCount()).isEqualTo((int) stream.statistics().packets());
    }

    @Test
    void nothingIsReportedWhileSuspended() {
        source.forwarder.target(LayerId.of(0, 0, 2), 0);
        forward(0, 0);
        source.forwarder.target(LayerId.SUSPENDED, 0);

        assertThat(report(0, 0)).isZero();
    }

    @Test
    void theAnswerToAShownReportGivesTheRoundTrip() {
        source.forwarder.target(LayerId.of(0, 0, 2), 0);
        forward(0, 0);
        report(0, 1000 * MS);

        // RFC 3550 §6.4.1: LSR is the middle of the NTP time; DLSR 5.25 s.
        assertThat(stream.onReportBlock(0xb705_2000, 0x0005_4000, 6300 * MS)).isTrue();

        assertThat(downlink.roundTripTime().nanos(0)).isEqualTo(50 * MS);
    }

    private void forward(final int encoding, final long millis) {
        for (final SentPacket sent : source.encodings.get(encoding).picture(millis)) {
            final PacketBuffer plain = sent.build(arena, false, 0, millis * MS);
            source.readers
                    .get(encoding)
                    .read(plain.bytes(), plain.offset(), plain.length(), VideoMode.VP8.codec, 0, mark);
            assertThat(source.forwarder.write(encoding, mark, plain, millis * MS, out, 0))
                    .isGreaterThanOrEqualTo(RtpHeader.FIXED_BYTES);
            plain.release();
        }
    }

    /** Length of what the receiver is shown of a report 200 ms after the start. */
    private int report(final int encoding, final long nowNanos) {
        final byte[] datagram = new byte[100];
        final RtcpWriter writer = new RtcpWriter();
        final SimulatedEncoding sender = source.encodings.get(encoding);
        writer.begin(datagram, 0, 100);
        writer.senderReport(sender.ssrc, NTP, sender.timestamp(200), 1, 1);
        final SenderReport report = parse(datagram, writer.length());
        writer.begin(out, 0, 100);
        assertThat(source.forwarder.onSenderReport(encoding, report, writer, nowNanos))
                .isTrue();
        return writer.length();
    }

    private static SenderReport parse(final byte[] datagram, final int length) {
        final RtcpReader reader = new RtcpReader();
        final SenderReport report = new SenderReport();
        reader.start(datagram, 0, length);
        assertThat(reader.next()).isTrue();
        assertThat(report.read(reader)).isTrue();
        return report;
    }
}
