/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.bench.call;

import java.util.ArrayList;
import java.util.List;
import org.HdrHistogram.Histogram;
import org.hummingbridge.bench.media.DeliveryLedger;
import org.hummingbridge.bench.media.PayloadStamp;
import org.hummingbridge.sfu.codec.Vp8Frame;
import org.hummingbridge.sfu.receive.TransportArrivals;
import org.hummingbridge.sfu.rtp.ExtensionReader;
import org.hummingbridge.sfu.rtp.RtpHeader;
import org.hummingbridge.sfu.rtp.RtpPadding;
import org.hummingbridge.sfu.rtp.RtxPayload;
import org.hummingbridge.sfu.rtp.SsrcTable;
import org.hummingbridge.sfu.rtp.TransportSequence;
import org.hummingbridge.sfu.rtp.rtcp.RtcpWriter;
import org.jspecify.annotations.Nullable;

/** What one participant receives: every packet into its stream's ledger, its latency into the histogram, its arrival into feedback. */
final class Reception {
    /** A minute; what is later is lost for every purpose. */
    static final long MAX_LATENCY_NANOS = 60_000_000_000L;

    /** Three significant digits: 0.1 % of each value. */
    static final int DIGITS = 3;

    private static final int MAX_SSRCS = 1024;

    private final GeneratorLoop loop;
    private final DeliveryLedger[] ledgers;
    private final SsrcTable<IncomingStream> media = new SsrcTable<>(MAX_SSRCS);
    private final SsrcTable<IncomingStream> repairs = new SsrcTable<>(MAX_SSRCS);
    private final List<IncomingStream> streams = new ArrayList<>();
    private final TransportArrivals arrivals = new TransportArrivals();
    private final PayloadStamp stamp = new PayloadStamp();
    private final Histogram audioLatency;
    private final Histogram videoLatency;
    private int nextReported;
    private long unstamped;
    private long repaired;

    Reception(final GeneratorLoop loop, final Seat seat) {
        this.loop = loop;
        this.audioLatency = loop.audioLatency();
        this.videoLatency = loop.videoLatency();
        this.ledgers = new DeliveryLedger[seat.load().streams()];
        final long now = System.nanoTime();
        for (final Seat other : seat.others()) {
            if (!other.sends()) {
                continue;
            }
            ledgers[other.audioStream()] = new DeliveryLedger();
            add(new IncomingStream(other.audioSsrc(), false, now), 0);
            for (int layer = 0; layer < seat.load().videoLayers(); layer++) {
                ledgers[other.videoStream(layer)] = new DeliveryLedger();
                add(new IncomingStream(other.videoSsrc(layer), true, now), other.videoSsrc(layer) + 1);
            }
        }
    }

    private void add(final IncomingStream stream, final int repairSsrc) {
        streams.add(stream);
        media.put(stream.ssrc, stream);
        if (repairSsrc != 0) {
            repairs.put(repairSsrc, stream);
        }
    }

    void onRtp(final byte[] plain, final int length, final long arrived, final long now) {
        if (!RtpHeader.isValid(plain, 0, length)) {
            unstamped++;
            return;
        }
        final int ssrc = RtpHeader.ssrc(plain, 0);
        final int sequenceAt = ExtensionReader.find(plain, 0, Offer.TRANSPORT_CC_ID);
        if (sequenceAt >= 0) {
            // Without the frames' ends: feedback comes every 100 ms, as from browsers.
            arrivals.onPacket(TransportSequence.read(plain, sequenceAt), ssrc, false, arrived);
        }
        final int padding = RtpPadding.count(plain, 0, length);
        int start = RtpHeader.headerLength(plain, 0);
        final int end = length - Math.max(0, padding);
        IncomingStream stream = media.get(ssrc);
        if (stream != null) {
            stream.onPacket(RtpHeader.sequence(plain, 0), now);
        } else {
            stream = repairs.get(ssrc);
            if (stream == null || end - start <= RtxPayload.OSN_BYTES) {
                return;
            }
            stream.onRecovered(RtxPayload.originalSequence(plain, start));
            start += RtxPayload.OSN_BYTES;
            repaired++;
        }
        onPayload(stream, plain, start, end, arrived);
    }

    private void onPayload(
            final IncomingStream stream, final byte[] plain, final int start, final int end, final long arrived) {
        if (stream.video && Vp8Frame.startsKeyFrame(plain, start, end)) {
            stream.onKeyFrame();
        }
        if (end == start) {
            return;
        }
        if (!stamp.read(plain, start, end) || stamp.stream() >= ledgers.length) {
            unstamped++;
            return;
        }
        final DeliveryLedger ledger = ledgers[stamp.stream()];
        if (ledger != null && loop.isMeasured(stamp.sentNanos()) && ledger.onPacket(stamp.number())) {
            final long latency = Math.clamp(arrived - stamp.sentNanos(), 0, MAX_LATENCY_NANOS);
            (stream.video ? videoLatency : audioLatency).recordValue(latency);
        }
    }

    void beginWindow() {
        for (final DeliveryLedger ledger : ledgers) {
            if (ledger != null) {
                ledger.clear();
            }
        }
    }

    /** NACKs and PLIs; what finds no room is asked for next time. */
    void writeRequests(final RtcpWriter writer, final int sender, final long now) {
        for (int i = 0; i < streams.size(); i++) {
            final IncomingStream stream = streams.get(i);
            if (!stream.writeNack(writer, sender, now) || !stream.writePictureLoss(writer, sender, now)) {
                return;
            }
        }
    }

    /** Report blocks in turn, as many as a compound holds. */
    void writeReports(final RtcpWriter writer, final int sender) {
        for (int i = 0; i < streams.size(); i++) {
            if (!streams.get(nextReported).writeReport(writer, sender)) {
                return;
            }
            nextReported = (nextReported + 1) % streams.size();
        }
    }

    boolean writeTransportFeedback(final RtcpWriter writer, final int sender, final long now) {
        return arrivals.writeFeedback(writer, sender, now);
    }

    /** Null for the participant's own streams. */
    @Nullable
    DeliveryLedger ledger(final int stream) {
        return ledgers[stream];
    }

    /** Packets without our stamp: what the bridge made itself, or changed. */
    long unstamped() {
        return unstamped;
    }

    /** Packets that came as retransmissions. */
    long repaired() {
        return repaired;
    }

    long unfilled() {
        return streams.stream().mapToLong(IncomingStream::unfilled).sum();
    }
}
