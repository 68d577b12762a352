/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.conference;

import org.hummingbridge.sfu.datagram.Backlog;
import org.hummingbridge.sfu.datagram.Counter;
import org.hummingbridge.sfu.datagram.Counters;
import org.hummingbridge.sfu.datagram.DropReason;
import org.hummingbridge.sfu.forward.OutgoingStream;
import org.hummingbridge.sfu.forward.Refusal;
import org.hummingbridge.sfu.rtp.RtpHeader;
import org.hummingbridge.sfu.rtp.rtcp.ExtendedReport;
import org.hummingbridge.sfu.rtp.rtcp.FullIntraRequest;
import org.hummingbridge.sfu.rtp.rtcp.Nack;
import org.hummingbridge.sfu.rtp.rtcp.NtpTime;
import org.hummingbridge.sfu.rtp.rtcp.PictureLossIndication;
import org.hummingbridge.sfu.rtp.rtcp.ReceiverReport;
import org.hummingbridge.sfu.rtp.rtcp.Remb;
import org.hummingbridge.sfu.rtp.rtcp.ReportBlock;
import org.hummingbridge.sfu.rtp.rtcp.RtcpReader;
import org.hummingbridge.sfu.rtp.rtcp.RtcpWriter;
import org.hummingbridge.sfu.rtp.rtcp.SenderReport;
import org.hummingbridge.sfu.rtp.rtcp.TransportFeedback;

/**
 * Acts on one endpoint's RTCP: its sender reports go to its receivers, its reports and requests about others' streams are answered
 * here or lead to those streams' senders. Nothing is relayed as it came (an SR is written anew), and every element of a compound
 * counts.
 */
final class FeedbackHandler {
    /** Unit of the fraction lost (RFC 3550 §6.4.1). */
    private static final double FRACTION = 256;

    private final Endpoint endpoint;
    private final Conference conference;
    private final Counters counters;
    private final Backlog backlog;
    private final RtcpReader reader = new RtcpReader();
    private final SenderReport senderReport = new SenderReport();
    private final ReceiverReport receiverReport = new ReceiverReport();
    private final Nack nack = new Nack();
    private final PictureLossIndication pictureLoss = new PictureLossIndication();
    private final FullIntraRequest intraRequest = new FullIntraRequest();
    private final TransportFeedback transportFeedback = new TransportFeedback();
    private final Remb remb = new Remb();
    private final ExtendedReport extendedReport = new ExtendedReport();
    private final RtcpWriter writer = new RtcpWriter();
    private final byte[] out = new byte[EndpointTransport.MAX_RTCP_BYTES];

    FeedbackHandler(final Endpoint endpoint, final Conference conference, final Counters counters) {
        this.endpoint = endpoint;
        this.conference = conference;
        this.counters = counters;
        this.backlog = conference.home().backlog();
    }

    void onRtcp(final byte[] bytes, final int offset, final int length, final long now) {
        reader.start(bytes, offset, length);
        // Whatever it says about the link counts from the next tick on.
        endpoint.receiver().due().by(now);
        while (reader.next()) {
            if (senderReport.read(reader)) {
                onSenderReport(now);
                onBlocks(senderReport.blocks(), now);
            } else if (receiverReport.read(reader)) {
                onBlocks(receiverReport.blocks(), now);
            } else if (transportFeedback.read(reader)) {
                endpoint.receiver().link().onFeedback(transportFeedback, now);
            } else if (nack.read(reader)) {
                onNack(now);
            } else if (pictureLoss.read(reader)) {
                wantKeyframe(pictureLoss.mediaSsrc(), now);
            } else if (intraRequest.read(reader)) {
                while (intraRequest.next()) {
                    wantKeyframe(intraRequest.ssrc(), now);
                }
            } else if (remb.read(reader)) {
                endpoint.receiver().link().onRemb(remb.bitrateBps());
            } else if (extendedReport.read(reader)) {
                onExtendedReport();
            }
        }
        if (reader.malformed()) {
            counters.drop(DropReason.RTCP_MALFORMED);
        }
    }

    private void onSenderReport(final long now) {
        final Incoming incoming = endpoint.incoming(senderReport.senderSsrc());
        // One of retransmissions counts those, and they have nothing to be in step with.
        if (incoming == null || incoming.encoding().ssrc() != senderReport.senderSsrc()) {
            return;
        }
        incoming.encoding().onSenderReport(NtpTime.compact(senderReport.ntpTime()), now);
        for (final Endpoint receiver : conference.roster()) {
            final Subscription subscription =
                    receiver.receiver().subscriptions().bySlot(incoming.source().slot());
            if (subscription != null && subscription.isActive()) {
                writer.begin(out, 0, out.length);
                subscription.writeReport(incoming.index(), senderReport, writer, now);
                if (!writer.isEmpty()) {
                    receiver.transport().sendRtcp(out, 0, writer.length());
                }
            }
        }
    }

    private void onBlocks(final ReportBlock blocks, final long now) {
        double worst = 0;
        boolean any = false;
        while (blocks.next()) {
            final SentStream stream = endpoint.receiver().subscriptions().bySsrc(blocks.ssrc());
            if (stream != null) {
                any = true;
                worst = Math.max(worst, blocks.fractionLost() / FRACTION);
                stream.lossFraction(blocks.fractionLost() / FRACTION, now);
                stream.outgoing().onReportBlock(blocks.lastSenderReport(), blocks.delaySinceLastSenderReport(), now);
            }
        }
        if (any) {
            endpoint.receiver().link().onLossReport(worst, now);
            endpoint.receiver()
                    .link()
                    .onRtt(endpoint.receiver().downlink().roundTripTime().nanos(-1));
        }
    }

    /**
     * Answers a receiver reference time at once (RFC 3611 §4.4 and §4.5), by which somebody who sends no media learns the round trip.
     * One of each report, so that no answer is longer than what asked for it.
     */
    private void onExtendedReport() {
        while (extendedReport.next()) {
            if (extendedReport.isReceiverReferenceTime()) {
                final int lastReceiverReport = NtpTime.compact(extendedReport.receiverReferenceTime());
                writer.begin(out, 0, out.length);
                writer.delaySinceLastReceiverReport(
                        conference.feedbackVideoSsrc(), extendedReport.senderSsrc(), lastReceiverReport, 0);
                endpoint.transport().sendRtcp(out, 0, writer.length());
                return;
            }
        }
    }

    private void onNack(final long now) {
        final SentStream stream = endpoint.receiver().subscriptions().bySsrc(nack.mediaSsrc());
        if (stream == null) {
            return;
        }
        if (backlog.isBehind()) {
            final int count = nack.count();
            counters.add(Counter.NACKS_RECEIVED, count);
            counters.drop(DropReason.RTX_BEHIND, count);
            return;
        }
        while (nack.next()) {
            counters.add(Counter.NACKS_RECEIVED, 1);
            resend(stream.outgoing(), nack.sequence(), now);
        }
    }

    private void resend(final OutgoingStream stream, final int sequence, final long now) {
        final RtpOutlet outlet = endpoint.receiver().outlet();
        if (!outlet.open(RtpOutlet.MAX_PACKET_BYTES)) {
            return;
        }
        final int length = stream.retransmit(sequence, now, outlet.array(), outlet.position());
        if (length < 0) {
            outlet.abort(Refusal.reason(length));
            return;
        }
        final int header = RtpHeader.headerLength(outlet.array(), outlet.position());
        if (outlet.seal(header, null, outlet.position() + header, length - header, false, now)) {
            counters.add(Counter.RTX_SENT, 1);
        }
    }

    private void wantKeyframe(final int ssrc, final long now) {
        final SentStream stream = endpoint.receiver().subscriptions().bySsrc(ssrc);
        if (stream != null && stream.subscription() instanceof VideoSubscription video) {
            video.wantKeyframe(now);
        }
    }
}
