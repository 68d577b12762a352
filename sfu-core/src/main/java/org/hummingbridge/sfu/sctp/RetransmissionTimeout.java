/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.sctp;

/** The retransmission timeout (RFC 9260 §6.3): follows the round trips it is told of, doubles when time runs out. */
final class RetransmissionTimeout {
    /** Before any round trip is known. RFC 9260 §16 says 1 s, for a path of which nothing is known; here ICE and DTLS came first. */
    static final long INITIAL_NANOS = 500_000_000L;

    /** Above the 200 ms for which peers delay acknowledgements. */
    static final long MIN_NANOS = 400_000_000L;

    /** RFC 9260 §16 says 60 s; behind an outage the bridge channel has to be back at once, and ICE consent ends what is dead. */
    static final long MAX_NANOS = 3_000_000_000L;

    private long smoothedNanos;
    private long variationNanos;
    private long timeoutNanos = INITIAL_NANOS;
    private boolean measured;

    long nanos() {
        return timeoutNanos;
    }

    void onRoundTrip(final long roundTripNanos) {
        final long sample = Math.clamp(roundTripNanos, 0, MAX_NANOS);
        if (measured) {
            variationNanos += (Math.abs(smoothedNanos - sample) - variationNanos) / 4;
            smoothedNanos += (sample - smoothedNanos) / 8;
        } else {
            measured = true;
            smoothedNanos = sample;
            variationNanos = sample / 2;
        }
        timeoutNanos = Math.clamp(smoothedNanos + 4 * variationNanos, MIN_NANOS, MAX_NANOS);
    }

    void backOff() {
        timeoutNanos = Math.min(2 * timeoutNanos, MAX_NANOS);
    }
}
