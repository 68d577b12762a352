/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.ice;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.hummingbridge.sfu.datagram.Path;
import org.hummingbridge.sfu.simulation.SimulatedNetwork;
import org.ice4j.ice.CandidateType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IceBoundsTest {
    private static final InetSocketAddress BRIDGE = new InetSocketAddress("198.51.100.1", 10_000);
    private static final InetSocketAddress CLIENT = new InetSocketAddress("203.0.113.5", 40_000);

    private final SimulatedNetwork network = new SimulatedNetwork(19);
    private final SimulatedPeer bridge = new SimulatedPeer(network, IceRole.CONTROLLING, BRIDGE);
    private final SimulatedPeer client = new SimulatedPeer(network, IceRole.CONTROLLED, CLIENT);

    @Test
    void tenThousandSourcePortsLeaveEightAddressesAndThePathInUse() {
        SimulatedPeer.introduce(bridge, client);
        network.advance(Duration.ofSeconds(1));
        final byte[] check = Forgery.check(bridge.agent, client.agent, false);
        final int sentBefore = bridge.requestsSent;

        for (int port = 1; port <= 10_000; port++) {
            final Path path = Path.of(0, new InetSocketAddress("203.0.113.5", port));
            bridge.agent.onStun(check, 0, check.length, path, network.nowNanos());
            network.advance(Duration.ofMillis(1));
        }

        assertThat(bridge.mostBound).isEqualTo(IceSettings.MAX_BOUND_PATHS);
        assertThat(bridge.bound).hasSize(IceSettings.MAX_BOUND_PATHS).contains(Path.of(0, CLIENT));
        assertThat(bridge.target()).isEqualTo(CLIENT);
        assertThat(bridge.requestsSent - sentBefore).as("checks in ten seconds").isLessThan(10_000);
        network.advance(Duration.ofSeconds(20));
        assertThat(bridge.isNominated()).isTrue();
    }

    @Test
    void aFloodOfChecksHidesNoFailure() {
        bridge.learnCredentials(client.agent.localCredentials());
        bridge.learnCandidates(List.of(candidate("203.0.113.77", 1)));
        final byte[] check = Forgery.check(bridge.agent, client.agent, false);
        for (int port = 1; port <= 6_000; port++) {
            receive(check, port);
            network.advance(Duration.ofMillis(1));
        }

        network.advance(Duration.ofSeconds(30));

        assertThat(bridge.agent.state()).isEqualTo(IceState.FAILED);
    }

    @Test
    void theLeastRecentlySeenAddressGivesWay() {
        final byte[] check = Forgery.check(bridge.agent, client.agent, false);
        for (int port = 1; port <= 8; port++) {
            receive(check, port);
        }
        receive(check, 1);

        receive(check, 9);

        assertThat(bridge.bound).extracting(Path::port).containsExactlyInAnyOrder(1, 3, 4, 5, 6, 7, 8, 9);
    }

    @Test
    void onlyThirtyTwoSignalledCandidatesAreChecked() {
        bridge.learnCredentials(client.agent.localCredentials());
        final List<RemoteCandidate> many = new ArrayList<>();
        for (int port = 1; port <= 100; port++) {
            many.add(candidate("203.0.113.77", port));
        }

        bridge.learnCandidates(many);
        network.advance(Duration.ofSeconds(5));

        assertThat(bridge.sentTo).hasSize(IceSettings.MAX_REMOTE_CANDIDATES);
    }

    @Test
    void newChecksStartNoFasterThanThePace() {
        bridge.learnCredentials(client.agent.localCredentials());
        final List<RemoteCandidate> many = new ArrayList<>();
        for (int port = 1; port <= 30; port++) {
            many.add(candidate("203.0.113.77", port));
        }

        bridge.learnCandidates(many);
        network.advance(Duration.ofMillis(99));

        assertThat(bridge.sentTo).hasSize(5);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "127.0.0.1",
                "127.9.9.9",
                "0.0.0.0",
                "0.1.2.3",
                "169.254.169.254",
                "224.0.0.1",
                "239.1.1.1",
                "255.255.255.255",
                "::",
                "::1",
                "::ffff:127.0.0.1",
                "ff02::1",
                "fd00:ec2::254"
            })
    void addressesThatNoClientHasAreNeverProbed(final String address) {
        final SimulatedPeer both =
                new SimulatedPeer(network, IceRole.CONTROLLING, BRIDGE, new InetSocketAddress("2001:db8::1", 10_000));
        both.learnCredentials(client.agent.localCredentials());
        both.learnCandidates(List.of(candidate(address, 80)));
        final byte[] check = Forgery.check(both.agent, client.agent, false);
        both.agent.onStun(check, 0, check.length, Path.of(0, new InetSocketAddress(address, 80)), network.nowNanos());

        network.advance(Duration.ofSeconds(2));

        assertThat(both.sentTo).isEmpty();
        assertThat(both.bound).isEmpty();
    }

    @Test
    void portZeroAndNamesAreNeverProbed() {
        bridge.learnCredentials(client.agent.localCredentials());
        bridge.learnCandidates(List.of(
                candidate("203.0.113.5", 0),
                new RemoteCandidate(
                        CandidateType.HOST_CANDIDATE,
                        InetSocketAddress.createUnresolved("3d9f2c6e.local", 5000),
                        "m",
                        1)));

        network.advance(Duration.ofSeconds(2));

        assertThat(bridge.sentTo).isEmpty();
    }

    @Test
    void loopbackIsProbedIfOneOfOurAddressesIsLoopback() {
        final SimulatedPeer local =
                new SimulatedPeer(network, IceRole.CONTROLLING, new InetSocketAddress("127.0.0.1", 10_000));
        local.learnCredentials(client.agent.localCredentials());

        local.learnCandidates(List.of(candidate("127.0.0.1", 5000)));
        network.advance(Duration.ofSeconds(1));

        assertThat(local.sentTo).hasSize(1);
    }

    private void receive(final byte[] check, final int port) {
        network.advance(Duration.ofMillis(5));
        final Path path = Path.of(0, new InetSocketAddress("203.0.113.5", port));
        bridge.agent.onStun(check, 0, check.length, path, network.nowNanos());
    }

    private static RemoteCandidate candidate(final String address, final int port) {
        return new RemoteCandidate(
                CandidateType.HOST_CANDIDATE, new InetSocketAddress(address, port), "c" + port, 1000 - port);
    }
}
