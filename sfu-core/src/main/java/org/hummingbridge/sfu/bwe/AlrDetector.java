/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.bwe;

/**
 * Whether the sender is limited by what it has to send and not by the estimate (application-limited region): a budget of a share
 * of the estimate, drained by what is sent. Starts and ends at different levels, so that it does not flutter.
 */
final class AlrDetector {
    /** Levels and window are libwebrtc's defaults for cameras. */
    private static final double USAGE = 0.65;

    private static final double START = 0.80;
    private static final double STOP = 0.50;
    private static final double WINDOW_SECONDS = 0.5;

    private double budgetBytes;
    private double maxBytes;
    private boolean limited;
    private boolean started;
    private long lastNanos;

    void onSent(final int sizeBytes) {
        budgetBytes = Math.max(budgetBytes - sizeBytes, -maxBytes);
    }

    void onTick(final double estimateBps, final long nowNanos) {
        if (!started) {
            started = true;
            lastNanos = nowNanos;
        }
        final double seconds = Math.clamp((nowNanos - lastNanos) / 1e9, 0, WINDOW_SECONDS);
        lastNanos = nowNanos;
        maxBytes = USAGE * estimateBps / 8 * WINDOW_SECONDS;
        budgetBytes = Math.clamp(budgetBytes + USAGE * estimateBps / 8 * seconds, -maxBytes, maxBytes);
        final double ratio = budgetBytes / maxBytes;
        if (limited ? ratio < STOP : ratio > START) {
            limited = !limited;
        }
    }

    boolean isLimited() {
        return limited;
    }
}
