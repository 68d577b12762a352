/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.rtp.rtcp;

import org.hummingbridge.sfu.fuzz.AbstractFuzzTest;

/** Any compound packet through every view: no step without a byte that it came from. */
public class RtcpFuzzTest extends AbstractFuzzTest {
    private static final int MAX_BYTES = 1500;

    /** 17 lost packets in 4 bytes of NACK, 7 statuses in 1 byte of transport feedback. */
    private static final int MAX_STEPS_PER_BYTE = 7;

    private final RtcpReader reader = new RtcpReader();
    private final SenderReport senderReport = new SenderReport();
    private final ReceiverReport receiverReport = new ReceiverReport();
    private final Nack nack = new Nack();
    private final PictureLossIndication pictureLoss = new PictureLossIndication();
    private final FullIntraRequest intraRequest = new FullIntraRequest();
    private final Remb remb = new Remb();
    private final TransportFeedback feedback = new TransportFeedback();
    private final ExtendedReport extendedReport = new ExtendedReport();
    private long seen;

    public RtcpFuzzTest() {
        super("rtcp", MAX_BYTES, RtcpFuzzTest::fuzzerTestOneInput);
    }

    public static void fuzzerTestOneInput(final byte[] bytes) {
        new RtcpFuzzTest().readAll(bytes);
    }

    private void readAll(final byte[] bytes) {
        int total = 0;
        reader.start(bytes, 0, bytes.length);
        while (reader.next()) {
            total += reader.length();
            if (steps() > MAX_STEPS_PER_BYTE * reader.length()) {
                throw new AssertionError("more content than bytes");
            }
            SourceDescription.isValid(reader);
        }
        if (total > bytes.length) {
            throw new AssertionError(total + " of " + bytes.length + " bytes read");
        }
    }

    private int steps() {
        return reports() + requests() + transportFeedback() + others();
    }

    private int reports() {
        int steps = 0;
        if (senderReport.read(reader)) {
            seen += senderReport.senderSsrc() + senderReport.ntpTime() + senderReport.rtpTimestamp();
            seen += senderReport.packetCount() + senderReport.octetCount();
            steps += blocks(senderReport.blocks());
        }
        if (receiverReport.read(reader)) {
            seen += receiverReport.senderSsrc();
            steps += blocks(receiverReport.blocks());
        }
        return steps;
    }

    private int blocks(final ReportBlock blocks) {
        int steps = 0;
        while (blocks.next()) {
            seen += blocks.ssrc() + blocks.fractionLost() + blocks.cumulativeLost();
            seen += blocks.extendedHighestSequence() + blocks.jitter();
            seen += blocks.lastSenderReport() + blocks.delaySinceLastSenderReport();
            steps++;
        }
        return steps;
    }

    private int requests() {
        int steps = 0;
        if (nack.read(reader)) {
            seen += nack.senderSsrc() + nack.mediaSsrc() + nack.count();
            while (nack.next()) {
                seen += nack.sequence();
                steps++;
            }
        }
        if (pictureLoss.read(reader)) {
            seen += pictureLoss.senderSsrc() + pictureLoss.mediaSsrc();
        }
        if (intraRequest.read(reader)) {
            seen += intraRequest.senderSsrc();
            while (intraRequest.next()) {
                seen += intraRequest.ssrc() + intraRequest.sequence();
                steps++;
            }
        }
        return steps;
    }

    private int transportFeedback() {
        if (!feedback.read(reader)) {
            return 0;
        }
        int steps = 0;
        int covered = 0;
        seen += feedback.senderSsrc() + feedback.mediaSsrc() + feedback.referenceTime() + feedback.feedbackCount();
        while (feedback.next()) {
            if (feedback.sequence() != (feedback.baseSequence() + covered & 0xffff) || feedback.count() < 1) {
                throw new AssertionError("statuses out of order");
            }
            covered += feedback.count();
            seen += feedback.received() ? feedback.ticksAfterReference() : 0;
            steps++;
        }
        if (covered != feedback.statusCount()) {
            throw new AssertionError(covered + " of " + feedback.statusCount() + " statuses");
        }
        return steps;
    }

    private int others() {
        int steps = 0;
        if (remb.read(reader)) {
            seen += remb.senderSsrc();
            if (remb.bitrateBps() < 0 || remb.bitrateBps() > Remb.MAX_BITRATE_BPS) {
                throw new AssertionError("bit rate out of bounds");
            }
            while (remb.next()) {
                seen += remb.ssrc();
                steps++;
            }
        }
        if (extendedReport.read(reader)) {
            seen += extendedReport.senderSsrc();
            while (extendedReport.next()) {
                seen += extendedReport.isReceiverReferenceTime() ? extendedReport.receiverReferenceTime() : 0;
                steps++;
            }
        }
        return steps;
    }
}
