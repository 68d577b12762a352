/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.conference;

import org.hummingbridge.sfu.datagram.Counter;
import org.hummingbridge.sfu.datagram.Counters;
import org.hummingbridge.sfu.datagram.DropReason;
import org.hummingbridge.sfu.datagram.PacketBuffer;
import org.hummingbridge.sfu.datagram.Path;
import org.hummingbridge.sfu.datagram.SendBatch;
import org.hummingbridge.sfu.media.MediaType;
import org.hummingbridge.sfu.rtp.rtcp.FullIntraRequest;
import org.hummingbridge.sfu.rtp.rtcp.Nack;
import org.hummingbridge.sfu.rtp.rtcp.NtpTime;
import org.hummingbridge.sfu.rtp.rtcp.PictureLossIndication;
import org.hummingbridge.sfu.rtp.rtcp.ReceiverReport;
import org.hummingbridge.sfu.rtp.rtcp.ReportBlock;
import org.hummingbridge.sfu.rtp.rtcp.RtcpReader;
import org.hummingbridge.sfu.rtp.rtcp.RtcpWriter;
import org.hummingbridge.sfu.rtp.rtcp.SenderReport;
import org.hummingbridge.sfu.srtp.SrtpSender;
import org.jspecify.annotations.Nullable;

/**
 * Acts on one endpoint's RTCP: its sender reports go to its receivers, its reports and requests about others' streams are answered
 * here or lead to those streams' senders. Nothing is relayed as it came (an SR is written anew), and every element of a compound
 * counts.
 */
final class FeedbackHandler {
    private final Endpoint endpoint;
    private final Conference conference;
    private final Counters counters;
    private final RtcpReader reader = new RtcpReader();
    private final SenderReport senderReport = new SenderReport();
    private final ReceiverReport receiverReport = new ReceiverReport();
    private final Nack nack = new Nack();
    private final PictureLossIndication pictureLoss = new PictureLossIndication();
    private final FullIntraRequest intraRequest = new FullIntraRequest();
    private final RtcpWriter writer = new RtcpWriter();
    private final byte[] out = new byte[EndpointTransport.MAX_RTCP_BYTES];
    private final byte[] resend = new byte[PacketBuffer.CAPACITY];

    FeedbackHandler(final Endpoint endpoint, final Conference conference, final Counters counters) {
        this.endpoint = endpoint;
        this.conference = conference;
        this.counters = counters;
    }

    void onRtcp(final byte[] bytes, final int offset, final int length, final long now) {
        reader.start(bytes, offset, length);
        while (reader.next()) {
            if (senderReport.read(reader)) {
                onSenderReport(now);
                onBlocks(senderReport.blocks(), now);
            } else if (receiverReport.read(reader)) {
                onBlocks(receiverReport.blocks(), now);
            } else if (nack.read(reader)) {
                onNack(now);
            } else if (pictureLoss.read(reader)) {
                wantKeyframe(pictureLoss.mediaSsrc(), now);
            } else if (intraRequest.read(reader)) {
                while (intraRequest.next()) {
                    wantKeyframe(intraRequest.ssrc(), now);
                }
            }
        }
        if (reader.malformed()) {
            counters.drop(DropReason.RTCP_MALFORMED);
        }
    }

    private void onSenderReport(final long now) {
        final Incoming incoming = endpoint.incoming(senderReport.senderSsrc());
        if (incoming == null) {
            return;
        }
        incoming.encoding().onSenderReport(NtpTime.compact(senderReport.ntpTime()), now);
        if (!incoming.isForwarded()) {
            return;
        }
        for (final Endpoint receiver : conference.roster()) {
            final Subscription subscription =
                    receiver.subscriptions().bySlot(incoming.source().slot());
            if (subscription != null && subscription.isActive()) {
                writer.begin(out, 0, out.length);
                subscription.reports().write(senderReport, writer, now);
                if (!writer.isEmpty()) {
                    receiver.transport().sendRtcp(out, 0, writer.length(), now);
                }
            }
        }
    }

    private void onBlocks(final ReportBlock blocks, final long now) {
        while (blocks.next()) {
            final Subscription subscription = endpoint.subscriptions().bySsrc(blocks.ssrc());
            if (subscription != null) {
                subscription.lossFraction(blocks.fractionLost() / 256.0);
                subscription
                        .reports()
                        .onReportBlock(blocks.lastSenderReport(), blocks.delaySinceLastSenderReport(), now);
            }
        }
    }

    private void onNack(final long now) {
        final Subscription subscription = endpoint.subscriptions().bySsrc(nack.mediaSsrc());
        final SrtpSender srtp = endpoint.transport().srtpSender();
        final @Nullable Path path = endpoint.transport().sendPath(now);
        if (subscription == null || srtp == null || path == null) {
            return;
        }
        final SendBatch sends = conference.home().sends();
        while (nack.next()) {
            counters.add(Counter.NACKS_RECEIVED, 1);
            subscription.resend(nack.sequence(), path, srtp, sends, resend, counters, now);
        }
    }

    private void wantKeyframe(final int ssrc, final long now) {
        final Subscription subscription = endpoint.subscriptions().bySsrc(ssrc);
        if (subscription != null && subscription.source().type() == MediaType.VIDEO) {
            subscription.source().forwarded().wantKeyframe(now);
        }
    }
}
