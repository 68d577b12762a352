/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.conference;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.stream.IntStream;
import org.hummingbridge.sfu.ice.IceRoutes;
import org.hummingbridge.sfu.simulation.LinkConditions;
import org.hummingbridge.sfu.simulation.SimulatedLoop;
import org.hummingbridge.sfu.simulation.SimulatedNetwork;
import org.junit.jupiter.api.Test;

class LoopCallTest {
    private final SimulatedLoop loop = new SimulatedLoop(
            new SimulatedNetwork(1), new InetSocketAddress("198.51.100.1", 10_000), new IceRoutes(1), 1);

    @Test
    void looksAtEachInOrderAndLeavesOutThoseWhoAreNotWanted() {
        final Integer[] all = IntStream.range(0, 50).boxed().toArray(Integer[]::new);

        assertThat(LoopCall.onEach(loop, all, 16, number -> number % 2 == 0, number -> number * 10))
                .containsExactlyElementsOf(
                        IntStream.range(0, 25).mapToObj(i -> i * 20).toList());
    }

    @Test
    void aSnapshotTakenInPortionsHasEverybodyWhoIsThere() {
        final SimulatedCall call = new SimulatedCall(1, LinkConditions.delayed(Duration.ZERO));
        for (int i = 0; i < 40; i++) {
            call.join("%08x".formatted(i));
        }
        call.conference().expireEndpoint("00000007");

        assertThat(call.conference().snapshot().endpoints())
                .hasSize(39)
                .noneMatch(endpoint -> endpoint.id().equals("00000007"));
        call.bridge().close();
    }
}
