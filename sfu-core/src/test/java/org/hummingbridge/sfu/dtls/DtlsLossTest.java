/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.dtls;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DtlsLossTest {
    /** Small enough that every flight takes several datagrams. */
    private static final int SMALL_MTU = 80;

    private static final int LARGE_MTU = 1200;

    /** Datagrams of the longest flight, by that. */
    private static final int LARGEST_FLIGHT = 13;

    /**
     * Flights for which a network is bad: with every repetition the pause before the next one doubles, from 20 ms on, and the eighth
     * comes after five seconds.
     */
    private static final int BAD_FLIGHTS = 8;

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
    void theLossOfTheNthDatagramOfTheClientIsRecovered(final int n) {
        final Pair pair = pair(SMALL_MTU);
        final int[] sent = new int[1];
        pair.wire((datagram, to) -> {
            if (to == pair.client || ++sent[0] != n) {
                to.deliver(datagram);
            }
        });

        pair.connect();

        assertThat(sent[0]).as("datagrams that the client sent").isGreaterThanOrEqualTo(12);
        pair.close();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
    void theLossOfTheNthDatagramOfTheServerIsRecovered(final int n) {
        final Pair pair = pair(SMALL_MTU);
        final int[] sent = new int[1];
        pair.wire((datagram, to) -> {
            if (to == pair.server || ++sent[0] != n) {
                to.deliver(datagram);
            }
        });

        pair.connect();

        assertThat(sent[0]).as("datagrams that the server sent").isGreaterThanOrEqualTo(12);
        pair.close();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void theLossOfAWholeLastFlightIsRecovered(final boolean ofTheServer) {
        final Pair pair = pair(LARGE_MTU);
        final int[] sent = new int[1];
        pair.wire((datagram, to) -> {
            final boolean counts = ofTheServer == (to == pair.client);
            if (!counts || ++sent[0] != 2) {
                to.deliver(datagram);
            }
        });

        pair.connect();

        assertThat(sent[0]).isGreaterThanOrEqualTo(3);
        pair.close();
    }

    @Test
    void datagramsInReverseOrderAreSorted() {
        final Pair pair = pair(SMALL_MTU);
        final List<Runnable> held = new ArrayList<>();
        pair.wire((datagram, to) -> {
            held.addFirst(() -> to.deliver(datagram));
            if (held.size() == 1) {
                pair.loop.execute(() -> {
                    final List<Runnable> now = List.copyOf(held);
                    held.clear();
                    now.forEach(Runnable::run);
                });
            }
        });

        pair.connect();
        pair.close();
    }

    @Test
    void aLargeCertificateTravelsInFragments() {
        final Peer.Options client = new Peer.Options();
        client.certificate = DtlsCertificate.generate(Peer.RANDOM, Peer.NOW, 9_000);
        final Peer.Options server = new Peer.Options();
        server.certificate = DtlsCertificate.generate(Peer.RANDOM, Peer.NOW, 5_000);

        final Pair pair = new Pair(client, server).connect();

        assertThat(pair.client.sent).allSatisfy(d -> assertThat(d.length).isLessThanOrEqualTo(1200));
        assertThat(pair.client.sent).hasSizeGreaterThan(8);
        pair.close();
    }

    @Test
    void handshakesGetThroughRandomLossReorderingAndDuplication() {
        final long seed = new Random().nextLong();
        final Random random = new Random(seed);
        for (int round = 0; round < 10; round++) {
            final boolean inPieces = random.nextBoolean();
            final Pair pair = pair(inPieces ? SMALL_MTU : LARGE_MTU);
            final List<Runnable> late = new ArrayList<>();
            final int[] bad = {BAD_FLIGHTS * (inPieces ? LARGEST_FLIGHT : 1)};
            pair.wire((datagram, to) -> {
                final double fate = bad[0]-- > 0 ? random.nextDouble() : 1;
                if (fate < 0.2) {
                    return;
                }
                if (fate < 0.4) {
                    late.add(() -> to.deliver(datagram));
                    return;
                }
                to.deliver(datagram);
                if (fate < 0.5) {
                    to.deliver(datagram);
                }
                late.forEach(pair.loop::execute);
                late.clear();
            });
            pair.start();

            assertThat(pair.loop.runUntil(() -> pair.client.keys != null && pair.server.keys != null))
                    .as(
                            "round %d of seed %d; client %s, server %s",
                            round, seed, pair.client.failure, pair.server.failure)
                    .isTrue();
            Pair.assertSameKeys(pair.client.keys, pair.server.keys);
            pair.close();
        }
    }

    private static Pair pair(final int mtu) {
        final Peer.Options client = new Peer.Options();
        client.sendLimit = mtu;
        final Peer.Options server = new Peer.Options();
        server.sendLimit = mtu;
        return new Pair(client, server);
    }
}
