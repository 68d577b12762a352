/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.bwe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProbeClusterTest {
    private static final long MILLI = 1_000_000;
    private static final double RATE = 4_000_000;

    private final ProbeCluster cluster = new ProbeCluster();
    private final List<Long> times = new ArrayList<>();
    private final List<Integer> sizes = new ArrayList<>();
    private long now;
    private int id;

    private void sendAll() {
        cluster.start(RATE);
        while (cluster.sendingBps() > 0) {
            for (int due = cluster.dueBytes(now); due > 0 && cluster.sendingBps() > 0; due = cluster.dueBytes(now)) {
                final int bytes = Math.min(due, 1100);
                id = cluster.onSent(bytes, now);
                times.add(now);
                sizes.add(bytes);
            }
            now += 5 * MILLI;
        }
    }

    /** All of it comes out of a link of this rate. */
    private void arriveAt(final double linkBps) {
        double free = 0;
        for (int i = 0; i < times.size(); i++) {
            free = Math.max(free, times.get(i)) + sizes.get(i) * 8e9 / linkBps;
            cluster.received(id, sizes.get(i), times.get(i), (long) free);
        }
    }

    @Test
    void aFastLinkShowsTheRateOfTheProbe() {
        sendAll();
        arriveAt(50e6);

        assertThat(cluster.ends(now)).isTrue();
        assertThat(cluster.isWhole()).isTrue();
        assertThat(cluster.isSaturating()).isFalse();
        assertThat(cluster.resultBps()).isCloseTo(RATE, within(0.1 * RATE));
    }

    @Test
    void aSlowLinkShowsItsOwnRate() {
        sendAll();
        arriveAt(1e6);

        assertThat(cluster.ends(now)).isTrue();
        assertThat(cluster.isSaturating()).isTrue();
        assertThat(cluster.resultBps()).isCloseTo(0.95e6, within(0.01e6));
    }

    @Test
    void aResultWaitsForWhatIsOnItsWayButNotForever() {
        sendAll();

        assertThat(cluster.ends(now)).isFalse();
        assertThat(cluster.ends(now + 1100 * MILLI)).isTrue();
        assertThat(cluster.resultBps()).isZero();
    }

    @Test
    void whatIsLostIsNotWaitedFor() {
        sendAll();
        for (int i = 0; i < times.size(); i++) {
            cluster.lost(id);
        }

        assertThat(cluster.ends(now)).isTrue();
        assertThat(cluster.isWhole()).isFalse();
    }

    @Test
    void arrivalsInOneGoAreNoFastLink() {
        sendAll();
        for (int i = 0; i < times.size(); i++) {
            cluster.received(id, sizes.get(i), times.get(i), 100 * MILLI + i);
        }

        assertThat(cluster.resultBps()).isZero();
    }

    @Test
    void packetsOfAnEarlierProbeDoNotCount() {
        sendAll();
        final int earlier = id;
        cluster.ends(now + 1100 * MILLI);
        times.clear();
        sizes.clear();
        sendAll();

        for (int i = 0; i < times.size(); i++) {
            cluster.received(earlier, 1000, i * MILLI, i * MILLI);
        }

        assertThat(cluster.ends(now)).isFalse();
    }
}
