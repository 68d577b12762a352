/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.hummingbridge.sfu.datagram.Counter;
import org.hummingbridge.sfu.datagram.DropReason;
import org.hummingbridge.sfu.datagram.Loop;
import org.hummingbridge.sfu.datagram.Path;
import org.junit.jupiter.api.Test;

/** What every transport promises about its sockets: how they open, what they send, what they leave behind. */
abstract class AbstractUdpPortsTest extends UdpPortsFixture {
    AbstractUdpPortsTest(final UdpTransport transport) {
        super(transport);
    }

    @Test
    void answersLeaveFromTheAddressThatWasAsked() throws Exception {
        final List<InetAddress> addresses = new ArrayList<>(List.of(LOCALHOST, address("127.0.0.2")));
        if (canBind(address("::1"))) {
            addresses.add(address("::1"));
        }
        final UdpPorts ports = open(UdpPortConfig.of(addresses, 0).withLoops(LOOPS));
        sink(ports, 0, "alice");

        for (int socket = 0; socket < addresses.size(); socket++) {
            final Peer peer = peer(addresses.get(socket).isLoopbackAddress() ? addresses.get(socket) : LOCALHOST);
            peer.send(TestStun.request("alice"), ports.localAddress(0, socket));

            assertThat(peer.receivePacket().getSocketAddress()).isEqualTo(ports.localAddress(0, socket));
        }
    }

    @Test
    void everyDatagramOfEveryRunArrivesIntactAndInOrder() throws Exception {
        final UdpPorts ports = open(config());
        final RecordingSink alice = sink(ports, 0, "alice");
        final Peer first = connected(ports, alice, "alice");
        final Peer second = connected(ports, alice, "alice");
        final List<byte[]> sent = new ArrayList<>();
        final int[] sizes = {1100, 1100, 1100, 700, 700, 1200, 1, 1, 1, 300};
        for (int i = 0; i < 400; i++) {
            sent.add(numbered(i, i < 150 ? 1100 : sizes[i % sizes.length]));
        }

        onLoop(alice.home(), () -> {
            sent.forEach(bytes -> send(alice.home(), first.pathFrom(0), bytes));
            sent.forEach(bytes -> send(alice.home(), second.pathFrom(0), bytes));
        });

        for (final Peer peer : List.of(first, second)) {
            for (final byte[] bytes : sent) {
                assertThat(peer.receive()).isEqualTo(bytes);
            }
        }
        await(() -> total(ports, Counter.DATAGRAMS_SENT) == 2 + 2 * sent.size());
        if (ports.gso()) {
            assertThat(total(ports, Counter.SEND_RUNS)).isLessThan(sent.size());
        }
    }

    @Test
    void aPeerThatIsGoneStopsNobody() throws Exception {
        final UdpPorts ports = open(config());
        final RecordingSink alice = sink(ports, 0, "alice");
        final Peer gone = connected(ports, alice, "alice");
        final Path gonePath = gone.pathFrom(0);
        gone.close();
        final Path reserved = Path.of(0, new InetSocketAddress("255.255.255.255", 9));

        for (int i = 0; i < 20; i++) {
            onLoop(alice.home(), () -> {
                send(alice.home(), gonePath, DTLS);
                send(alice.home(), reserved, DTLS);
                send(alice.home(), reserved, DTLS);
            });
        }

        await(() -> drops(ports, DropReason.SEND_FAILED) == 40);
        connected(ports, alice, "alice");
        assertThat(total(ports, Counter.LOOP_FAILURES)).isZero();
    }

    @Test
    void aPathOfASocketThatDoesNotExistIsCounted() throws Exception {
        final UdpPorts ports = open(config());
        final Loop loop = ports.loops().getFirst();

        onLoop(loop, () -> send(loop, Path.of(7, new InetSocketAddress("127.0.0.1", 9)), DTLS));

        await(() -> drops(ports, DropReason.SEND_FAILED) == 1);
    }

    @Test
    void aTakenPortIsNamedInTheException() throws Exception {
        try (DatagramSocket taken = new DatagramSocket(new InetSocketAddress(LOCALHOST, 0))) {
            final int port = taken.getLocalPort();

            assertThatThrownBy(() -> open(config().withPorts(port, port)))
                    .isInstanceOfSatisfying(UdpBindException.class, e -> {
                        assertThat(e.port()).isEqualTo(port);
                        assertThat(e.address()).isEqualTo(LOCALHOST);
                    })
                    .hasMessageContaining("UDP port " + port + " on 127.0.0.1 is taken");
        }
    }

    @Test
    void aSecondBridgeCannotShareThePortByAccident() throws Exception {
        final int port = open(config()).localAddress(0, 0).getPort();

        assertThatThrownBy(() -> open(config().withPorts(port, port))).isInstanceOf(UdpBindException.class);
    }

    @Test
    void anAddressThatIsNotOursIsNamedInTheException() {
        assertThatThrownBy(() -> open(UdpPortConfig.of(List.of(address("192.0.2.1")), 0)))
                .isInstanceOf(UdpBindException.class)
                .hasMessageContaining("no interface of this machine has that address");
    }

    @Test
    void aPortRangeGivesEachLoopItsOwnPort() throws Exception {
        final UdpPorts ports = openRange(2, (lowest, highest) -> open(config().withPorts(lowest, highest)));
        final int first = ports.localAddress(0, 0).getPort();
        final RecordingSink alice = sink(ports, 0, "alice");
        final RecordingSink bob = sink(ports, 1, "bob");
        final Peer peer = peer();

        for (final RecordingSink sink : List.of(alice, bob)) {
            final int loop = sink.home().index();
            assertThat(ports.localAddress(loop, 0).getPort()).isEqualTo(first + loop);
            peer.send(TestStun.request(loop == 0 ? "alice" : "bob"), ports.localAddress(loop, 0));
            assertThat(peer.receivePacket().getPort()).isEqualTo(first + loop);
            assertThat(sink.next().onHomeLoop()).isTrue();
        }
        assertThat(ports.loops()).hasSize(2);
        assertThat(total(ports, Counter.HANDED_OVER)).isZero();
    }

    @Test
    void aSocketBufferThatTheKernelCutsIsReportedWithTheLineToPaste() throws Exception {
        final UdpPorts ports = open(config().withSocketBuffers(1 << 30, 1 << 30));

        assertThat(ports.warnings()).hasSize(2);
        assertThat(ports.warnings().getFirst()).contains("sysctl -w net.core.rmem_max=1073741824");
        assertThat(ports.warnings().getLast()).contains("sysctl -w net.core.wmem_max=1073741824");
    }

    @Test
    void aSocketBufferThatTheKernelGrantsIsNotWarnedOf() throws Exception {
        assertThat(open(config().withSocketBuffers(100_000, 100_000)).warnings())
                .isEmpty();
    }

    @Test
    void closingReturnsEverySlotEvenOfDatagramsUnderWay() throws Exception {
        final UdpPorts ports = open(config());
        final RecordingSink alice = sink(ports, 0, "alice");
        final List<Peer> peers = new ArrayList<>();
        for (int i = 0; i < 16; i++) {
            peers.add(connected(ports, alice, "alice"));
        }

        for (int i = 0; i < 500; i++) {
            peers.get(i % peers.size()).send(DTLS, ports.localAddress(0, 0));
        }
        ports.close();

        for (final Loop loop : ports.loops()) {
            assertThat(loop.arena().inUse()).isZero();
            assertThat(loop.arena().lost()).isZero();
        }
    }

    @Test
    void aLoopWithWorkMakesSlotsBeforePacketsNeedThem() throws Exception {
        final UdpPorts ports = open(config());
        final Loop loop = ports.loops().getFirst();

        onLoop(loop, () -> loop.add(now -> {}));

        await(() -> total(ports, Counter.PACKET_SLOTS) >= 1000);
        assertThat(total(ports, Counter.DATAGRAMS_RECEIVED)).isZero();
    }

    @Test
    void workForAClosedLoopIsDroppedQuietly() throws Exception {
        final UdpPorts ports = open(config());
        ports.close();

        ports.loops().getFirst().execute(() -> {
            throw new IllegalStateException("must not run");
        });

        assertThat(total(ports, Counter.LOOP_FAILURES)).isZero();
    }

    @Test
    void openingAndClosingLeavesNeitherThreadsNorDescriptors() throws Exception {
        open(config()).close();
        final long threads = loopThreads();
        final long descriptors = descriptors();

        for (int i = 0; i < 50; i++) {
            open(config()).close();
        }

        await(() -> loopThreads() <= threads);
        await(() -> descriptors() <= descriptors);
    }

    private static long loopThreads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("udp-loop"))
                .count();
    }

    private static long descriptors() {
        try (Stream<java.nio.file.Path> entries = Files.list(java.nio.file.Path.of("/proc/self/fd"))) {
            return entries.count();
        } catch (IOException noProcFileSystem) {
            return 0;
        }
    }

    private static boolean canBind(final InetAddress address) {
        try (DatagramSocket probe = new DatagramSocket(new InetSocketAddress(address, 0))) {
            return probe.isBound();
        } catch (IOException unavailable) {
            return false;
        }
    }

    private static InetAddress address(final String literal) {
        return InetAddress.ofLiteral(literal);
    }
}
