/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.signaling.channel;

/** Lets a burst pass and a steady rate after it. Keeps no time of its own; not thread-safe. */
final class TokenBucket {
    private static final double NANOS_PER_SECOND = 1e9;

    private final double perNano;
    private final double burst;
    private double tokens;
    private long lastNanos;

    TokenBucket(final double perSecond, final double burst, final long nowNanos) {
        this.perNano = perSecond / NANOS_PER_SECOND;
        this.burst = burst;
        this.tokens = burst;
        this.lastNanos = nowNanos;
    }

    /** Takes that many tokens, or none if there are fewer. */
    boolean take(final double amount, final long nowNanos) {
        tokens = Math.min(burst, tokens + (nowNanos - lastNanos) * perNano);
        lastNanos = nowNanos;
        if (tokens < amount) {
            return false;
        }
        tokens -= amount;
        return true;
    }
}
