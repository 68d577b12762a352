/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.conference;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.random.RandomGenerator;
import org.hummingbridge.sfu.datagram.Backlog;
import org.hummingbridge.sfu.datagram.PacketBuffer;
import org.hummingbridge.sfu.receive.SourceReceiver;
import org.hummingbridge.sfu.receive.TransportArrivals;
import org.hummingbridge.sfu.rtp.ExtensionReader;
import org.hummingbridge.sfu.rtp.RtpHeader;
import org.hummingbridge.sfu.rtp.TransportSequence;
import org.hummingbridge.sfu.rtp.rtcp.RtcpWriter;

/**
 * What the bridge tells one sender about its stream: receiver reports, losses to repair, key frames to make, arrival times. Gathers
 * what is due in a tick into as few RTCP packets as the MTU allows.
 */
final class UplinkFeedback {
    /** RFC 3550 §6.2 would allow 5 s; browsers show loss and round trip at this pace. */
    private static final long REPORT_INTERVAL_NANOS = 500_000_000L;

    private final EndpointTransport transport;
    private final Backlog backlog;
    private final int senderSsrc;
    private final byte[] cname;
    private final TransportArrivals arrivals = new TransportArrivals();
    private final RtcpWriter writer = new RtcpWriter();
    private final byte[] out = new byte[EndpointTransport.MAX_RTCP_BYTES];
    private int transportSequenceId;
    private boolean reporting;
    private long nextReportNanos;

    /** @param senderSsrc what the bridge's RTCP comes from, as signalled */
    UplinkFeedback(
            final EndpointTransport transport,
            final Backlog backlog,
            final int senderSsrc,
            final RandomGenerator random) {
        this.transport = transport;
        this.backlog = backlog;
        this.senderSsrc = senderSsrc;
        // RFC 7022 §4.2: a CNAME for this session only, 96 random bits.
        final byte[] id = new byte[12];
        random.nextBytes(id);
        this.cname = HexFormat.of().formatHex(id).getBytes(StandardCharsets.US_ASCII);
    }

    void negotiated(final EndpointMedia media) {
        transportSequenceId = media.hasFeedback("transport-cc") ? media.extensionId(EndpointMedia.TRANSPORT_CC) : 0;
    }

    /** Takes note of an authenticated packet, whatever becomes of it. */
    void onPacket(final PacketBuffer plain) {
        if (transportSequenceId == 0) {
            return;
        }
        final byte[] bytes = plain.bytes();
        final int at = ExtensionReader.find(bytes, plain.offset(), transportSequenceId);
        if (at >= 0 && ExtensionReader.dataLength(bytes, plain.offset(), at) == TransportSequence.BYTES) {
            arrivals.onPacket(
                    TransportSequence.read(bytes, at),
                    RtpHeader.ssrc(bytes, plain.offset()),
                    RtpHeader.marker(bytes, plain.offset()),
                    plain.arrivalNanos());
        }
    }

    /** Sends what is due. */
    void onTick(final List<Source> sources, final long now) {
        writer.begin(out, 0, out.length);
        if (!reporting || now - nextReportNanos >= 0) {
            reporting = true;
            nextReportNanos = now + REPORT_INTERVAL_NANOS;
            writeReports(sources, now);
        }
        final boolean behind = backlog.isBehind();
        for (int i = 0; i < sources.size(); i++) {
            final List<SourceReceiver> encodings = sources.get(i).encodings();
            for (int j = 0; j < encodings.size(); j++) {
                while (!encodings.get(j).writeFeedback(writer, senderSsrc, behind, now)) {
                    flush();
                }
            }
        }
        while (!arrivals.writeFeedback(writer, senderSsrc, now)) {
            flush();
        }
        flush();
    }

    /** When {@link #onTick} has something to say next, as far as it is known now. */
    long nextDeadline(final List<Source> sources, final long now) {
        long next = nextDeadline(now);
        for (int i = 0; i < sources.size(); i++) {
            final List<SourceReceiver> encodings = sources.get(i).encodings();
            for (int j = 0; j < encodings.size(); j++) {
                next = earlier(next, encodings.get(j).nextFeedbackNanos(now));
            }
        }
        return next;
    }

    /** The same if nothing happened since but to one encoding. */
    long nextDeadline(final SourceReceiver encoding, final long now) {
        return earlier(nextDeadline(now), encoding.nextFeedbackNanos(now));
    }

    /** The same if nothing happened since to any encoding. */
    long nextDeadline(final long now) {
        final long report = reporting ? nextReportNanos : now;
        return earlier(report, arrivals.nextDeadlineNanos(now));
    }

    private static long earlier(final long a, final long b) {
        return a - b < 0 ? a : b;
    }

    private void writeReports(final List<Source> sources, final long now) {
        writer.receiverReport(senderSsrc);
        for (int i = 0; i < sources.size(); i++) {
            final List<SourceReceiver> encodings = sources.get(i).encodings();
            for (int j = 0; j < encodings.size(); j++) {
                final SourceReceiver encoding = encodings.get(j);
                encoding.rttNanos(transport.rttNanos());
                if (!encoding.writeReport(writer, senderSsrc, now)) {
                    flush();
                    writer.receiverReport(senderSsrc);
                    encoding.writeReport(writer, senderSsrc, now);
                }
            }
        }
        if (!writer.sdesCname(senderSsrc, cname)) {
            flush();
        }
    }

    private void flush() {
        if (!writer.isEmpty()) {
            transport.sendRtcp(out, 0, writer.length());
        }
        writer.begin(out, 0, out.length);
    }
}
