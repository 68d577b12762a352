/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.sctp;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.hummingbridge.sfu.simulation.LinkConditions;
import org.hummingbridge.sfu.simulation.SimulatedNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Two associations over networks of all kinds, in virtual time. */
class SctpOverNetworkTest {
    private static final InetSocketAddress BRIDGE = new InetSocketAddress("198.51.100.1", 10_000);
    private static final InetSocketAddress CLIENT = new InetSocketAddress("203.0.113.5", 40_000);
    private static final LinkConditions GOOD = LinkConditions.delayed(Duration.ofMillis(20));
    private static final LinkConditions BAD = LinkConditions.delayed(Duration.ofMillis(30))
            .withJitter(Duration.ofMillis(20))
            .withLoss(0.1)
            .withDuplication(0.1)
            .withReordering(0.1);

    private SimulatedNetwork network = new SimulatedNetwork(1);
    private SimulatedEnd bridge = new SimulatedEnd(network, BRIDGE, CLIENT);
    private SimulatedEnd client = new SimulatedEnd(network, CLIENT, BRIDGE);

    private void start(final long seed, final LinkConditions conditions) {
        network = new SimulatedNetwork(seed);
        network.conditions(conditions);
        bridge = new SimulatedEnd(network, BRIDGE, CLIENT);
        client = new SimulatedEnd(network, CLIENT, BRIDGE);
        client.connect();
        assertThat(network.runUntil(
                        () -> bridge.association.isEstablished() && client.association.isEstablished(),
                        Duration.ofMinutes(2)))
                .as(network.toString())
                .isTrue();
    }

    private void runUntilDelivered(final int toBridge, final int toClient, final Duration limit) {
        assertThat(network.runUntil(
                        () -> bridge.messages.size() >= toBridge && client.messages.size() >= toClient, limit))
                .as("%s: %d and %d came", network, bridge.messages.size(), client.messages.size())
                .isTrue();
    }

    private static byte[] text(final SplittableRandom random, final int size) {
        final byte[] bytes = new byte[size];
        random.nextBytes(bytes);
        return bytes;
    }

    @Test
    void theHandshakeTakesTwoRoundTrips() {
        start(1, GOOD);

        assertThat(network.elapsed()).isEqualTo(Duration.ofMillis(80));
        assertThat(List.of(bridge.establishments, client.establishments)).containsExactly(1, 1);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
    void longMessagesArriveWholeAndInOrderBothWaysOverABadNetwork(final long seed) {
        start(seed, BAD);
        final SplittableRandom random = new SplittableRandom(seed);
        final List<byte[]> toBridge = new ArrayList<>();
        final List<byte[]> toClient = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            toBridge.add(text(random, random.nextInt(64_000, 100_001)));
            toClient.add(text(random, random.nextInt(64_000, 100_001)));
            toBridge.add(text(random, random.nextInt(1, 3_000)));
            toClient.add(text(random, random.nextInt(1, 3_000)));
        }

        toBridge.forEach(message -> assertThat(client.send(0, message)).isTrue());
        toClient.forEach(message -> assertThat(bridge.send(0, message)).isTrue());
        runUntilDelivered(toBridge.size(), toClient.size(), Duration.ofMinutes(5));

        assertThat(bridge.payloads()).as(network.toString()).containsExactlyElementsOf(toBridge);
        assertThat(client.payloads()).as(network.toString()).containsExactlyElementsOf(toClient);
        assertThat(network.runUntil(() -> isQuiet(bridge) && isQuiet(client), Duration.ofMinutes(1)))
                .as(network.toString())
                .isTrue();
        assertThat(bridge.endings).isEmpty();
        assertThat(client.endings).isEmpty();
    }

    /** Nothing is under way but the next heartbeat. */
    private boolean isQuiet(final SimulatedEnd end) {
        return end.association.nextDeadline() - network.nowNanos()
                > Duration.ofSeconds(4).toNanos();
    }

    @Test
    void aHundredKilobytesTakeFewRoundTripsOverAGoodNetwork() {
        start(1, GOOD);
        final Duration before = network.elapsed();

        bridge.send(0, text(new SplittableRandom(1), 100_000));
        runUntilDelivered(0, 1, Duration.ofMinutes(1));

        assertThat(network.elapsed().minus(before)).isLessThan(Duration.ofMillis(1_000));
    }

    @Test
    void nothingIsSentTwiceOverAGoodNetwork() {
        start(1, GOOD);
        final int before = bridge.packetsSent;

        bridge.send(0, text(new SplittableRandom(1), 100_000));
        runUntilDelivered(0, 1, Duration.ofMinutes(1));
        network.advance(Duration.ofSeconds(5));

        assertThat(bridge.packetsSent - before).isEqualTo(Math.ceilDiv(100_000, 1_104));
    }

    @ParameterizedTest
    @ValueSource(longs = {21, 22, 23, 24})
    void anOutageIsOutlived(final long seed) {
        start(seed, GOOD);
        network.conditions(LinkConditions.DEAD);
        final byte[] message = text(new SplittableRandom(seed), 80_000);
        bridge.send(0, message);
        network.advance(Duration.ofSeconds(40));

        network.conditions(GOOD);
        runUntilDelivered(0, 1, Duration.ofSeconds(8));

        assertThat(client.payloads()).containsExactly(message);
    }

    @Test
    void anHourOfSilenceIsOutlived() {
        start(1, GOOD);
        network.advance(Duration.ofHours(1));

        client.send(0, new byte[] {1});
        bridge.send(0, new byte[] {2});
        runUntilDelivered(1, 1, Duration.ofSeconds(1));
    }

    @ParameterizedTest
    @ValueSource(longs = {31, 32, 33, 34, 35, 36})
    void bothSidesMayBegin(final long seed) {
        start(seed, BAD);
        final SimulatedNetwork other = new SimulatedNetwork(seed);
        other.conditions(BAD);
        final SimulatedEnd left = new SimulatedEnd(other, BRIDGE, CLIENT);
        final SimulatedEnd right = new SimulatedEnd(other, CLIENT, BRIDGE);

        left.connect();
        right.connect();

        assertThat(other.runUntil(
                        () -> left.association.isEstablished() && right.association.isEstablished(),
                        Duration.ofMinutes(1)))
                .as(other.toString())
                .isTrue();
        left.send(0, new byte[] {1});
        right.send(0, new byte[] {2});
        assertThat(other.runUntil(() -> left.messages.size() == 1 && right.messages.size() == 1, Duration.ofMinutes(1)))
                .as(other.toString())
                .isTrue();
        other.advance(Duration.ofSeconds(30));
        assertThat(List.of(left.establishments, right.establishments))
                .as(other.toString())
                .containsExactly(1, 1);
    }

    @ParameterizedTest
    @ValueSource(longs = {41, 42, 43, 44, 45, 46})
    void aStreamThatIsResetBeginsAnew(final long seed) {
        start(seed, BAD);
        final byte[] before = text(new SplittableRandom(seed), 20_000);
        final byte[] after = text(new SplittableRandom(seed + 1), 20_000);

        bridge.send(0, before);
        bridge.resetStream(0);
        bridge.send(0, after);
        runUntilDelivered(0, 2, Duration.ofMinutes(2));

        assertThat(client.resets).as(network.toString()).containsExactly(0);
        assertThat(client.payloads()).as(network.toString()).containsExactly(before, after);
    }

    @Test
    void aPeerThatAbortsIsGoneAtOnce() {
        start(1, GOOD);

        client.close();
        network.advance(Duration.ofMillis(20));

        assertThat(bridge.endings).containsExactly("the peer aborted the SCTP association: user-initiated abort");
        assertThat(client.endings).isEmpty();
        assertThat(bridge.association.isEstablished()).isFalse();
        assertThat(bridge.send(0, new byte[1])).isFalse();
    }
}
