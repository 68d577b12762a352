/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.conference;

import java.util.concurrent.TimeUnit;
import org.hummingbridge.sfu.datagram.PacketBuffer;
import org.hummingbridge.sfu.receive.TransportArrivals;
import org.hummingbridge.sfu.rtp.ExtensionReader;
import org.hummingbridge.sfu.rtp.RtpHeader;
import org.hummingbridge.sfu.rtp.TransportSequence;
import org.hummingbridge.sfu.rtp.rtcp.RtcpWriter;

/** What comes to one participant of a {@link RehearsalCall}, and what a browser would say of it. */
final class RehearsalReception {
    /** Behind the SSRC of somebody's audio. */
    static final int VIDEO = 10;

    static final int RTX = 11;

    private static final int FIRST_SSRC = 100_000;
    private static final int SSRCS_EACH = 100;
    private static final int LOSS_INTERVAL = 64;
    private static final int MAX_LOST = 16;

    /** Later than a round trip: what is asked for sooner may still be under way, and is not sent again. */
    private static final long REQUEST_NANOS = TimeUnit.MILLISECONDS.toNanos(120);

    private static final long REPORT_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final int ownSsrc;
    private final boolean lossy;
    private final TransportArrivals arrivals = new TransportArrivals();
    private final int[] lost = new int[MAX_LOST];
    private int lostCount;
    private int mediaSsrc;
    private int highest;
    private long requestNanos;
    private long nextReportNanos;
    private long received;
    private long repaired;
    private long videoReceived;

    /** @param lossy whether some of the video is taken for lost, and asked for again */
    RehearsalReception(final int ownSsrc, final boolean lossy) {
        this.ownSsrc = ownSsrc;
        this.lossy = lossy;
    }

    /** Of the audio of the participant at a place. */
    static int ssrc(final int place) {
        return FIRST_SSRC + SSRCS_EACH * place;
    }

    /** RTP packets that came and were authentic. */
    long received() {
        return received;
    }

    /** Those of them that were asked for again. */
    long repaired() {
        return repaired;
    }

    void onRtp(final PacketBuffer plain, final long now) {
        final byte[] bytes = plain.bytes();
        final int ssrc = RtpHeader.ssrc(bytes, plain.offset());
        received++;
        final int at = ExtensionReader.find(bytes, plain.offset(), CallParts.TRANSPORT_CC_ID);
        if (at >= 0) {
            arrivals.onPacket(TransportSequence.read(bytes, at), ssrc, false, now);
        }
        final int payloadType = RtpHeader.payloadType(bytes, plain.offset());
        if (payloadType == CallParts.RTX) {
            repaired++;
        } else if (payloadType == CallParts.VP8) {
            onVideo(ssrc, RtpHeader.sequence(bytes, plain.offset()), now);
        }
    }

    /** A NACK is for one source, so that all packets taken for lost until it is sent are the first one's. */
    private void onVideo(final int ssrc, final int sequence, final long now) {
        if (lostCount == 0) {
            mediaSsrc = ssrc;
            requestNanos = now + REQUEST_NANOS;
        }
        if (ssrc == mediaSsrc) {
            highest = sequence;
            if (lossy && ++videoReceived % LOSS_INTERVAL == 0 && lostCount < MAX_LOST) {
                lost[lostCount++] = sequence;
            }
        }
    }

    /** What is due: requests at once, a report each second, transport-wide feedback at its own intervals. */
    void writeFeedback(final RtcpWriter writer, final long now) {
        if (now - nextReportNanos >= 0 && mediaSsrc != 0) {
            nextReportNanos = now + REPORT_NANOS;
            writer.reportBlock(ownSsrc, mediaSsrc, 0, 0, highest, 0, 0, 0);
            if (lossy) {
                writer.pictureLossIndication(ownSsrc, mediaSsrc);
            }
        }
        if (lostCount > 0 && now - requestNanos >= 0) {
            writer.nack(ownSsrc, mediaSsrc, lost, 0, lostCount);
            lostCount = 0;
        }
        arrivals.writeFeedback(writer, ownSsrc, now);
    }
}
