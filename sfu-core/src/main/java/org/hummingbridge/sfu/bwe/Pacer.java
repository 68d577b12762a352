/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.bwe;

/**
 * Spreads a receiver's packets in time: a budget that fills at the pacing rate, faster when what waits would otherwise wait for
 * too long. Holds no packets; the caller keeps them in order and asks before each.
 *
 * <p>Order of calls: {@link #rate} when the estimate changes, {@link #queued} when packets are put into the queue or taken from
 * it, {@link #maySend} before each packet of the queue and {@link #onSent} after it. A packet that waits for nobody, as audio,
 * is only told of by {@link #onSent}.
 */
public final class Pacer {
    /** Longest that a packet waits: about the time between two frames, so that a key frame does not delay the next one. */
    public static final long MAX_QUEUE_NANOS = 40_000_000;

    /** The caller's tick, and the budget of that time: what was not used is lost, or a burst would follow each pause. */
    private static final long TICK_NANOS = 5_000_000;

    private static final double NANOS = 1e9;

    private double bytesPerSecond;
    private double budget;
    private long queuedBytes;
    private long queuedSinceNanos;
    private boolean started;
    private long lastNanos;

    /** Sets the rate, see {@link BandwidthEstimator#pacingBps}. */
    public void rate(final long bps) {
        bytesPerSecond = bps / 8.0;
    }

    /** Says what waits: its size, and since when the first of it does. */
    public void queued(final long bytes, final long sinceNanos) {
        queuedBytes = bytes;
        queuedSinceNanos = sinceNanos;
    }

    /** Whether the next packet may go to the wire now: also if it would be late at the next tick. */
    public boolean maySend(final long nowNanos) {
        refill(nowNanos);
        return budget > 0 || (queuedBytes > 0 && waitLeft(nowNanos) <= TICK_NANOS);
    }

    /** A packet of this size on the wire was sent, whether it was asked for or not. */
    public void onSent(final int bytes, final long nowNanos) {
        refill(nowNanos);
        // What could not wait is no debt for what follows.
        budget = Math.max(budget - bytes, -Math.max(bytes, effectiveRate(nowNanos) * TICK_NANOS / NANOS));
    }

    private void refill(final long nowNanos) {
        if (!started) {
            started = true;
            lastNanos = nowNanos - TICK_NANOS;
        }
        final double seconds = Math.max(0, nowNanos - lastNanos) / NANOS;
        lastNanos = nowNanos;
        final double rate = effectiveRate(nowNanos);
        budget = Math.min(budget + seconds * rate, rate * TICK_NANOS / NANOS);
    }

    private double effectiveRate(final long nowNanos) {
        if (queuedBytes == 0) {
            return bytesPerSecond;
        }
        return Math.max(bytesPerSecond, queuedBytes * NANOS / Math.max(waitLeft(nowNanos), TICK_NANOS));
    }

    private long waitLeft(final long nowNanos) {
        return MAX_QUEUE_NANOS - (nowNanos - queuedSinceNanos);
    }
}
