/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.bwe;

/**
 * Takes a trend of the delay for overuse only if there is a queue to show for it, and one that does not go by itself. libwebrtc
 * reacts to any trend; a bridge, with the frames of many senders at once and a key frame at each switch of layers, would pay with
 * a tenth of the link, and with switching back as soon as it has switched.
 */
final class StandingQueue {
    /** A shorter one is what frames leave behind. */
    private static final long MIN_NANOS = 20_000_000;

    /** A key frame's queue may take this long to go, unless it is longer than {@link #MAX_BURST_NANOS}. */
    private static final long BURST_LIFE_NANOS = 250_000_000;

    private static final long MAX_BURST_NANOS = 80_000_000;

    private boolean standing;
    private long sinceNanos;

    /** What to act upon. While a queue may be a burst's, the rate just does not grow. */
    DelayState judge(final DelayState state, final long queueNanos, final long nowNanos) {
        if (queueNanos <= MIN_NANOS) {
            standing = false;
            return state == DelayState.OVERUSING ? DelayState.NORMAL : state;
        }
        if (!standing) {
            standing = true;
            sinceNanos = nowNanos;
        }
        final boolean burst = queueNanos < MAX_BURST_NANOS && nowNanos - sinceNanos < BURST_LIFE_NANOS;
        return state == DelayState.OVERUSING && burst ? DelayState.UNDERUSING : state;
    }
}
