/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.net;

import static org.assertj.core.api.Assertions.assertThat;

import org.hummingbridge.sfu.datagram.Loop;
import org.junit.jupiter.api.Test;

class TickerTest {
    private static final long START = 1_000;

    private final RecordingTimer timer = new RecordingTimer();
    private final Ticker ticker = new Ticker(timer);

    @Test
    void theFirstTickIsAPeriodAfterTheStart() {
        ticker.start(START);

        assertThat(timer.after).isEqualTo(Loop.TICK_NANOS);
        assertThat(ticker.isDue(START + Loop.TICK_NANOS - 1)).isFalse();
        assertThat(ticker.isDue(START + Loop.TICK_NANOS)).isTrue();
    }

    @Test
    void aTurnThatEndsShortlyBeforeTakesTheTickAlong() {
        ticker.start(START);
        final long near = START + Loop.TICK_NANOS - Ticker.EARLY_NANOS;

        assertThat(ticker.isNear(near - 1)).isFalse();
        assertThat(ticker.isNear(near)).isTrue();
        assertThat(ticker.lateNanos(near)).isEqualTo(-Ticker.EARLY_NANOS);
    }

    @Test
    void aTickTakenAlongPutsTheTimerOff() {
        ticker.start(START);
        final long early = START + Loop.TICK_NANOS - 1;

        ticker.ticked(early);

        assertThat(timer.calls).isEqualTo(2);
        assertThat(ticker.isDue(START + Loop.TICK_NANOS)).isFalse();
        assertThat(ticker.isDue(early + Loop.TICK_NANOS)).isTrue();
    }

    @Test
    void timeThatWasSleptThroughIsNotMadeUpFor() {
        ticker.start(START);
        final long awake = START + 1_000 * Loop.TICK_NANOS;

        ticker.ticked(awake);

        assertThat(ticker.isDue(awake + Loop.TICK_NANOS - 1)).isFalse();
    }

    @Test
    void startingWhatRunsPutsNothingOff() {
        ticker.start(START);
        ticker.start(START + Loop.TICK_NANOS - 1);

        assertThat(timer.calls).isEqualTo(1);
        assertThat(ticker.isDue(START + Loop.TICK_NANOS)).isTrue();
    }

    @Test
    void whatIsStoppedIsNeverDueEvenIfATickWasUnderWay() {
        ticker.start(START);
        ticker.stop();
        ticker.ticked(START + 1);

        assertThat(timer.after).isZero();
        assertThat(ticker.isDue(START + 2 * Loop.TICK_NANOS)).isFalse();
        assertThat(ticker.isNear(START + 2 * Loop.TICK_NANOS)).isFalse();
    }

    /** Remembers what it was told last. */
    private static final class RecordingTimer implements LoopTimer {
        private long after;
        private int calls;

        @Override
        public void after(final long nanos) {
            after = nanos;
            calls++;
        }

        @Override
        public void stop() {
            after = 0;
        }

        @Override
        public void close() {
            after = 0;
        }
    }
}
