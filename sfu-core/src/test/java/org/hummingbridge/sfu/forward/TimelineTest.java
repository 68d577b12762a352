/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.forward;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TimelineTest {
    private static final long MS = 1_000_000;
    private static final long SECOND = 1L << 32;

    private final SenderClocks clocks = new SenderClocks(2, 90_000);
    private final Timeline timeline = new Timeline(90_000, 3000, clocks);
    private final StreamNumbers numbers = new StreamNumbers();

    @Test
    void theFirstSourceKeepsItsTimestamps() {
        timeline.begin(0, 12_345, numbers, 0);

        assertThat(timeline.delta()).isZero();
    }

    @Test
    void withoutReportsTheTimeThatPassedTells() {
        show(0, 1000, 0);

        assertThat(show(1, 777, 500 * MS)).isEqualTo(1000 + 45_000);
    }

    @Test
    void withReportsTheSendersClockTellsHoweverLateThePacketCame() {
        clocks.onReport(0, 10 * SECOND, 0);
        clocks.onReport(1, 11 * SECOND, 5_000_000);
        show(0, 180_000, 0);

        // Three seconds after the second report is four after the first one.
        assertThat(show(1, 5_000_000 + 3 * 90_000, 2400 * MS)).isEqualTo(360_000);
    }

    @Test
    void switchesInQuickSuccessionDoNotAddUp() {
        clocks.onReport(0, 10 * SECOND, 0);
        clocks.onReport(1, 10 * SECOND, 1_000_000);
        show(0, 90_000, 0);

        assertThat(show(1, 1_090_000, 0)).isEqualTo(93_000);
        assertThat(show(0, 90_000, 0)).isEqualTo(96_000);
        assertThat(show(1, 1_180_000, 1000 * MS)).isEqualTo(180_000);
    }

    @Test
    void aReportThatTellsNonsenseIsNotFollowed() {
        clocks.onReport(0, 10 * SECOND, 0);
        clocks.onReport(1, 99 * SECOND, 5_000_000);
        show(0, 180_000, 0);

        assertThat(show(1, 5_000_000, 40 * MS)).isEqualTo(180_000 + 3600);
    }

    @Test
    void theSameEncodingAfterAPauseKeepsItsClock() {
        show(0, 1000, 0);

        assertThat(show(0, 1000 + 450_000, 5001 * MS)).isEqualTo(1000 + 450_000);
    }

    private int show(final int encoding, final int timestamp, final long nowNanos) {
        timeline.begin(encoding, timestamp, numbers, nowNanos);
        final int shown = timestamp + timeline.delta();
        numbers.onPacket(numbers.nextSequence(1), shown, true, nowNanos);
        return shown;
    }
}
