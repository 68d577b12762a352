/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.rtp;

import static org.assertj.core.api.Assertions.assertThat;

import org.hummingbridge.sfu.rtp.rtcp.Nack;
import org.hummingbridge.sfu.rtp.rtcp.ReportBlock;
import org.hummingbridge.sfu.rtp.rtcp.RtcpReader;
import org.hummingbridge.sfu.rtp.rtcp.RtcpWriter;
import org.hummingbridge.sfu.rtp.rtcp.SenderReport;
import org.hummingbridge.sfu.rtp.rtcp.TransportFeedback;
import org.junit.jupiter.api.Test;

/** Views and writers are made once and then cost no memory, whatever passes through them. */
class AllocationTest {

    private final byte[] out = new byte[1500];
    private long checksum;

    @Test
    void remappingHeaderExtensionsAllocatesNothing() {
        final byte[] packet = HexBytes.of("90290001 00000960 22222222 10000008 01019e05 02123405 0a0130 "
                + "0b14 800001800214eaa860414d141020842701df010d");
        final ExtensionReader reader = new ExtensionReader();
        final ExtensionWriter writer = new ExtensionWriter();

        assertAllocatesNothing(() -> {
            System.arraycopy(packet, 0, out, 0, RtpHeader.FIXED_BYTES);
            writer.begin(out, 0, true);
            reader.start(packet, 0);
            while (reader.next()) {
                writer.add(reader.id() + 1, packet, reader.dataOffset(), reader.dataLength());
            }
            checksum += writer.end() + ExtensionReader.find(out, 0, 12) + RtpPadding.count(out, 0, 100);
        });
    }

    @Test
    void writingAndReadingRtcpAllocatesNothing() {
        final RtcpWriter writer = new RtcpWriter();
        final RtcpReader reader = new RtcpReader();
        final SenderReport report = new SenderReport();
        final Nack nack = new Nack();
        final TransportFeedback feedback = new TransportFeedback();
        final int[] missing = {65530, 65535, 3, 100};
        final long[] arrivals = {1000, 1004, RtcpWriter.NOT_RECEIVED, 2000, 2001, 1990};

        assertAllocatesNothing(() -> {
            writer.begin(out, 0, 1200);
            writer.senderReport(1, 2, 3, 4, 5);
            writer.reportBlock(1, 2, 3, 4, 5, 6, 7, 8);
            writer.nack(1, 2, missing, 0, missing.length);
            writer.transportFeedback(1, 2, 3, arrivals, 0, arrivals.length, 4);
            reader.start(out, 0, writer.length());
            while (reader.next()) {
                if (report.read(reader)) {
                    final ReportBlock block = report.blocks();
                    while (block.next()) {
                        checksum += block.ssrc();
                    }
                } else if (nack.read(reader)) {
                    while (nack.next()) {
                        checksum += nack.sequence();
                    }
                } else if (feedback.read(reader)) {
                    while (feedback.next()) {
                        checksum += feedback.ticksAfterReference();
                    }
                }
            }
        });
    }

    private void assertAllocatesNothing(final Runnable round) {
        SteadyRounds.assertAllocateNothing(round);
        assertThat(checksum).isNotZero();
    }
}
