/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.ice;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.time.Duration;
import org.hummingbridge.sfu.datagram.Path;
import org.hummingbridge.sfu.simulation.LinkConditions;
import org.hummingbridge.sfu.simulation.SimulatedNat;
import org.hummingbridge.sfu.simulation.SimulatedNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class IceRebindingTest {
    private static final InetSocketAddress BRIDGE = new InetSocketAddress("198.51.100.1", 10_000);
    private static final InetSocketAddress WIFI = new InetSocketAddress("203.0.113.5", 40_000);
    private static final InetSocketAddress MOBILE = new InetSocketAddress("203.0.113.99", 41_000);
    private static final InetSocketAddress HOME = new InetSocketAddress("192.168.7.2", 50_000);
    private static final InetSocketAddress HOME_PUBLIC = new InetSocketAddress("203.0.113.9", 0);

    private final SimulatedNetwork network = new SimulatedNetwork(13);

    @ParameterizedTest
    @EnumSource(IceRole.class)
    void whenTheNatRebindsMediaFollowsWithinASecondOfTheFirstCheck(final IceRole bridgeRole) {
        final SimulatedNat nat = new SimulatedNat(HOME.getAddress(), HOME_PUBLIC.getAddress(), false);
        network.add(nat);
        final SimulatedPeer bridge = new SimulatedPeer(network, bridgeRole, BRIDGE);
        final SimulatedPeer client = new SimulatedPeer(network, opposite(bridgeRole), HOME);
        SimulatedPeer.introduce(bridge, client);
        network.advance(Duration.ofSeconds(1));
        final InetSocketAddress before = bridge.target();
        final int boundBefore = bridge.bound.size();

        nat.rebind();
        assertThat(network.runUntil(() -> bridge.bound.size() > boundBefore, Duration.ofSeconds(10)))
                .as(network.toString())
                .isTrue();
        final boolean moved = network.runUntil(() -> !before.equals(bridge.target()), Duration.ofSeconds(1));

        assertThat(moved).as(network.toString()).isTrue();
        assertThat(bridge.target().getAddress()).isEqualTo(HOME_PUBLIC.getAddress());
        assertThat(bridge.paths).doesNotContainNull();
        network.advance(Duration.ofSeconds(40));
        assertThat(bridge.isNominated()).isTrue();
        assertThat(client.isNominated()).isTrue();
    }

    @ParameterizedTest
    @EnumSource(IceRole.class)
    void whenTheFirstOfTwoWaysDiesTheOtherTakesOver(final IceRole bridgeRole) {
        final SimulatedPeer bridge = new SimulatedPeer(network, bridgeRole, BRIDGE);
        final SimulatedPeer client = new SimulatedPeer(network, opposite(bridgeRole), WIFI, MOBILE);
        SimulatedPeer.introduce(bridge, client);
        network.advance(Duration.ofSeconds(1));
        assertThat(bridge.target()).isEqualTo(WIFI);

        network.conditions(WIFI.getAddress(), BRIDGE.getAddress(), LinkConditions.DEAD);
        network.conditions(BRIDGE.getAddress(), WIFI.getAddress(), LinkConditions.DEAD);
        final boolean moved = network.runUntil(() -> MOBILE.equals(bridge.target()), Duration.ofSeconds(12));

        assertThat(moved).as(network.toString()).isTrue();
        network.advance(Duration.ofSeconds(60));
        assertThat(bridge.isNominated()).isTrue();
        assertThat(bridge.states).doesNotContain(IceState.DISCONNECTED);
    }

    @Test
    void aCheckFromElsewhereDoesNotMoveMediaWhileThePathWorks() {
        final SimulatedPeer bridge = new SimulatedPeer(network, IceRole.CONTROLLING, BRIDGE);
        final SimulatedPeer client = new SimulatedPeer(network, IceRole.CONTROLLED, WIFI);
        SimulatedPeer.introduce(bridge, client);
        network.advance(Duration.ofSeconds(3));

        final byte[] check = Forgery.check(bridge.agent, client.agent, true);
        bridge.agent.onStun(check, 0, check.length, Path.of(0, MOBILE), network.nowNanos());
        network.advance(Duration.ofSeconds(5));

        assertThat(bridge.bound).contains(Path.of(0, MOBILE));
        assertThat(bridge.target()).isEqualTo(WIFI);
        assertThat(bridge.paths).hasSize(1);
    }

    private static IceRole opposite(final IceRole role) {
        return role == IceRole.CONTROLLING ? IceRole.CONTROLLED : IceRole.CONTROLLING;
    }
}
