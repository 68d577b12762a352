/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.ice;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.time.Duration;
import org.hummingbridge.sfu.simulation.LinkConditions;
import org.hummingbridge.sfu.simulation.SimulatedNetwork;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class IceConsentTest {
    private static final InetSocketAddress BRIDGE = new InetSocketAddress("198.51.100.1", 10_000);
    private static final InetSocketAddress CLIENT = new InetSocketAddress("203.0.113.5", 40_000);

    private final SimulatedNetwork network = new SimulatedNetwork(11);
    private final SimulatedPeer bridge = new SimulatedPeer(network, IceRole.CONTROLLING, BRIDGE);
    private final SimulatedPeer client = new SimulatedPeer(network, IceRole.CONTROLLED, CLIENT);

    @BeforeEach
    void connect() {
        SimulatedPeer.introduce(bridge, client);
        network.advance(Duration.ofSeconds(1));
        assertThat(bridge.isNominated()).isTrue();
    }

    @Test
    void consentIsAskedForEveryFourToSixSeconds() {
        final int before = bridge.requestsSent;

        network.advance(Duration.ofMinutes(10));

        assertThat(bridge.isConnected()).isTrue();
        assertThat(bridge.requestsSent - before).isBetween(100, 150);
    }

    @Test
    void sendingStopsThirtySecondsAfterThePeerFellSilent() {
        network.conditions(LinkConditions.DEAD);

        network.advance(Duration.ofSeconds(24));
        assertThat(bridge.agent.maySend()).isTrue();
        network.advance(Duration.ofSeconds(7));

        assertThat(bridge.agent.maySend()).isFalse();
        assertThat(bridge.agent.state()).isEqualTo(IceState.DISCONNECTED);
        assertThat(bridge.agent.path()).isNotNull();
    }

    @Test
    void sendingResumesWhenACheckSucceedsAgain() {
        network.conditions(LinkConditions.DEAD);
        network.advance(Duration.ofSeconds(60));
        assertThat(bridge.agent.maySend()).isFalse();

        network.conditions(LinkConditions.PERFECT);
        network.advance(Duration.ofSeconds(10));

        assertThat(bridge.agent.maySend()).isTrue();
        assertThat(bridge.states).endsWith(IceState.DISCONNECTED, IceState.CONNECTED);
    }

    @Test
    void requestsOfThePeerAreNoConsent() {
        network.conditions(BRIDGE.getAddress(), CLIENT.getAddress(), LinkConditions.DEAD);

        network.advance(Duration.ofSeconds(35));

        assertThat(bridge.agent.maySend()).isFalse();
    }

    @Test
    void tenPercentLossNeverCostsTheConsent() {
        network.conditions(LinkConditions.delayed(Duration.ofMillis(50)).withLoss(0.1));

        network.advance(Duration.ofHours(1));

        assertThat(bridge.states).containsExactly(IceState.CHECKING, IceState.CONNECTED);
    }

    @Test
    void aStallOfOurOwnProcessCostsNoConsent() {
        network.stall(Duration.ofMinutes(2));
        bridge.agent.onTime(network.nowNanos());

        assertThat(bridge.agent.maySend()).isTrue();
        network.advance(Duration.ofSeconds(10));
        assertThat(bridge.states).containsExactly(IceState.CHECKING, IceState.CONNECTED);
    }

    @Test
    void aStallDoesNotHideThatThePeerIsGone() {
        network.conditions(LinkConditions.DEAD);
        network.stall(Duration.ofMinutes(2));

        network.advance(Duration.ofSeconds(32));

        assertThat(bridge.agent.maySend()).isFalse();
    }

    @Test
    void theOwnerIsAskedBackAtLeastTwiceASecond() {
        final long now = network.nowNanos();

        bridge.agent.onTime(now);

        assertThat(bridge.agent.nextDeadline() - now)
                .isBetween(0L, Duration.ofMillis(500).toNanos());
    }
}
