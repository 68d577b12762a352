/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.ice;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import org.hummingbridge.sfu.simulation.SimulatedNetwork;
import org.ice4j.ice.CandidateType;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class IceRestartTest {
    private static final InetSocketAddress BRIDGE = new InetSocketAddress("198.51.100.1", 10_000);
    private static final InetSocketAddress CLIENT = new InetSocketAddress("203.0.113.5", 40_000);
    private static final InetSocketAddress MOVED = new InetSocketAddress("203.0.113.6", 40_001);

    private final SimulatedNetwork network = new SimulatedNetwork(7);
    private final SimulatedPeer bridge = new SimulatedPeer(network, IceRole.CONTROLLING, BRIDGE);
    private final SimulatedPeer client = new SimulatedPeer(network, IceRole.CONTROLLED, CLIENT);

    @BeforeEach
    void connect() {
        SimulatedPeer.introduce(bridge, client);
        network.advance(Duration.ofSeconds(1));
        assertThat(bridge.isNominated()).isTrue();
    }

    @Test
    void aRestartGivesNewCredentialsAndKeepsTheOldPath() {
        final IceCredentials old = bridge.agent.localCredentials();

        final IceCredentials fresh = bridge.agent.restart(network.nowNanos());

        assertThat(fresh.ufrag()).isNotEqualTo(old.ufrag());
        assertThat(fresh.password()).isNotEqualTo(old.password());
        assertThat(bridge.agent.localCredentials()).isEqualTo(old);
        assertThat(bridge.credentials.values()).containsExactly(old, fresh);
        assertThat(bridge.target()).isEqualTo(CLIENT);
    }

    @Test
    void askingAgainBeforeThePeerAnsweredGivesTheSameCredentials() {
        final IceCredentials first = bridge.agent.restart(network.nowNanos());

        assertThat(bridge.agent.restart(network.nowNanos())).isEqualTo(first);
    }

    @Test
    void thereIsNothingToRestartBeforeThereIsAPath() {
        final SimulatedPeer idle =
                new SimulatedPeer(network, IceRole.CONTROLLING, new InetSocketAddress("198.51.100.9", 1));

        assertThat(idle.agent.restart(network.nowNanos())).isNull();
    }

    @Test
    void theNewSessionTakesOverAndThePathIsNeverLost() {
        final IceCredentials old = bridge.agent.localCredentials();
        final IceCredentials fresh = bridge.agent.restart(network.nowNanos());
        final SimulatedPeer moved = moveTo(fresh);

        final boolean done = network.runUntil(() -> MOVED.equals(bridge.target()), Duration.ofSeconds(1));

        assertThat(done).as(network.toString()).isTrue();
        assertThat(bridge.paths).doesNotContainNull().hasSize(2);
        assertThat(bridge.agent.localCredentials()).isEqualTo(fresh);
        assertThat(bridge.states).containsExactly(IceState.CHECKING, IceState.CONNECTED);
        assertThat(bridge.credentials.values()).contains(old);
        network.advance(Duration.ofSeconds(1));
        assertThat(moved.target()).isEqualTo(BRIDGE);
        assertThat(bridge.isNominated()).isTrue();
    }

    @Test
    void theOldCredentialsAreAnsweredForThreeMoreSeconds() {
        final IceCredentials old = bridge.agent.localCredentials();
        final IceCredentials fresh = bridge.agent.restart(network.nowNanos());
        moveTo(fresh);
        network.runUntil(() -> MOVED.equals(bridge.target()), Duration.ofSeconds(1));

        network.advance(Duration.ofMillis(2_900));
        assertThat(bridge.credentials.values()).containsExactly(old, fresh);
        network.advance(Duration.ofMillis(200));

        assertThat(bridge.credentials.values()).containsExactly(fresh);
    }

    @Test
    void aRestartThatIsNeverAnsweredIsDroppedAfterTwentySeconds() {
        final IceCredentials old = bridge.agent.localCredentials();
        bridge.agent.restart(network.nowNanos());

        network.advance(Duration.ofSeconds(19));
        assertThat(bridge.credentials).hasSize(2);
        network.advance(Duration.ofSeconds(2));

        assertThat(bridge.credentials.values()).containsExactly(old);
        assertThat(bridge.isConnected()).isTrue();
        assertThat(bridge.target()).isEqualTo(CLIENT);
    }

    @Test
    void oldCredentialsSignalledAgainDoNotAnswerARestart() {
        final IceCredentials fresh = bridge.agent.restart(network.nowNanos());

        bridge.learnCredentials(client.agent.localCredentials());

        assertThat(bridge.agent.restart(network.nowNanos())).isEqualTo(fresh);
    }

    @Test
    void checksForTheNewCredentialsThatComeEarlyAreAnswered() {
        final IceCredentials fresh = bridge.agent.restart(network.nowNanos());
        final SimulatedPeer moved = new SimulatedPeer(network, IceRole.CONTROLLED, MOVED);
        moved.learnCredentials(fresh);
        moved.learnCandidates(bridge.candidates());

        network.advance(Duration.ofSeconds(1));
        assertThat(moved.isConnected()).isTrue();
        assertThat(bridge.target()).isEqualTo(CLIENT);
        bridge.learnCredentials(moved.agent.localCredentials());
        network.advance(Duration.ofMillis(200));

        assertThat(bridge.target()).isEqualTo(MOVED);
    }

    private SimulatedPeer moveTo(final IceCredentials fresh) {
        final SimulatedPeer moved = new SimulatedPeer(network, IceRole.CONTROLLED, MOVED);
        bridge.learnCredentials(moved.agent.localCredentials());
        bridge.learnCandidates(List.of(new RemoteCandidate(CandidateType.HOST_CANDIDATE, MOVED, "m", 1)));
        moved.learnCredentials(fresh);
        moved.learnCandidates(bridge.candidates());
        return moved;
    }
}
