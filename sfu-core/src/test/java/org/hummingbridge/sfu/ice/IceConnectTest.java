/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.ice;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.hummingbridge.sfu.simulation.LinkConditions;
import org.hummingbridge.sfu.simulation.SimulatedNat;
import org.hummingbridge.sfu.simulation.SimulatedNetwork;
import org.ice4j.ice.CandidateType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class IceConnectTest {
    private static final InetSocketAddress BRIDGE = new InetSocketAddress("198.51.100.1", 10_000);
    private static final InetSocketAddress BRIDGE_IPV6 = new InetSocketAddress("2001:db8::1", 10_000);
    private static final InetSocketAddress CLIENT = new InetSocketAddress("203.0.113.5", 40_000);
    private static final InetSocketAddress CLIENT_IPV6 = new InetSocketAddress("2001:db8:1::5", 40_000);
    private static final InetSocketAddress HOME = new InetSocketAddress("192.168.7.2", 50_000);
    private static final InetSocketAddress HOME_PUBLIC = new InetSocketAddress("203.0.113.9", 0);
    private static final Duration FIVE_SECONDS = Duration.ofSeconds(5);

    private final SimulatedNetwork network = new SimulatedNetwork(5);

    @ParameterizedTest
    @EnumSource(IceRole.class)
    void twoAgentsFindAndNominateAPath(final IceRole bridgeRole) {
        final SimulatedPeer bridge = new SimulatedPeer(network, bridgeRole, BRIDGE);
        final SimulatedPeer client = new SimulatedPeer(network, opposite(bridgeRole), CLIENT);

        SimulatedPeer.introduce(bridge, client);
        final boolean done =
                network.runUntil(() -> bridge.isNominated() && client.isNominated(), Duration.ofSeconds(1));

        assertThat(done).as(network.toString()).isTrue();
        assertThat(bridge.target()).isEqualTo(CLIENT);
        assertThat(client.target()).isEqualTo(BRIDGE);
        assertThat(bridge.states).containsExactly(IceState.CHECKING, IceState.CONNECTED);
    }

    @ParameterizedTest
    @CsvSource({"CONTROLLING,1", "CONTROLLING,2", "CONTROLLED,3", "CONTROLLED,4"})
    void whenBothClaimTheSameRoleOneGivesWay(final IceRole role, final long seed) {
        final SimulatedNetwork seeded = new SimulatedNetwork(seed);
        final SimulatedPeer bridge = new SimulatedPeer(seeded, role, BRIDGE);
        final SimulatedPeer client = new SimulatedPeer(seeded, role, CLIENT);

        SimulatedPeer.introduce(bridge, client);
        final boolean done = seeded.runUntil(() -> bridge.isNominated() && client.isNominated(), FIVE_SECONDS);

        assertThat(done).as(seeded.toString()).isTrue();
        assertThat(bridge.agent.role()).isNotEqualTo(client.agent.role());
    }

    @ParameterizedTest
    @EnumSource(IceRole.class)
    void thirtyPercentLossBothWaysConnectsWithinFiveSeconds(final IceRole bridgeRole) {
        final List<String> late = new ArrayList<>();
        for (int seed = 0; seed < 200; seed++) {
            final SimulatedNetwork lossy = new SimulatedNetwork(seed);
            lossy.conditions(LinkConditions.delayed(Duration.ofMillis(40))
                    .withJitter(Duration.ofMillis(10))
                    .withLoss(0.3)
                    .withReordering(0.1)
                    .withDuplication(0.05));
            final SimulatedPeer bridge = new SimulatedPeer(lossy, bridgeRole, BRIDGE);
            final SimulatedPeer client = new SimulatedPeer(lossy, opposite(bridgeRole), CLIENT);
            SimulatedPeer.introduce(bridge, client);

            if (!lossy.runUntil(() -> bridge.isConnected() && client.isConnected(), FIVE_SECONDS)) {
                late.add(lossy + " not connected");
            } else if (!lossy.runUntil(() -> bridge.isNominated() && client.isNominated(), FIVE_SECONDS)) {
                late.add(lossy + " not nominated");
            }
        }

        assertThat(late).isEmpty();
    }

    @Test
    void checksThatComeBeforeTheCredentialsAreAnsweredAndReturned() {
        final SimulatedPeer bridge = new SimulatedPeer(network, IceRole.CONTROLLING, BRIDGE);
        final SimulatedPeer client = new SimulatedPeer(network, IceRole.CONTROLLED, CLIENT);
        client.learnCredentials(bridge.agent.localCredentials());
        client.learnCandidates(bridge.candidates());

        network.advance(Duration.ofSeconds(1));
        assertThat(client.isConnected()).as("answered").isTrue();
        assertThat(bridge.agent.state()).isEqualTo(IceState.NEW);
        assertThat(bridge.bound).hasSize(1);

        bridge.learnCredentials(client.agent.localCredentials());
        final boolean done = network.runUntil(bridge::isNominated, Duration.ofMillis(200));

        assertThat(done).as(network.toString()).isTrue();
        assertThat(bridge.target()).isEqualTo(CLIENT);
    }

    @Test
    void aClientBehindANatIsFoundByItsChecks() {
        network.add(new SimulatedNat(HOME.getAddress(), HOME_PUBLIC.getAddress(), true));
        final SimulatedPeer bridge = new SimulatedPeer(network, IceRole.CONTROLLING, BRIDGE);
        final SimulatedPeer client = new SimulatedPeer(network, IceRole.CONTROLLED, HOME);

        SimulatedPeer.introduce(bridge, client);
        final boolean done = network.runUntil(() -> bridge.isNominated() && client.isNominated(), FIVE_SECONDS);

        assertThat(done).as(network.toString()).isTrue();
        assertThat(bridge.target().getAddress()).isEqualTo(HOME_PUBLIC.getAddress());
    }

    @Test
    void candidatesMayTrickleInLongAfterTheCredentials() {
        final SimulatedPeer bridge = new SimulatedPeer(network, IceRole.CONTROLLING, BRIDGE);
        final SimulatedPeer client = new SimulatedPeer(network, IceRole.CONTROLLED, CLIENT);
        bridge.learnCredentials(client.agent.localCredentials());
        client.learnCredentials(bridge.agent.localCredentials());

        network.advance(Duration.ofSeconds(30));
        assertThat(bridge.agent.state()).isEqualTo(IceState.NEW);
        bridge.learnCandidates(client.candidates());
        final boolean done =
                network.runUntil(() -> bridge.isNominated() && client.isNominated(), Duration.ofSeconds(1));

        assertThat(done).as(network.toString()).isTrue();
    }

    @Test
    void eachSocketIsPairedWithAddressesOfItsOwnFamily() {
        final SimulatedPeer bridge = new SimulatedPeer(network, IceRole.CONTROLLING, BRIDGE, BRIDGE_IPV6);
        final SimulatedPeer client = new SimulatedPeer(network, IceRole.CONTROLLED, CLIENT_IPV6);

        SimulatedPeer.introduce(bridge, client);
        final boolean done = network.runUntil(bridge::isNominated, Duration.ofSeconds(1));

        assertThat(done).as(network.toString()).isTrue();
        assertThat(bridge.agent.path().localSocket()).isEqualTo(1);
    }

    @Test
    void theFirstValidPairIsUsedBeforeNomination() {
        final SimulatedPeer bridge = new SimulatedPeer(network, IceRole.CONTROLLED, BRIDGE);
        final SimulatedPeer client = new SimulatedPeer(network, IceRole.CONTROLLED, CLIENT);
        bridge.learnCredentials(client.agent.localCredentials());
        bridge.learnCandidates(client.candidates());

        network.runUntil(bridge::isConnected, Duration.ofSeconds(1));

        assertThat(bridge.agent.isNominated()).isFalse();
        assertThat(bridge.target()).isEqualTo(CLIENT);
        assertThat(bridge.agent.maySend()).isTrue();
    }

    @Test
    void anAgentThatIsNeverNominatedSleepsBetweenItsChecks() {
        final SimulatedPeer bridge = new SimulatedPeer(network, IceRole.CONTROLLED, BRIDGE);
        final SimulatedPeer client = new SimulatedPeer(network, IceRole.CONTROLLING, CLIENT);
        bridge.learnCredentials(client.agent.localCredentials());
        bridge.learnCandidates(client.candidates());

        network.advance(Duration.ofSeconds(2));

        assertThat(bridge.isConnected()).isTrue();
        assertThat(bridge.agent.nextDeadline() - network.nowNanos()).isPositive();
    }

    @Test
    void aRelayedPairWaitsForABetterOne() {
        final InetSocketAddress relay = new InetSocketAddress("203.0.113.77", 3478);
        final SimulatedPeer bridge = new SimulatedPeer(network, IceRole.CONTROLLING, BRIDGE);
        final SimulatedPeer client = new SimulatedPeer(network, IceRole.CONTROLLED, relay);
        client.learnCredentials(bridge.agent.localCredentials());
        bridge.learnCredentials(client.agent.localCredentials());
        bridge.learnCandidates(List.of(new RemoteCandidate(CandidateType.RELAYED_CANDIDATE, relay, "r", 100)));

        network.advance(Duration.ofMillis(700));
        assertThat(bridge.isConnected()).as("the relay is used meanwhile").isTrue();
        assertThat(bridge.agent.isNominated()).isFalse();
        network.advance(Duration.ofMillis(300));

        assertThat(bridge.agent.isNominated()).isTrue();
    }

    @Test
    void anAgentThatGetsNoAnswerFailsAndComesBackWhenThePeerShowsUp() {
        final SimulatedPeer bridge = new SimulatedPeer(network, IceRole.CONTROLLING, BRIDGE);
        network.conditions(LinkConditions.DEAD);
        final SimulatedPeer client = new SimulatedPeer(network, IceRole.CONTROLLED, CLIENT);
        SimulatedPeer.introduce(bridge, client);

        network.advance(Duration.ofSeconds(13));
        assertThat(bridge.states).containsExactly(IceState.CHECKING, IceState.FAILED);
        network.conditions(LinkConditions.PERFECT);
        client.learnCandidates(List.of(new RemoteCandidate(CandidateType.HOST_CANDIDATE, BRIDGE, "x", 1)));
        final SimulatedPeer late = new SimulatedPeer(network, IceRole.CONTROLLED, HOME);
        late.learnCredentials(bridge.agent.localCredentials());
        late.learnCandidates(bridge.candidates());
        bridge.learnCredentials(late.agent.localCredentials());
        network.advance(Duration.ofSeconds(1));

        assertThat(bridge.isConnected()).isTrue();
    }

    @Test
    void theRoundTripTimeIsMeasured() {
        network.conditions(LinkConditions.delayed(Duration.ofMillis(25)));
        final SimulatedPeer bridge = new SimulatedPeer(network, IceRole.CONTROLLING, BRIDGE);
        final SimulatedPeer client = new SimulatedPeer(network, IceRole.CONTROLLED, CLIENT);
        assertThat(bridge.agent.rttNanos()).isEqualTo(-1);

        SimulatedPeer.introduce(bridge, client);
        network.advance(Duration.ofSeconds(1));

        assertThat(bridge.agent.rttNanos()).isEqualTo(Duration.ofMillis(50).toNanos());
    }

    @Test
    void aClosedAgentSendsNothingAndGivesEverythingBack() {
        final SimulatedPeer bridge = new SimulatedPeer(network, IceRole.CONTROLLING, BRIDGE);
        final SimulatedPeer client = new SimulatedPeer(network, IceRole.CONTROLLED, CLIENT);
        SimulatedPeer.introduce(bridge, client);
        network.advance(Duration.ofSeconds(1));

        bridge.agent.close();
        final int sent = bridge.sent;
        network.advance(Duration.ofSeconds(60));

        assertThat(bridge.sent).isEqualTo(sent);
        assertThat(bridge.bound).isEmpty();
        assertThat(bridge.credentials).isEmpty();
        assertThat(bridge.agent.path()).isNull();
        assertThat(bridge.states).endsWith(IceState.CLOSED);
    }

    private static IceRole opposite(final IceRole role) {
        return role == IceRole.CONTROLLING ? IceRole.CONTROLLED : IceRole.CONTROLLING;
    }
}
