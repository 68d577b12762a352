/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.conference;

/** When one endpoint's present speech began and when it was last heard. */
final class SpeechTimes {
    private boolean ever;
    private long since;
    private long last = Long.MIN_VALUE;

    void heard(final long now, final long pauseNanos) {
        if (!isSpeaking(now, pauseNanos)) {
            since = now;
        }
        ever = true;
        last = now;
    }

    boolean isSpeaking(final long now, final long pauseNanos) {
        return ever && now - last < pauseNanos;
    }

    long lastedNanos(final long now) {
        return now - since;
    }

    /** The smallest long if never heard. */
    long lastNanos() {
        return last;
    }
}
