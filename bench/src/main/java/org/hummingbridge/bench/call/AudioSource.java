/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.bench.call;

import java.util.random.RandomGenerator;
import org.hummingbridge.bench.media.PayloadStamp;
import org.hummingbridge.bench.media.Schedule;

/** Opus as a browser sends it: every 20 ms a packet of varying size, louder while its turn to speak lasts. */
final class AudioSource implements Schedule.Item {
    static final long INTERVAL_NANOS = 20_000_000;

    /** dBov below zero: louder ones are flagged as voice. */
    static final int VOICE_LEVEL = 60;

    /** 32 kbit/s on average. */
    private static final int MIN_BYTES = 60;

    private static final int MAX_BYTES = 101;
    private static final int SAMPLES = 960;
    private static final int PACKETS_PER_TURN = 150;

    /** One in so many turns is spoken. */
    private static final int TURNS = 4;

    private final OutgoingStream stream;
    private final RandomGenerator random;
    private int packets;
    private boolean speaking;

    AudioSource(final OutgoingStream stream, final RandomGenerator random) {
        this.stream = stream;
        this.random = random;
    }

    @Override
    public long run(final long dueNanos, final long nowNanos) {
        if (stream.isMuted()) {
            return dueNanos + INTERVAL_NANOS;
        }
        if (packets % PACKETS_PER_TURN == 0) {
            speaking = random.nextInt(TURNS) == 0;
        }
        final int level = speaking ? 20 + random.nextInt(20) : 70 + random.nextInt(20);
        final int length = Math.max(PayloadStamp.BYTES, random.nextInt(MIN_BYTES, MAX_BYTES));
        stream.sendAudio(length, packets * SAMPLES, level);
        packets++;
        return dueNanos + INTERVAL_NANOS;
    }
}
