/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.forward;

import org.hummingbridge.sfu.rtp.rtcp.NtpTime;
import org.hummingbridge.sfu.rtp.rtcp.RtcpWriter;
import org.hummingbridge.sfu.rtp.rtcp.SenderReport;

/**
 * Turns the source's sender reports into those that one receiver is to see, and the receiver's answers to them into its round
 * trip. Never makes a report of its own, and never changes the NTP time: it is what lips are synchronized by.
 */
public final class SenderReportMapper {
    /** Reports remembered. Senders report once a second or less often, and receivers answer within seconds. */
    static final int MAX_REPORTS = 16;

    private final Forwarder forwarder;
    private final int[] compactNtps = new int[MAX_REPORTS];
    private final long[] sentNanos = new long[MAX_REPORTS];
    private long reports;

    public SenderReportMapper(final Forwarder forwarder) {
        this.forwarder = forwarder;
    }

    /**
     * Writes {@code report} as this receiver is to see it: its SSRC, our counts, no report blocks. Writes nothing if it is about
     * another SSRC than the forwarder's source, or if nothing was forwarded yet.
     *
     * @return false if {@code out} is too full: send it and call again with an empty one
     */
    public boolean write(final SenderReport report, final RtcpWriter out, final long nowNanos) {
        final SendStatistics sent = forwarder.statistics();
        if (report.senderSsrc() != forwarder.sourceSsrc() || sent.packets() == 0) {
            return true;
        }
        final long ntpTime = report.ntpTime();
        final boolean written =
                out.senderReport(forwarder.receiverSsrc(), ntpTime, report.rtpTimestamp(), (int) sent.packets(), (int)
                        sent.payloadOctets());
        if (written) {
            final int slot = (int) (reports++ % MAX_REPORTS);
            compactNtps[slot] = NtpTime.compact(ntpTime);
            sentNanos[slot] = nowNanos;
        }
        return written;
    }

    /**
     * Takes the receiver's report block on this stream, and with it a sample of {@link Downlink#roundTripTime}.
     *
     * @param lastSenderReport LSR, 0 if the receiver has seen none
     * @param delaySinceLastSenderReport DLSR in 1/65536 s
     * @return false if it answers no report that is remembered, or its times cannot be true
     */
    public boolean onReportBlock(
            final int lastSenderReport, final int delaySinceLastSenderReport, final long nowNanos) {
        if (lastSenderReport == 0) {
            return false;
        }
        for (long i = reports - 1; i >= Math.max(0, reports - MAX_REPORTS); i--) {
            final int slot = (int) (i % MAX_REPORTS);
            if (compactNtps[slot] == lastSenderReport) {
                return forwarder
                        .downlink()
                        .roundTripTime()
                        .update(sentNanos[slot], delaySinceLastSenderReport, nowNanos);
            }
        }
        return false;
    }
}
