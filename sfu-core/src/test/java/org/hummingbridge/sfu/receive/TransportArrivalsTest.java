/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.receive;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.hummingbridge.sfu.rtp.rtcp.RtcpWriter;
import org.junit.jupiter.api.Test;

class TransportArrivalsTest {
    private static final long MS = 1_000_000;

    private final TransportArrivals arrivals = new TransportArrivals();
    private final RtcpWriter writer = new RtcpWriter();
    private final byte[] datagram = new byte[100];
    private final FeedbackReports reports = new FeedbackReports();

    @Test
    void aFrameEndWithinTwentyMillisecondsOfTheLastReportWaits() {
        packet(1, false, 0);
        packet(2, true, 19);

        assertThat(report(19)).isEmpty();
    }

    @Test
    void aFrameEndAfterTwentyMillisecondsIsReported() {
        packet(1, false, 0);
        packet(2, true, 21);

        assertThat(report(21)).containsOnlyKeys(1, 2);
    }

    @Test
    void withoutAFrameEndAReportComesAfterAHundredMilliseconds() {
        packet(1, false, 0);
        packet(2, false, 90);

        assertThat(report(99)).isEmpty();
        assertThat(report(100)).containsOnlyKeys(1, 2);
    }

    @Test
    void theLastPacketsAreReportedThoughNothingFollows() {
        packet(1, false, 0);
        report(100);
        packet(2, false, 101);

        assertThat(report(200)).containsOnlyKeys(2);
        assertThat(report(300)).isEmpty();
    }

    @Test
    void aLatePacketIsReportedNextTimeWithWhatFollowsIt() {
        packet(1, false, 0);
        packet(3, false, 10);
        assertThat(report(100)).containsOnlyKeys(1, 3);
        packet(2, false, 110);
        packet(4, false, 120);

        assertThat(report(200)).containsOnlyKeys(2, 3, 4);
    }

    @Test
    void arrivalTimesKeepTheirDistancesAcrossTheWrap() {
        packet(65_535, false, 1000);
        packet(65_536, false, 1003);
        packet(65_538, false, 1010);

        final Map<Integer, Long> ticks = report(1200);

        assertThat(ticks.get(0) - ticks.get(65_535)).isEqualTo(12);
        assertThat(ticks.get(2) - ticks.get(0)).isEqualTo(28);
    }

    @Test
    void whatDoesNotFitIsReportedInTheNextDatagram() {
        for (int s = 0; s < 1000; s++) {
            packet(s, false, s * 10);
        }
        writer.begin(datagram, 0, datagram.length);
        assertThat(arrivals.writeFeedback(writer, 1, 20_000 * MS)).isFalse();
        final Map<Integer, Long> first = reports.parse(datagram, writer.length());

        final Map<Integer, Long> rest = report(20_000);

        assertThat(first).isNotEmpty().doesNotContainKeys(rest.keySet().toArray(new Integer[0]));
        assertThat(first.size() + rest.size()).isEqualTo(1000);
    }

    @Test
    void everyMessageHasTheNextCount() {
        final List<Integer> counts = new ArrayList<>();
        packet(0, false, 0);
        for (int s = 1; s <= 300; s++) {
            packet(s, true, s * 20L);
            report(s * 20L);
            counts.add(reports.lastFeedbackCount());
        }

        assertThat(counts).startsWith(0, 1, 2).endsWith(42, 43).contains(255);
    }

    private void packet(final int sequence, final boolean marker, final long atMillis) {
        arrivals.onPacket(sequence & 0xffff, 2, marker, atMillis * MS);
    }

    private Map<Integer, Long> report(final long atMillis) {
        final Map<Integer, Long> all = new HashMap<>();
        reports.collect(arrivals, atMillis * MS, all);
        return all;
    }
}
