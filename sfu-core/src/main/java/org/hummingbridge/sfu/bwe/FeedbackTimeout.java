/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.bwe;

/** Notices that packets go unanswered, since then the estimate is worth less and less. Silence of the sender is no such sign. */
final class FeedbackTimeout {
    /** Both libwebrtc's. */
    private static final long LIMIT_NANOS = 3_000_000_000L;

    private static final long INTERVAL_NANOS = 1_000_000_000L;

    /** What to multiply the estimate by each time. */
    static final double FACTOR = 0.8;

    private boolean waiting;
    private long dueNanos;

    void onSent(final long nowNanos) {
        if (!waiting) {
            waiting = true;
            dueNanos = nowNanos + LIMIT_NANOS;
        }
    }

    void onFeedback() {
        waiting = false;
    }

    /** Whether the estimate has to fall now. */
    boolean onTick(final long nowNanos) {
        if (!waiting || nowNanos - dueNanos < 0) {
            return false;
        }
        dueNanos = nowNanos + INTERVAL_NANOS;
        return true;
    }
}
