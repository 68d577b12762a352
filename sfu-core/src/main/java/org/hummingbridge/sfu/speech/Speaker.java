/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.speech;

import org.hummingbridge.sfu.rtp.AudioLevel;

/** What is known of one endpoint's voice. A key to {@link SpeakerIdentification} and {@link LoudestSources}; decides nothing. */
public final class Speaker {
    /** The quietest speech that counts: -52 dBov, below what a microphone with any gain control gives. */
    private static final int MIN_SPEECH = 75;

    /** By how much speech stands out from the background. */
    private static final int ABOVE_NOISE = 15;

    private static final int UNIT_DECIBELS = 10;

    /** Parts into which the range of levels is cut for the immediate score. */
    static final int UNITS = AudioLevel.SILENT / UNIT_DECIBELS + 1;

    private final String endpointId;
    private final NoiseFloor noise = new NoiseFloor();
    private final Activity activity = new Activity();
    private final Energy energy = new Energy();
    private int units;
    private int level = AudioLevel.SILENT;
    private boolean spoken;
    private boolean left;

    /** See {@link #place()}. */
    int place;

    Speaker(final String endpointId) {
        this.endpointId = endpointId;
    }

    public String endpointId() {
        return endpointId;
    }

    /** Where it stood in the order when {@link SpeakerIdentification#number} was called last. */
    public int place() {
        return place;
    }

    void onAudioLevel(final int newLevel, final long now) {
        level = newLevel;
        final int loudness = AudioLevel.SILENT - newLevel;
        final boolean active = loudness >= Math.max(MIN_SPEECH, noise.decibels() + ABOVE_NOISE);
        units = active ? loudness / UNIT_DECIBELS : 0;
        final int frames = activity.onPacket(active, now);
        if (frames > 0) {
            noise.onFrames(loudness, frames);
        }
    }

    void onTick(final long now) {
        activity.onTick(now);
    }

    /** Tenths of the range that the newest frame reaches; 0 if that is background. */
    int immediate() {
        return activity.immediate() ? units : 0;
    }

    Activity activity() {
        return activity;
    }

    Energy energy() {
        return energy;
    }

    /** -dBov of the newest packet. */
    int level() {
        return level;
    }

    /** Of the background, in -dBov. */
    int noiseLevel() {
        return AudioLevel.SILENT - noise.decibels();
    }

    boolean hasSpoken() {
        return spoken;
    }

    void markSpoken() {
        spoken = true;
    }

    boolean hasLeft() {
        return left;
    }

    void markLeft() {
        left = true;
    }
}
