/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.speech;

import java.util.random.RandomGenerator;

/** What a microphone hears: the level of each frame, in -dBov. */
interface Voice {
    int NO_PACKET = -1;

    int SILENT = 127;

    /** A muted track that still sends. */
    Voice MUTED = (since, random) -> SILENT;

    /** A stream that is not sent at all. */
    Voice ABSENT = (since, random) -> NO_PACKET;

    /** A quiet room. */
    Voice ROOM = noise(78);

    Voice SPEECH = speech(28);

    /** Clicks of 20 to 40 ms every 160 ms, as loud as speech, in a quiet room. */
    Voice TYPING = (since, random) -> millis(since) % 160 < 30 ? 30 + random.nextInt(8) : ROOM.level(since, random);

    /**
     * @param sinceNanos since the microphone began to hear this
     */
    int level(long sinceNanos, RandomGenerator random);

    /** Steady noise. */
    static Voice noise(final int level) {
        return (since, random) -> Math.clamp(level + random.nextInt(5) - 2L, 0, SILENT);
    }

    /** Phrases of 1.6 s and pauses of 240 ms, in which the room is heard; syllables of 200 ms whose last tenth is weak. */
    static Voice speech(final int level) {
        return (since, random) -> {
            final long millis = millis(since);
            if (millis % 1840 >= 1600) {
                return ROOM.level(since, random);
            }
            return level + random.nextInt(8) + (millis % 200 >= 180 ? 25 : 0);
        };
    }

    /** The same through a noise gate: digital silence between the phrases. */
    static Voice gated(final Voice voice) {
        return (since, random) -> {
            final int level = voice.level(since, random);
            return level > 70 ? SILENT : level;
        };
    }

    /** Four syllables a second, between which a noise gate lets nothing through: as much silence as speech. */
    static Voice clipped(final int level) {
        return (since, random) -> millis(since) % 250 < 125 ? level + random.nextInt(8) : SILENT;
    }

    /** Opus DTX: what is quiet is not sent but for one packet every 400 ms. */
    static Voice dtx(final Voice voice) {
        return (since, random) -> {
            final int level = voice.level(since, random);
            return level > 70 && millis(since) % 400 >= 20 ? NO_PACKET : level;
        };
    }

    /** The loud part once, then the room. */
    static Voice burst(final int level, final int lengthMillis) {
        return (since, random) -> millis(since) < lengthMillis ? level + random.nextInt(4) : ROOM.level(since, random);
    }

    /** Whatever is louder wins. */
    default Voice over(final Voice background) {
        return (since, random) -> Math.min(level(since, random), background.level(since, random));
    }

    private static long millis(final long nanos) {
        return nanos / 1_000_000;
    }
}
