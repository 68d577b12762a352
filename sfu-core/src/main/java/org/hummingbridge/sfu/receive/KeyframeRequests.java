/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.receive;

/**
 * Decides when the sender of one source is asked for a key frame, whoever wants one and however often. Never lets two requests
 * go out within {@value #MIN_INTERVAL_NANOS} ns, and never loses a wish that the key frame on its way cannot fulfil.
 */
final class KeyframeRequests {
    /** A key frame costs a sender many times an ordinary frame, so one source makes at most two per second. */
    static final long MIN_INTERVAL_NANOS = 500_000_000;

    private boolean asked;
    private boolean wanted;
    private long lastNanos;
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
        return !asked || sinceLast >= MIN_INTERVAL_NANOS;
    }

    /** Whether a request must go out now. */
    boolean isDue(final long nowNanos) {
        return wanted && (!asked || nowNanos - lastNanos >= MIN_INTERVAL_NANOS);
    }

    /** A request went out. */
    void onSent(final long nowNanos) {
        wanted = false;
        asked = true;
        lastNanos = nowNanos;
    }
}
