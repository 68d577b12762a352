/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.speech;

/** One speaker's loudness, smoothed, and when it was last among the loudest. Compares nobody. */
final class Energy {
    private static final int PERCENT = 100;

    private int smoothed;
    private boolean heard;
    private long heardNanos;
    private boolean loudest;
    private long loudestNanos;

    /** @param loudness above digital silence, in decibels */
    void onPacket(final int loudness, final SpeechSettings.Loudest settings, final long now) {
        if (isStale(settings.expiryNanos(), now)) {
            // Whoever begins to send is as loud as that, or the beginning would be lost.
            smoothed = loudness;
        } else {
            final int weighted = settings.alphaPercent() * loudness + (PERCENT - settings.alphaPercent()) * smoothed;
            smoothed = (weighted + PERCENT / 2) / PERCENT;
        }
        heard = true;
        heardNanos = now;
    }

    /** Above digital silence, in decibels. */
    int smoothed() {
        return smoothed;
    }

    boolean isStale(final long expiryNanos, final long now) {
        return !heard || now - heardNanos > expiryNanos;
    }

    void markLoudest(final long now) {
        loudest = true;
        loudestNanos = now;
    }

    boolean wasLoudestWithin(final long nanos, final long now) {
        return loudest && now - loudestNanos <= nanos;
    }
}
