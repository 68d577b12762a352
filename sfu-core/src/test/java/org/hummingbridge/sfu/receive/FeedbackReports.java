/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.receive;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import org.hummingbridge.sfu.rtp.rtcp.RtcpReader;
import org.hummingbridge.sfu.rtp.rtcp.RtcpWriter;
import org.hummingbridge.sfu.rtp.rtcp.TransportFeedback;

/** The sender's side of transport-wide feedback: reads it into arrival ticks by sequence number. */
final class FeedbackReports {
    private static final int MTU = 1200;

    private final RtcpWriter writer = new RtcpWriter();
    private final byte[] datagram = new byte[MTU];

    /** Everything that is due at {@code now}, over as many datagrams as it takes. */
    void collect(final TransportArrivals from, final long now, final Map<Integer, Long> into) {
        boolean done;
        do {
            writer.begin(datagram, 0, MTU);
            done = from.writeFeedback(writer, 1, now);
            into.putAll(parse(datagram, writer.length()));
        } while (!done);
    }

    private int lastFeedbackCount;

    /** Count of the last message that was read. */
    int lastFeedbackCount() {
        return lastFeedbackCount;
    }

    Map<Integer, Long> parse(final byte[] bytes, final int length) {
        final Map<Integer, Long> ticks = new HashMap<>();
        final RtcpReader reader = new RtcpReader();
        final TransportFeedback feedback = new TransportFeedback();
        reader.start(bytes, 0, length);
        while (reader.next()) {
            assertThat(feedback.read(reader)).isTrue();
            lastFeedbackCount = feedback.feedbackCount();
            while (feedback.next()) {
                if (feedback.received()) {
                    ticks.put(
                            feedback.sequence(),
                            (long) feedback.referenceTime() * TransportFeedback.TICKS_PER_REFERENCE
                                    + feedback.ticksAfterReference());
                }
            }
        }
        assertThat(reader.malformed() && length > 0).isFalse();
        return ticks;
    }
}
