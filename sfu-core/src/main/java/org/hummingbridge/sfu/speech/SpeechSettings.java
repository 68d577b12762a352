/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.speech;

import java.time.Duration;

/**
 * What an operator decides about speech.
 *
 * @param recentSpeakers length of the list of recent speakers, the dominant one included
 * @param detectsSilence whether clients are told that nobody speaks
 * @param silenceTimeoutNanos for how long nobody must have spoken
 */
public record SpeechSettings(
        int recentSpeakers, boolean detectsSilence, long silenceTimeoutNanos, Loudest loudest, Silence silence) {

    public SpeechSettings {
        if (recentSpeakers < 1 || silenceTimeoutNanos < 0) {
            throw new IllegalArgumentException(
                    "recentSpeakers " + recentSpeakers + ", silenceTimeoutNanos " + silenceTimeoutNanos);
        }
    }

    /** Those of a videobridge that is not configured. */
    public static SpeechSettings defaults() {
        return new SpeechSettings(
                10,
                false,
                Duration.ofSeconds(3).toNanos(),
                new Loudest(false, 3, true, Duration.ofMillis(150).toNanos(), 50),
                new Silence(true, 3));
    }

    /**
     * Whether only the loudest are forwarded.
     *
     * @param only false forwards everybody
     * @param count how many are forwarded; 0 forwards everybody
     * @param alwaysDominant forwards the dominant speaker even when others are louder
     * @param expiryNanos who was not heard for so long is no longer ranked
     * @param alphaPercent weight of the newest level in a speaker's energy
     */
    public record Loudest(boolean only, int count, boolean alwaysDominant, long expiryNanos, int alphaPercent) {
        public Loudest {
            if (count < 0 || expiryNanos < 0 || alphaPercent < 0 || alphaPercent > 100) {
                throw new IllegalArgumentException(
                        "count " + count + ", expiryNanos " + expiryNanos + ", alphaPercent " + alphaPercent);
            }
        }
    }

    /**
     * Whether digital silence is forwarded.
     *
     * @param discards false forwards all of it
     * @param forwardedPackets how many packets of each run are forwarded all the same, so that receivers hear the end
     */
    public record Silence(boolean discards, int forwardedPackets) {
        public Silence {
            if (forwardedPackets < 0) {
                throw new IllegalArgumentException("forwardedPackets " + forwardedPackets);
            }
        }
    }
}
