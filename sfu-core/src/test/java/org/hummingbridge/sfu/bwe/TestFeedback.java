/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.bwe;

import org.hummingbridge.sfu.rtp.rtcp.RtcpReader;
import org.hummingbridge.sfu.rtp.rtcp.RtcpWriter;
import org.hummingbridge.sfu.rtp.rtcp.TransportFeedback;

/** Transport-wide feedback by its bytes, given to an estimator. */
final class TestFeedback {
    static final long TICK_NANOS = TransportFeedback.TICK_MICROS * 1000L;
    static final long LOST = RtcpWriter.NOT_RECEIVED;

    private final byte[] datagram = new byte[1200];
    private final RtcpWriter writer = new RtcpWriter();
    private final RtcpReader reader = new RtcpReader();
    private final TransportFeedback feedback = new TransportFeedback();

    /** Reports the first {@code count} arrivals, in ticks of the peer's clock, of packets from {@code base} on. */
    void report(
            final BandwidthEstimator to, final int base, final long[] arrivals, final int count, final long nowNanos) {
        writer.begin(datagram, 0, datagram.length);
        writer.transportFeedback(1, 2, base, arrivals, 0, count, 0);
        give(to, datagram, writer.length(), nowNanos);
    }

    /** Gives whatever of the bytes is feedback. */
    void give(final BandwidthEstimator to, final byte[] bytes, final int length, final long nowNanos) {
        reader.start(bytes, 0, length);
        while (reader.next()) {
            if (feedback.read(reader)) {
                to.onFeedback(feedback, nowNanos);
            }
        }
    }
}
