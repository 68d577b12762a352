/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.bwe;

/**
 * How much padding keeps a link as full as the estimate says it may be, while more would be of use: otherwise the estimate could
 * not grow. What is really sent counts, not what was planned, so bursts of media displace padding later on.
 */
final class PaddingBudget {
    private static final int MIN_PACKET_BYTES = 200;
    private static final double MAX_CREDIT_SECONDS = 0.015;

    /** A key frame is followed by this much less padding. */
    private static final double MAX_DEBT_SECONDS = 0.25;

    private double bytes;
    private double bps;
    private boolean started;
    private long lastNanos;

    /** Sets the rate to fill up to; 0 for no padding. */
    void rate(final double newBps) {
        bps = newBps;
    }

    boolean isOn() {
        return bps > 0;
    }

    void onSent(final int sizeBytes) {
        bytes -= sizeBytes;
    }

    int dueBytes(final long nowNanos) {
        if (!started) {
            started = true;
            lastNanos = nowNanos;
        }
        final double seconds = Math.max(0, (nowNanos - lastNanos) / 1e9);
        lastNanos = nowNanos;
        final double perSecond = bps / 8;
        bytes = Math.clamp(
                bytes + seconds * perSecond,
                -MAX_DEBT_SECONDS * perSecond,
                Math.max(MAX_CREDIT_SECONDS * perSecond, bps > 0 ? MIN_PACKET_BYTES : 0));
        return bytes < MIN_PACKET_BYTES ? 0 : (int) bytes;
    }
}
