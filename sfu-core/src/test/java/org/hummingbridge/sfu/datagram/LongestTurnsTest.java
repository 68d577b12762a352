/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.datagram;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LongestTurnsTest {
    /** As System.nanoTime() may begin. */
    private static final long START = Long.MAX_VALUE - 1_000;

    private static final long SECOND = 1_000_000_000L;

    private final LongestTurns turns = new LongestTurns();

    @Test
    void knowsTheLongestOfEachKindAndOfAll() {
        turns.note(LoopWork.TICK, 300, START);
        turns.note(LoopWork.TICK, 200, START + 1);
        turns.note(LoopWork.TASKS, 700, START + 2);

        assertThat(turns.nanos(LoopWork.TICK, START + 3)).isEqualTo(300);
        assertThat(turns.nanos(LoopWork.TASKS, START + 3)).isEqualTo(700);
        assertThat(turns.nanos(LoopWork.PACKETS, START + 3)).isZero();
        assertThat(turns.nanos(START + 3)).isEqualTo(700);
    }

    @Test
    void remembersATurnForAMinuteAndForgetsItWithinTwo() {
        turns.note(LoopWork.TICK, 900, START + 59 * SECOND);

        for (long second = 60; second < 119; second++) {
            turns.note(LoopWork.TICK, 10, START + second * SECOND);
            assertThat(turns.nanos(LoopWork.TICK, START + second * SECOND))
                    .as("second %d", second)
                    .isEqualTo(900);
        }
        for (long second = 119; second <= 179; second++) {
            turns.note(LoopWork.TICK, 10, START + second * SECOND);
        }

        assertThat(turns.nanos(LoopWork.TICK, START + 179 * SECOND)).isEqualTo(10);
    }

    @Test
    void aLoopThatSleepsForgetsToo() {
        turns.note(LoopWork.PACKETS, 900, START);

        assertThat(turns.nanos(LoopWork.PACKETS, START + 119 * SECOND)).isEqualTo(900);
        assertThat(turns.nanos(LoopWork.PACKETS, START + 121 * SECOND)).isZero();
    }

    @Test
    void nothingOfBeforeASleepIsTakenForTheMinuteBefore() {
        turns.note(LoopWork.PACKETS, 900, START);

        turns.note(LoopWork.PACKETS, 10, START + 500 * SECOND);

        assertThat(turns.nanos(LoopWork.PACKETS, START + 500 * SECOND)).isEqualTo(10);
    }
}
