/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.ice;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.hummingbridge.sfu.datagram.Path;
import org.hummingbridge.sfu.ice.PendingCheck.Kind;
import org.hummingbridge.sfu.simulation.SimulatedNetwork;
import org.ice4j.ice.CandidateType;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** More checks under way than there is room for. */
class ChecksTest {
    private static final InetSocketAddress BRIDGE = new InetSocketAddress("198.51.100.1", 10_000);
    private static final int ROOM = 2 * IceSettings.MAX_PAIRS;
    private static final long START = 1_000;

    private final SimulatedPeer peer = new SimulatedPeer(new SimulatedNetwork(23), IceRole.CONTROLLING, BRIDGE);
    private final Checks checks = new Checks(
            IceSettings.defaults(),
            new RoleNegotiation(IceRole.CONTROLLING, 1),
            new LocalSockets(List.of()),
            peer,
            new Random(23),
            peer.agent.localCredentials(),
            7);
    private final CandidatePair nominee = pair(1);

    @BeforeEach
    void learnCredentials() {
        checks.remoteCredentials(peer.agent.localCredentials());
    }

    @Test
    void aNominationIsWaitedForThoughAnotherCheckOfItsPairTookOver() {
        final PendingCheck nomination = checks.start(nominee, Kind.NOMINATION, START);
        checks.start(nominee, Kind.TRIGGERED, START);
        final CandidatePair busy = pair(2);
        for (int i = 0; i < 2 * ROOM; i++) {
            checks.start(busy, Kind.TRIGGERED, START);
        }

        assertThat(nomination.superseded).isTrue();
        assertThat(checks.find(nomination.id)).isSameAs(nomination);
        assertThat(timedOutWithin(TimeUnit.SECONDS.toNanos(10))).isEqualTo(1);
    }

    @Test
    void whatAnotherCheckTookOverGivesWayBeforeWhatIsWaitedFor() {
        final PendingCheck waitedFor = checks.start(nominee, Kind.CONNECTIVITY, START);
        final CandidatePair busy = pair(2);
        final PendingCheck first = checks.start(busy, Kind.TRIGGERED, START);
        for (int i = 0; i < ROOM; i++) {
            checks.start(busy, Kind.TRIGGERED, START);
        }

        assertThat(checks.find(waitedFor.id)).isSameAs(waitedFor);
        assertThat(checks.find(first.id)).isNull();
        assertThat(nominee.check).isSameAs(waitedFor);
    }

    @Test
    void noMoreAreUnderWayThanThereIsRoomFor() {
        for (int port = 1; port <= 2 * ROOM; port++) {
            checks.start(pair(port), Kind.CONNECTIVITY, START);
        }

        int timedOut = 0;
        for (long now = START; now < TimeUnit.SECONDS.toNanos(60); now += TimeUnit.MILLISECONDS.toNanos(50)) {
            timedOut += checks.retransmit(now).size();
        }
        assertThat(timedOut).isEqualTo(ROOM);
    }

    /** How many nominations ran out of repetitions. */
    private long timedOutWithin(final long nanos) {
        long nominations = 0;
        for (long now = START; now < START + nanos; now += TimeUnit.MILLISECONDS.toNanos(50)) {
            nominations += checks.retransmit(now).stream()
                    .filter(check -> check.kind == Kind.NOMINATION)
                    .count();
        }
        return nominations;
    }

    private static CandidatePair pair(final int port) {
        final Path path = Path.of(0, new InetSocketAddress("203.0.113.5", port));
        return new CandidatePair(path, 1, CandidateType.HOST_CANDIDATE, 1, true);
    }
}
