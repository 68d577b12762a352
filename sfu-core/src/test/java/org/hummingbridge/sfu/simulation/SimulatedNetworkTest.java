/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SimulatedNetworkTest {
    private static final InetSocketAddress ALICE = new InetSocketAddress("198.51.100.1", 1000);
    private static final InetSocketAddress BOB = new InetSocketAddress("198.51.100.2", 2000);
    private static final InetSocketAddress HOME = new InetSocketAddress("192.168.7.2", 3000);
    private static final InetAddress HOME_PUBLIC = new InetSocketAddress("203.0.113.9", 0).getAddress();

    private final SimulatedNetwork network = new SimulatedNetwork(1);
    private final List<Datagram> atBob = new ArrayList<>();
    private final List<Datagram> atHome = new ArrayList<>();

    SimulatedNetworkTest() {
        network.attach(BOB, (datagram, now) -> atBob.add(datagram));
        network.attach(HOME, (datagram, now) -> atHome.add(datagram));
    }

    @Test
    void aDatagramArrivesAfterTheDelay() {
        network.conditions(LinkConditions.delayed(Duration.ofMillis(30)));

        network.send(ALICE, BOB, new byte[] {7});
        network.advance(Duration.ofMillis(29));
        assertThat(atBob).isEmpty();
        network.advance(Duration.ofMillis(1));

        assertThat(atBob).singleElement().satisfies(datagram -> {
            assertThat(datagram.from()).isEqualTo(ALICE);
            assertThat(datagram.bytes()).containsExactly(7);
        });
    }

    @Test
    void lossTakesItsShare() {
        network.conditions(LinkConditions.PERFECT.withLoss(0.3));

        sendNumbered(1000);

        assertThat(atBob).hasSizeBetween(650, 750);
    }

    @Test
    void duplicationAddsItsShare() {
        network.conditions(LinkConditions.PERFECT.withDuplication(0.2));

        sendNumbered(1000);

        assertThat(atBob).hasSizeBetween(1150, 1250);
    }

    @Test
    void jitterAloneKeepsTheOrder() {
        network.conditions(LinkConditions.delayed(Duration.ofMillis(5)).withJitter(Duration.ofMillis(50)));

        sendNumbered(100);

        assertThat(arrivalOrder()).isSorted().hasSize(100);
    }

    @Test
    void reorderingLetsDatagramsBeOvertaken() {
        network.conditions(LinkConditions.delayed(Duration.ofMillis(5)).withReordering(0.5));

        sendNumbered(100);

        assertThat(arrivalOrder()).hasSize(100);
        assertThat(arrivalOrder().stream().sorted().toList()).isNotEqualTo(arrivalOrder());
    }

    @Test
    void theSameSeedGivesTheSameRun() {
        final LinkConditions rough = LinkConditions.delayed(Duration.ofMillis(5))
                .withLoss(0.3)
                .withDuplication(0.1)
                .withReordering(0.2);
        network.conditions(rough);
        sendNumbered(200);
        final List<Integer> first = arrivalOrder();

        final SimulatedNetwork again = new SimulatedNetwork(1);
        again.attach(BOB, (datagram, now) -> atBob.add(datagram));
        again.conditions(rough);
        atBob.clear();
        sendNumbered(again, 200);

        assertThat(arrivalOrder()).isEqualTo(first);
    }

    @Test
    void aNatRewritesTheSourceAndLetsAnswersIn() {
        network.add(new SimulatedNat(HOME.getAddress(), HOME_PUBLIC, false));

        network.send(HOME, BOB, new byte[] {1});
        network.advance(Duration.ofSeconds(1));
        final InetSocketAddress seen = atBob.getFirst().from();
        network.send(BOB, seen, new byte[] {2});
        network.advance(Duration.ofSeconds(1));

        assertThat(seen.getAddress()).isEqualTo(HOME_PUBLIC);
        assertThat(atHome).singleElement().extracting(Datagram::from).isEqualTo(BOB);
    }

    @Test
    void aNatKeepsStrangersOut() {
        network.add(new SimulatedNat(HOME.getAddress(), HOME_PUBLIC, false));
        network.send(HOME, BOB, new byte[] {1});
        network.advance(Duration.ofSeconds(1));

        network.send(ALICE, atBob.getFirst().from(), new byte[] {2});
        network.send(ALICE, HOME, new byte[] {3});
        network.advance(Duration.ofSeconds(1));

        assertThat(atHome).isEmpty();
    }

    @Test
    void aNatThatRebindsUsesANewPortAndForgetsTheOld() {
        final SimulatedNat nat = new SimulatedNat(HOME.getAddress(), HOME_PUBLIC, false);
        network.add(nat);
        network.send(HOME, BOB, new byte[] {1});
        network.advance(Duration.ofSeconds(1));
        nat.rebind();

        network.send(BOB, atBob.getFirst().from(), new byte[] {2});
        network.advance(Duration.ofSeconds(1));
        network.send(HOME, BOB, new byte[] {3});
        network.advance(Duration.ofSeconds(1));

        assertThat(atHome).isEmpty();
        assertThat(atBob.get(1).from().getPort())
                .isNotEqualTo(atBob.get(0).from().getPort());
    }

    @Test
    void aStallDeliversLateAndAllAtOnce() {
        network.send(ALICE, BOB, new byte[] {1});

        network.stall(Duration.ofSeconds(5));
        assertThat(atBob).isEmpty();
        network.advance(Duration.ZERO);

        assertThat(atBob).hasSize(1);
        assertThat(network.elapsed()).isEqualTo(Duration.ofSeconds(5));
    }

    private void sendNumbered(final int count) {
        sendNumbered(network, count);
    }

    private static void sendNumbered(final SimulatedNetwork over, final int count) {
        for (int i = 0; i < count; i++) {
            over.send(ALICE, BOB, new byte[] {(byte) i});
            over.advance(Duration.ofMillis(1));
        }
        over.advance(Duration.ofSeconds(1));
    }

    private List<Integer> arrivalOrder() {
        return atBob.stream().map(datagram -> datagram.bytes()[0] & 0xff).toList();
    }
}
