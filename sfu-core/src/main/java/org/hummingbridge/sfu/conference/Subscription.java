/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.conference;

import org.hummingbridge.sfu.datagram.Counter;
import org.hummingbridge.sfu.datagram.Counters;
import org.hummingbridge.sfu.datagram.DropReason;
import org.hummingbridge.sfu.datagram.PacketBuffer;
import org.hummingbridge.sfu.datagram.Path;
import org.hummingbridge.sfu.datagram.SendBatch;
import org.hummingbridge.sfu.forward.Downlink;
import org.hummingbridge.sfu.forward.ExtensionMap;
import org.hummingbridge.sfu.forward.Forwarder;
import org.hummingbridge.sfu.forward.PayloadTypeMap;
import org.hummingbridge.sfu.forward.Refusal;
import org.hummingbridge.sfu.forward.RtxSender;
import org.hummingbridge.sfu.forward.SenderReportMapper;
import org.hummingbridge.sfu.media.MediaDescription;
import org.hummingbridge.sfu.media.MediaType;
import org.hummingbridge.sfu.receive.SourceReceiver;
import org.hummingbridge.sfu.rtp.ExtensionWriter;
import org.hummingbridge.sfu.rtp.RtpHeader;
import org.hummingbridge.sfu.rtp.RtxPayload;
import org.hummingbridge.sfu.srtp.SrtpSender;
import org.jspecify.annotations.Nullable;

/**
 * One receiver's share of one source: writes the receiver's header into the send slot and encrypts the shared payload behind it.
 * Holds no packets; retransmissions come out of the source's history.
 */
final class Subscription {
    /** The longest SRTP authentication tag. */
    private static final int TAG_BYTES = 16;

    /** What a packet may grow by on its way to a receiver. */
    private static final int GROWTH_BYTES = TAG_BYTES + RtxPayload.OSN_BYTES + ExtensionWriter.MAX_BLOCK_BYTES;

    /** Longest packet that can be forwarded: a send slot less the growth, still far above any Ethernet MTU. */
    static final int MAX_PACKET_BYTES = PacketBuffer.CAPACITY - GROWTH_BYTES;

    private final Source source;
    private final Forwarder forwarder;
    private final @Nullable RtxSender rtx;
    private final SenderReportMapper reports;
    private final Traffic traffic;
    private double lossFraction;
    private boolean active;

    Subscription(
            final Source source,
            final MediaDescription senderMedia,
            final MediaDescription receiverMedia,
            final Downlink downlink,
            final Traffic traffic,
            final EndpointParts parts) {
        final SourceReceiver encoding = source.forwarded();
        final Integer rtxSsrc = encoding.rtxSsrc();
        this.source = source;
        this.forwarder = new Forwarder(
                encoding.ssrc(),
                encoding.ssrc(),
                PayloadTypeMap.of(senderMedia, receiverMedia),
                ExtensionMap.of(senderMedia, receiverMedia),
                downlink);
        this.rtx = rtxSsrc == null ? null : new RtxSender(forwarder, encoding.history(), rtxSsrc, parts.random());
        this.reports = new SenderReportMapper(forwarder);
        this.traffic = traffic;
    }

    Source source() {
        return source;
    }

    /** The SSRC that the receiver names in its feedback. */
    int ssrc() {
        return forwarder.receiverSsrc();
    }

    SenderReportMapper reports() {
        return reports;
    }

    boolean isActive() {
        return active;
    }

    /** What the receiver reported last about this stream; 0 to 1. */
    void lossFraction(final double reported) {
        lossFraction = reported;
    }

    double lossFraction() {
        return lossFraction;
    }

    /** Starts or stops forwarding. A start begins where the stream is now and needs a key frame. */
    void active(final boolean nowActive, final long now) {
        if (nowActive == active) {
            return;
        }
        active = nowActive;
        if (active) {
            resume(now);
        }
    }

    /** Goes on behind what was left out, as if nothing had been. */
    void resume(final long now) {
        forwarder.rejoin();
        if (source.type() == MediaType.VIDEO) {
            source.forwarded().wantKeyframe(now);
        }
    }

    void send(
            final PacketBuffer plain,
            final Path path,
            final SrtpSender srtp,
            final SendBatch sends,
            final Counters counters,
            final long now) {
        sends.begin(path, plain.length() + GROWTH_BYTES);
        final byte[] out = sends.array();
        final int at = sends.position();
        final int header = forwarder.writeHeader(plain, now, out, at);
        if (header < 0) {
            sends.abort();
            counters.drop(Refusal.reason(header));
            return;
        }
        final int payloadAt = plain.offset() + RtpHeader.headerLength(plain.bytes(), plain.offset());
        final int sent = srtp.protectRtp(out, at, header, plain.bytes(), payloadAt, plain.end() - payloadAt);
        if (commit(sent, sends, counters)) {
            counters.add(Counter.RTP_FORWARDED, 1);
        }
    }

    /** Sends again what the receiver knows by {@code sequence}. */
    void resend(
            final int sequence,
            final Path path,
            final SrtpSender srtp,
            final SendBatch sends,
            final byte[] scratch,
            final Counters counters,
            final long now) {
        if (rtx == null) {
            counters.drop(DropReason.RTX_NOT_IN_HISTORY);
            return;
        }
        final int plainLength = rtx.write(sequence, now, scratch, 0);
        if (plainLength < 0) {
            counters.drop(Refusal.reason(plainLength));
            return;
        }
        final int header = RtpHeader.headerLength(scratch, 0);
        sends.begin(path, plainLength + TAG_BYTES);
        System.arraycopy(scratch, 0, sends.array(), sends.position(), header);
        final int sent =
                srtp.protectRtp(sends.array(), sends.position(), header, scratch, header, plainLength - header);
        if (commit(sent, sends, counters)) {
            counters.add(Counter.RTX_SENT, 1);
        }
    }

    private boolean commit(final int sent, final SendBatch sends, final Counters counters) {
        if (sent < 0) {
            sends.abort();
            counters.drop(SrtpSender.reason(sent));
            return false;
        }
        sends.commit(sent);
        traffic.sent(sent);
        counters.add(Counter.MEDIA_PACKETS_SENT, 1);
        counters.add(Counter.MEDIA_BYTES_SENT, sent);
        return true;
    }
}
