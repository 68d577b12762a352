/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.forward;

import org.hummingbridge.sfu.receive.LastSecond;

/**
 * Keeps what is retransmitted to one receiver within a share of what it is sent anyway, so that a flood of NACKs cannot be turned
 * into a flood of media. Counts whole RTP packets over about a second.
 */
final class RetransmissionBudget {
    /** A quarter: enough to repair a link that loses every fifth packet, retransmissions included. */
    static final int MEDIA_SHARE = 4;

    /** 100 kbit/s, so that a stream that just starts or pauses is repaired too. */
    static final long MIN_BYTES_PER_SECOND = 12_500;

    private final LastSecond media = new LastSecond();
    private final LastSecond retransmitted = new LastSecond();

    void onMedia(final int bytes, final long nowNanos) {
        media.add(bytes, nowNanos);
    }

    /** Whether a retransmission of that size is allowed now; true counts it. */
    boolean take(final int bytes, final long nowNanos) {
        final long allowed = Math.max(media.total(nowNanos) / MEDIA_SHARE, MIN_BYTES_PER_SECOND);
        if (retransmitted.total(nowNanos) + bytes > allowed) {
            return false;
        }
        retransmitted.add(bytes, nowNanos);
        return true;
    }
}
