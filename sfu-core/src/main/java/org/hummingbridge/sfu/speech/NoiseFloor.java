/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.speech;

/**
 * How loud one speaker's surroundings are: follows quiet moments down at once and rises slowly, so that a fan or a street becomes
 * part of the background and speech with its pauses never does. Digital silence says nothing about a room and is left out.
 */
final class NoiseFloor {
    private static final int UNIT = 1000;
    private static final int UNKNOWN = -1;

    /** Rooms are quieter; who begins with speech is not taken for a noisy one. */
    private static final int MAX_INITIAL = 60 * UNIT;

    /** At first a loud room is learned within a second, in thousandths of a decibel per frame. */
    private static final int LEARNING_RISE = 400;

    private static final int LEARNING_FRAMES = 50;

    /** 2 dB per second; speech pauses long before that matters. */
    private static final int RISE = 40;

    /** One stray frame moves the floor by a quarter of the way, a pause of 100 ms by three quarters. */
    private static final int FALL_DIVISOR = 4;

    private int floor = UNKNOWN;
    private int learned;

    /** @param loudness above digital silence, in decibels; not 0 */
    void onFrames(final int loudness, final int frames) {
        final int heard = loudness * UNIT;
        if (floor == UNKNOWN) {
            floor = Math.min(heard, MAX_INITIAL);
        } else if (heard < floor) {
            floor -= (floor - heard) / FALL_DIVISOR;
        } else {
            final int rise = learned < LEARNING_FRAMES ? LEARNING_RISE : RISE;
            floor = Math.min(heard, floor + rise * frames);
        }
        learned = Math.min(LEARNING_FRAMES, learned + frames);
    }

    /** In decibels above digital silence. */
    int decibels() {
        return floor == UNKNOWN ? 0 : floor / UNIT;
    }
}
