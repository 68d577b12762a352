/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.receive;

/**
 * Decides when the sender of one encoding is asked for a key frame, whoever wants one and however often. Asks again soon while a
 * request may have been lost, then less and less often; never loses a wish that the key frame on its way cannot fulfil.
 */
final class KeyframeRequests {
    /** Between the first two requests: a round trip of most links, the time to encode, and little more. */
    static final long MIN_INTERVAL_NANOS = 200_000_000;

    /** A key frame costs a sender many times an ordinary frame; under lasting demand one a second must do. */
    static final long MAX_INTERVAL_NANOS = 1_000_000_000;

    /**
     * The least between two requests while the bridge is behind. Whatever it loses then breaks everybody's picture, and a key frame
     * for everybody is what it can stand least.
     */
    static final long BEHIND_INTERVAL_NANOS = 3_000_000_000L;

    /** Without requests for this long, the next ones are as quick as the first. */
    static final long QUIET_NANOS = 3_000_000_000L;

    private boolean asked;
    private boolean wanted;
    private long lastNanos;
    private long intervalNanos = MIN_INTERVAL_NANOS;
    private long rttNanos = NackGenerator.DEFAULT_RTT_NANOS;

    void rttNanos(final long nanos) {
        rttNanos = nanos;
    }

    /**
     * Somebody needs a key frame.
     *
     * @return false if the last request is too recent. A wish within a round trip of it is met by the same key frame, which
     *     cannot have passed yet; a later one goes out when the interval is over.
     */
    boolean want(final long nowNanos) {
        final long sinceLast = nowNanos - lastNanos;
        if (asked && sinceLast < Math.min(rttNanos, MIN_INTERVAL_NANOS)) {
            return false;
        }
        wanted = true;
        return isDue(nowNanos);
    }

    /** The first packet of a key frame passes: whoever waited for one has it. */
    void onKeyframe() {
        wanted = false;
    }

    /** Whether a request must go out now. */
    boolean isDue(final long nowNanos) {
        return isDue(false, nowNanos);
    }

    /**
     * Whether a request must go out now.
     *
     * @param behind whether the bridge has more to do than it can
     */
    boolean isDue(final boolean behind, final long nowNanos) {
        return wanted
                && nowNanos - nextDeadlineNanos(nowNanos) >= 0
                && !(behind && asked && nowNanos - lastNanos < BEHIND_INTERVAL_NANOS);
    }

    /** Whether a request is to go out, now or later. */
    boolean isWanted() {
        return wanted;
    }

    /** When a request may go out. */
    long nextDeadlineNanos(final long nowNanos) {
        return asked ? lastNanos + intervalNanos : nowNanos;
    }

    /** A request went out. */
    void onSent(final long nowNanos) {
        final boolean quiet = !asked || nowNanos - lastNanos >= QUIET_NANOS;
        intervalNanos = quiet ? MIN_INTERVAL_NANOS : Math.min(intervalNanos * 3 / 2, MAX_INTERVAL_NANOS);
        wanted = false;
        asked = true;
        lastNanos = nowNanos;
    }
}
