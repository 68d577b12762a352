/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.conference;

import org.hummingbridge.sfu.rtp.rtcp.RtcpWriter;
import org.hummingbridge.sfu.rtp.rtcp.SenderReport;
import org.jspecify.annotations.Nullable;

/** One receiver's share of one source. Holds no packets; retransmissions come out of the source's history. */
sealed interface Subscription permits SoundSubscription, VideoSubscription {
    Source source();

    /** What the receiver sees of it; null as long as it has no stream for it. */
    @Nullable
    SentStream stream();

    /** Gives the source a stream of the receiver's, or takes it away; the numbers on it go on. */
    void stream(@Nullable SentStream stream, long now);

    /** Whether the receiver is being sent anything of it. */
    boolean isActive();

    /** Goes on behind what was left out, as if nothing had been. */
    void resume(long now);

    /**
     * Writes one of the sender's reports as this receiver is to see it, or nothing if it is about something else than what the
     * receiver is being sent.
     *
     * @param encoding index of the source's encoding that the report is about
     */
    void writeReport(int encoding, SenderReport report, RtcpWriter out, long now);
}
