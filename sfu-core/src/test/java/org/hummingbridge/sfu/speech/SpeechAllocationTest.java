/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.speech;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SpeechAllocationTest {
    private static final int PEOPLE = 100;
    private static final int ROUNDS = 2_000;
    private static final long PACKET_NANOS = Duration.ofMillis(20).toNanos();

    /** On a busy machine the compiler may not be done after the first ones. */
    private static final int MAX_TRIES = 8;

    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private final byte[] levels = new byte[1 << 16];
    private final Speaker[] people = new Speaker[PEOPLE];
    private final AudioGate[] gates = new AudioGate[PEOPLE];
    private long now;
    private int sequence;
    private int passed;

    @Test
    void levelsAndDecisionsAllocateNothing() {
        final SpeechSettings defaults = SpeechSettings.defaults();
        final SpeechSettings settings = new SpeechSettings(
                10,
                true,
                defaults.silenceTimeoutNanos(),
                new SpeechSettings.Loudest(true, 3, true, PACKET_NANOS * 7, 50),
                defaults.silence());
        final SpeakerIdentification speakers = new SpeakerIdentification(settings);
        final LoudestSources loudest = new LoudestSources(settings, speakers);
        for (int i = 0; i < PEOPLE; i++) {
            people[i] = speakers.join("p" + i);
            gates[i] = new AudioGate(settings, speakers, loudest);
        }
        new Random(1).nextBytes(levels);

        long lowest = Long.MAX_VALUE;
        for (int i = 0; i < MAX_TRIES && lowest > 0; i++) {
            final long before = threads.getCurrentThreadAllocatedBytes();
            talk(speakers);
            lowest = Math.min(lowest, threads.getCurrentThreadAllocatedBytes() - before);
        }

        assertThat(passed).isPositive();
        // Less than an object for every hundredth packet.
        assertThat(lowest).isLessThan((long) ROUNDS * PEOPLE / 100);
    }

    private void talk(final SpeakerIdentification speakers) {
        for (int round = 0; round < ROUNDS; round++) {
            now += PACKET_NANOS;
            sequence = sequence + 1 & 0xffff;
            for (int i = 0; i < PEOPLE; i++) {
                final int level = levels[round * 31 + i & levels.length - 1] & 0x7f;
                if (gates[i].onPacket(sequence, people[i], level, now) == AudioGate.Verdict.FORWARD) {
                    passed++;
                }
            }
            speakers.onTick(now);
        }
    }
}
