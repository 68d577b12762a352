/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.conference;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.net.InetAddress;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.hummingbridge.sfu.datagram.Counter;
import org.hummingbridge.sfu.datagram.DropReason;
import org.hummingbridge.sfu.datagram.Loop;
import org.hummingbridge.sfu.ice.IceRoutes;
import org.hummingbridge.sfu.ice.IceSettings;
import org.hummingbridge.sfu.ice.LocalCandidate;
import org.hummingbridge.sfu.net.UdpPortConfig;
import org.hummingbridge.sfu.net.UdpPorts;
import org.hummingbridge.sfu.spread.SealingLane;
import org.hummingbridge.sfu.srtp.CipherProbe;
import org.hummingbridge.sfu.srtp.LibcryptoCiphers;
import org.hummingbridge.sfu.srtp.SrtpProfile;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A call on real sockets and two loops, while one loop takes over sending from the other. */
class SpreadOverSocketsTest {
    private static final int CLIENTS = 14;
    private static final int SENDERS = 3;
    private static final SecureRandom RANDOM = new SecureRandom();

    private final CipherProbe ciphers = CipherProbe.run(CipherProbe.AUTO);
    private final IceRoutes routes = new IceRoutes(1);
    private final IceRoutes clientRoutes = new IceRoutes(2);
    private final List<SocketClient> clients = new ArrayList<>();
    private UdpPorts ports;
    private UdpPorts clientPorts;
    private Bridge bridge;
    private ConferenceControl calls;
    private Conference conference;

    @BeforeEach
    void connect() throws Exception {
        ports = UdpPorts.open(
                UdpPortConfig.of(List.of(InetAddress.ofLiteral("127.0.0.1")), 0)
                        .withLoops(2)
                        .withSocketBuffers(4 << 20, 4 << 20),
                routes);
        assumeTrue(ports.loops().size() == 2, () -> "loops cannot share a port here: " + ports.transport());
        clientPorts = UdpPorts.open(
                UdpPortConfig.of(
                                IntStream.rangeClosed(1, CLIENTS)
                                        .mapToObj(i -> InetAddress.ofLiteral("127.0.1." + i))
                                        .toList(),
                                0)
                        .withLoops(1)
                        .withSocketBuffers(4 << 20, 4 << 20),
                clientRoutes);
        bridge = new Bridge(
                ports.loops(),
                settings(),
                routes,
                loop -> List.of(candidate(ports, loop, 0)),
                ciphers.ciphers(),
                RANDOM,
                made -> event -> {});
        calls = requireNonNull(bridge.createConference("meeting", null));
        conference = ((ConferenceCalls) calls).conference();
        for (int i = 0; i < CLIENTS; i++) {
            final int socket = i;
            final Loop loop = clientPorts.loops().getFirst();
            final SocketClient client = new SocketClient(
                    "%08x".formatted(i),
                    1000 + i,
                    loop,
                    CallParts.ofClient(
                            settings(),
                            clientRoutes,
                            home -> List.of(candidate(clientPorts, home, socket)),
                            ciphers.ciphers(),
                            new CertificateRotation(RANDOM, InstantSource.system()),
                            RANDOM));
            client.join(calls);
            clients.add(client);
        }
        await(() -> clients.stream().allMatch(SocketClient::isReady));
        // The bridge has keys a flight later; what comes earlier may be dropped at either end.
        await(() -> calls.snapshot().endpoints().stream().allMatch(EndpointSnapshot::dtlsEstablished));
    }

    private static BridgeSettings settings() {
        return CallParts.withoutEstimates(BridgeSettings.of(List.of(SrtpProfile.values()), IceSettings.defaults()));
    }

    private static LocalCandidate candidate(final UdpPorts of, final Loop loop, final int socket) {
        return CallParts.hostCandidate(socket, of.localAddress(loop.index(), socket));
    }

    @AfterEach
    void close() {
        if (bridge != null) {
            bridge.close();
        }
        ports.close();
        if (clientPorts != null) {
            closeClients();
        }
    }

    private void closeClients() {
        clients.forEach(SocketClient::close);
        clients.clear();
        clientPorts.close();
    }

    private static void await(final BooleanSupplier condition) {
        final long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime() - deadline).as("time over").isNegative();
            LockSupport.parkNanos(1_000_000);
        }
    }

    private List<SocketClient> senders() {
        return clients.subList(0, SENDERS);
    }

    private void sendUntil(final int packets) {
        senders().forEach(sender -> sender.send(true));
        await(() -> senders().stream().allMatch(sender -> sender.sent() >= packets));
    }

    /** Moves some receivers to the other loop. */
    private void spread(final int receivers) {
        final Loop home = conference.home();
        LoopCall.run(home, () -> {
            conference.takeShare(2);
            conference.spread(conference.homeLoop().laneTo(1 - home.index()), Long.MAX_VALUE, receivers);
        });
    }

    /** False if that could not be, since the other loop was not done. */
    private boolean takeHalfBack() {
        final Loop home = conference.home();
        final SealingLane lane = conference.homeLoop().laneTo(1 - home.index());
        return LoopCall.on(home, () -> {
            if (lane.isIdle()) {
                conference.takeBack(lane, 0.5);
            }
            return lane.isIdle();
        });
    }

    private long total(final Counter counter) {
        return ports.loops().stream()
                .mapToLong(loop -> loop.counters().get(counter))
                .sum();
    }

    private long drops(final UdpPorts of, final DropReason reason) {
        return of.loops().stream()
                .mapToLong(loop -> loop.counters().get(reason))
                .sum();
    }

    @Test
    void everybodyGetsEverythingInOrderWhileReceiversMove() {
        sendUntil(100);
        for (int moved = 1; moved <= CLIENTS; moved++) {
            spread(1);
            sendUntil(100 + 20 * moved);
        }
        for (int round = 0; round < 10; round++) {
            await(this::takeHalfBack);
            sendUntil(100 + 20 * CLIENTS + 20 * round + 10);
            spread(CLIENTS);
            sendUntil(100 + 20 * CLIENTS + 20 * round + 20);
        }
        senders().forEach(sender -> sender.send(false));
        assertThat(total(Counter.RECEIVERS_SPREAD)).isGreaterThanOrEqualTo(3 * CLIENTS);

        for (final SocketClient receiver : clients) {
            for (final SocketClient sender : senders()) {
                if (receiver != sender) {
                    await(() -> !receiver.from(sender).isEmpty()
                            && receiver.from(sender).getLast() == sender.sent() - 1);
                    final List<Integer> got = receiver.from(sender);
                    assertThat(got)
                            .as("from %s to %s", sender.id(), receiver.id())
                            .isEqualTo(IntStream.range(got.getFirst(), sender.sent())
                                    .boxed()
                                    .toList());
                    assertThat(got.getFirst()).isLessThan(100);
                }
            }
        }
        assertThat(total(Counter.SENT_FOR_OTHERS)).isGreaterThan(1000);
        assertThat(drops(clientPorts, DropReason.SRTP_AUTH)).isZero();
        assertThat(drops(clientPorts, DropReason.SRTP_REPLAY)).isZero();
        assertThat(drops(ports, DropReason.SRTP_INDEX_REUSED)).isZero();
        assertThat(drops(ports, DropReason.SPREAD_FULL)).isZero();
        assertThat(total(Counter.LOOP_FAILURES)).isZero();
    }

    @Test
    void endpointsLeaveAndTheBridgeClosesUnderLoadAndNothingStaysBehind() {
        sendUntil(50);
        spread(CLIENTS);
        spread(CLIENTS);
        sendUntil(150);
        for (int i = CLIENTS - 1; i > CLIENTS - 6; i--) {
            calls.expireEndpoint(clients.get(i).id());
        }
        sendUntil(250);

        bridge.close();
        ports.close();

        assertThat(total(Counter.SENT_FOR_OTHERS)).isPositive();
        assertThat(total(Counter.LOOP_FAILURES)).isZero();
        for (final Loop loop : ports.loops()) {
            assertThat(loop.arena().inUse()).as("loop %d", loop.index()).isZero();
            assertThat(loop.arena().lost()).isZero();
        }
        closeClients();
        if (ciphers.ciphers() instanceof LibcryptoCiphers libcrypto) {
            assertThat(libcrypto.liveContexts()).isZero();
        }
    }
}
