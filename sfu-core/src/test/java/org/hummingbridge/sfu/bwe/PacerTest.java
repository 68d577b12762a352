/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.bwe;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PacerTest {
    private static final long MILLI = 1_000_000;
    private static final int BYTES = 1000;

    private final Pacer pacer = new Pacer();
    private long now = Long.MAX_VALUE - MILLI;

    PacerTest() {
        pacer.rate(1_600_000);
    }

    /** Packets sent in so many ticks, of a queue of that many. */
    private int sentOf(final int packets, final int ticks) {
        final long since = now;
        int left = packets;
        for (int i = 0; i < ticks; i++) {
            pacer.queued((long) left * BYTES, since);
            while (left > 0 && pacer.maySend(now)) {
                pacer.onSent(BYTES, now);
                left--;
                pacer.queued((long) left * BYTES, since);
            }
            now += 5 * MILLI;
        }
        return packets - left;
    }

    @Test
    void aShortQueueLeavesAtTheRate() {
        assertThat(sentOf(7, 3)).isEqualTo(3);
    }

    @Test
    void aPacketGoesAtOnceAfterAPause() {
        sentOf(1, 1);
        now += 1000 * MILLI;

        assertThat(sentOf(1, 1)).isEqualTo(1);
    }

    @Test
    void aPauseIsNoCreditForABurst() {
        sentOf(1, 1);
        now += 1000 * MILLI;

        assertThat(sentOf(8, 1)).isEqualTo(1);
    }

    @Test
    void aLongQueueIsGoneIntimeWhateverTheRate() {
        assertThat(sentOf(500, 8)).isEqualTo(500);
    }

    @Test
    void aLongQueueIsSpreadOverTheTimeItHas() {
        assertThat(sentOf(500, 4)).isBetween(150, 350);
    }

    @Test
    void whatDidNotWaitIsTakenFromTheBudget() {
        pacer.maySend(now);
        pacer.onSent(BYTES, now);
        pacer.onSent(BYTES, now);

        assertThat(pacer.maySend(now + MILLI)).isFalse();
        assertThat(pacer.maySend(now + 15 * MILLI)).isTrue();
    }
}
