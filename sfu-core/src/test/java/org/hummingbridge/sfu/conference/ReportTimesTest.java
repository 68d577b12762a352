/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.conference;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class ReportTimesTest {
    private static final long START = Long.MAX_VALUE - 500;
    private static final long INTERVAL = 10_000_000_000L;

    private final ReportTimes times = new ReportTimes(START);

    @Test
    void whoComesAtDifferentTimesReportsAtTheSame() {
        final long first = times.first(INTERVAL, START + 1);

        assertThat(times.first(INTERVAL, START + INTERVAL - 1)).isEqualTo(first);
        assertThat(times.first(INTERVAL, START + INTERVAL)).isEqualTo(first + INTERVAL);
    }

    @Test
    void nobodyWaitsLongerThanAnInterval() {
        for (int i = 0; i < 1_000; i++) {
            final long now = START + i * 123_456_789L;

            assertThat(times.first(INTERVAL, now) - now).isPositive().isLessThanOrEqualTo(INTERVAL);
        }
    }

    @Test
    void noMoreThanSixteenOfALargeConferenceReportAtOnce() {
        final long[] reports = LongStream.range(0, 500)
                .map(i -> times.first(INTERVAL, START + i))
                .sorted()
                .toArray();

        for (int i = ReportTimes.REPORTED_TOGETHER; i < reports.length; i++) {
            assertThat(reports[i]).isNotEqualTo(reports[i - ReportTimes.REPORTED_TOGETHER]);
        }
    }

    @Test
    void withoutAnIntervalThereIsNothingToWaitFor() {
        assertThat(times.first(0, START)).isEqualTo(START);
    }
}
