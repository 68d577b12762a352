/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.rtp.rtcp;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Any bytes into every view: a result, no exception, in steps bounded by their number. */
class RtcpReaderProperties {
    private final RtcpReader reader = new RtcpReader();
    private final SenderReport senderReport = new SenderReport();
    private final ReceiverReport receiverReport = new ReceiverReport();
    private final Nack nack = new Nack();
    private final PictureLossIndication pli = new PictureLossIndication();
    private final FullIntraRequest fir = new FullIntraRequest();
    private final Remb remb = new Remb();
    private final TransportFeedback feedback = new TransportFeedback();
    private final ExtendedReport extendedReport = new ExtendedReport();

    @Property(tries = 6000)
    void anyBytesAreReadInStepsBoundedByTheirNumber(@ForAll("rtcp") final byte[] bytes) {
        int elements = 0;
        int elementBytes = 0;
        reader.start(bytes, 0, bytes.length);
        while (reader.next()) {
            elements++;
            elementBytes += reader.length();
            // At most 17 lost packets in 4 bytes of NACK, 7 statuses in 1 byte of transport feedback.
            assertThat(stepsThroughContent()).isLessThanOrEqualTo(7 * reader.length());
        }

        assertThat(elements).isLessThanOrEqualTo(bytes.length / RtcpReader.HEADER_BYTES);
        assertThat(elementBytes).isLessThanOrEqualTo(bytes.length);
        assertThat(reader.next()).isFalse();
    }

    @Property(tries = 2000)
    void feedbackCoversExactlyTheStatusesItAnnounces(@ForAll("rtcp") final byte[] bytes) {
        reader.start(bytes, 0, bytes.length);
        while (reader.next()) {
            if (feedback.read(reader)) {
                int covered = 0;
                while (feedback.next()) {
                    assertThat(feedback.sequence()).isEqualTo((feedback.baseSequence() + covered) & 0xffff);
                    assertThat(feedback.count()).isPositive();
                    covered += feedback.count();
                }
                assertThat(covered).isEqualTo(feedback.statusCount());
            }
        }
    }

    @Provide
    static Arbitrary<byte[]> rtcp() {
        return RtcpBytes.any();
    }

    private int stepsThroughContent() {
        int steps = 0;
        if (senderReport.read(reader)) {
            senderReport.senderSsrc();
            senderReport.ntpTime();
            senderReport.rtpTimestamp();
            senderReport.packetCount();
            senderReport.octetCount();
            steps += stepsThrough(senderReport.blocks());
        }
        if (receiverReport.read(reader)) {
            receiverReport.senderSsrc();
            steps += stepsThrough(receiverReport.blocks());
        }
        if (nack.read(reader)) {
            nack.senderSsrc();
            nack.mediaSsrc();
            while (nack.next()) {
                assertThat(nack.sequence()).isBetween(0, 0xffff);
                steps++;
            }
        }
        if (pli.read(reader)) {
            pli.senderSsrc();
            pli.mediaSsrc();
        }
        if (fir.read(reader)) {
            fir.senderSsrc();
            while (fir.next()) {
                fir.ssrc();
                fir.sequence();
                steps++;
            }
        }
        if (remb.read(reader)) {
            remb.senderSsrc();
            assertThat(remb.bitrateBps()).isBetween(0L, Remb.MAX_BITRATE_BPS);
            while (remb.next()) {
                remb.ssrc();
                steps++;
            }
        }
        if (feedback.read(reader)) {
            feedback.senderSsrc();
            feedback.mediaSsrc();
            feedback.referenceTime();
            feedback.feedbackCount();
            while (feedback.next()) {
                feedback.received();
                feedback.ticksAfterReference();
                steps++;
            }
        }
        if (extendedReport.read(reader)) {
            extendedReport.senderSsrc();
            while (extendedReport.next()) {
                if (extendedReport.isReceiverReferenceTime()) {
                    extendedReport.receiverReferenceTime();
                }
                steps++;
            }
        }
        SourceDescription.isValid(reader);
        return steps;
    }

    private static int stepsThrough(final ReportBlock block) {
        int steps = 0;
        while (block.next()) {
            block.ssrc();
            block.fractionLost();
            block.cumulativeLost();
            block.extendedHighestSequence();
            block.jitter();
            block.lastSenderReport();
            block.delaySinceLastSenderReport();
            steps++;
        }
        return steps;
    }
}
