/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.receive;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class TransportArrivalsProperties {
    private static final long MS = 1_000_000;

    private final FeedbackReports reports = new FeedbackReports();

    @Property(tries = 300)
    void everyArrivalIsReportedWhateverTheOrder(@ForAll final List<Short> steps) {
        final TransportArrivals any = new TransportArrivals();
        final Map<Integer, Long> reported = new HashMap<>();
        final Map<Integer, Long> sent = new HashMap<>();
        long now = 0;
        int position = 40_000;
        for (final short step : steps) {
            position += step % 50 + 20;
            now += Math.abs(step) * 1000L;
            final int sequence = position & 0xffff;
            if (sent.putIfAbsent(sequence, Math.floorDiv(now, 250_000)) == null) {
                any.onPacket(sequence, 2, step > 0, now);
            }
            reports.collect(any, now, reported);
        }
        reports.collect(any, now + 100 * MS, reported);

        assertThat(reported.keySet()).containsAll(sent.keySet());
    }
}
