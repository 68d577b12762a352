/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.speech;

/**
 * How loud one speaker's surroundings are: follows quiet moments down at once, and rises to what was never undercut for a while, so
 * that a fan or a street becomes part of the background and speech with its dips never does.
 */
final class NoiseFloor {
    private static final int UNIT = 1000;
    private static final int UNKNOWN = -1;

    /** Rooms are quieter; who begins with speech is not taken for a noisy one. */
    private static final int MAX_INITIAL = 60 * UNIT;

    /** 1.5 s: several syllables, between which speech dips. */
    private static final int STEADY_FRAMES = 75;

    /** One stray frame moves the floor by a quarter of the way, a pause of 100 ms by three quarters. */
    private static final int FALL_DIVISOR = 4;

    private int floor = UNKNOWN;
    private int lowest = Integer.MAX_VALUE;
    private int steady;

    /** @param loudness above digital silence, in decibels */
    void onFrames(final int loudness, final int frames) {
        if (loudness == 0) {
            // Tells nothing of the room, but noise that it interrupts is not steady: it may be speech behind a noise
            // gate.
            restart();
            return;
        }
        final int heard = loudness * UNIT;
        if (floor == UNKNOWN) {
            floor = Math.min(heard, MAX_INITIAL);
        } else if (heard < floor) {
            floor -= (floor - heard) / FALL_DIVISOR;
        }
        lowest = Math.min(lowest, heard);
        steady += frames;
        if (steady >= STEADY_FRAMES) {
            floor = Math.max(floor, lowest);
            restart();
        }
    }

    private void restart() {
        lowest = Integer.MAX_VALUE;
        steady = 0;
    }

    /** In decibels above digital silence. */
    int decibels() {
        return floor == UNKNOWN ? 0 : floor / UNIT;
    }
}
