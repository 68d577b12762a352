/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.netty.buffer.UnpooledByteBufAllocator;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.hummingbridge.sfu.datagram.Counter;
import org.hummingbridge.sfu.datagram.DatagramSink;
import org.hummingbridge.sfu.datagram.DropReason;
import org.hummingbridge.sfu.datagram.Loop;
import org.hummingbridge.sfu.datagram.LoopTask;
import org.hummingbridge.sfu.datagram.PacketBuffer;
import org.hummingbridge.sfu.datagram.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every transport promises. */
abstract class AbstractUdpPortsTest {
    private static final int LOOPS = 3;
    private static final long POLL_NANOS = 100_000;
    private static final byte[] DTLS = {22, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14};
    private static final InetAddress LOCALHOST = address("127.0.0.1");

    /** Counts exactly what is not released, which a pooling allocator does not. */
    private final UnpooledByteBufAllocator allocator = new UnpooledByteBufAllocator(true);

    private final TestStun stun = new TestStun();
    private final List<AutoCloseable> open = new ArrayList<>();

    abstract UdpTransport transport();

    /** Skips, with the reason, where this machine lacks the transport. */
    abstract void assumeAvailable();

    @BeforeEach
    void skipWithoutTransport() {
        assumeAvailable();
    }

    @AfterEach
    void closeEverything() throws Exception {
        for (final AutoCloseable each : open.reversed()) {
            each.close();
        }
        assertThat(allocator.metric().usedDirectMemory()).isZero();
        assertThat(allocator.metric().usedHeapMemory()).isZero();
    }

    @Test
    void aStunRequestFromAnywhereReachesTheOwnerOfItsUfrag() throws Exception {
        final UdpPorts ports = open(config());
        final RecordingSink alice = sink(ports, 0, "alice");
        final Peer peer = peer();

        peer.send(TestStun.request("alice"), ports.localAddress(0, 0));

        final RecordingSink.Received received = alice.next();
        assertThat(received.bytes()).isEqualTo(TestStun.request("alice"));
        assertThat(received.path()).isEqualTo(peer.pathFrom(0));
        assertThat(received.onHomeLoop()).isTrue();
    }

    @Test
    void mediaFromAnUnprovenAddressIsDroppedAndCounted() throws Exception {
        final UdpPorts ports = open(config());
        final RecordingSink alice = sink(ports, 0, "alice");
        final Peer peer = peer();

        peer.send(DTLS, ports.localAddress(0, 0));
        peer.send(TestStun.request("alice"), ports.localAddress(0, 0));

        assertThat(TestStun.isRequest(alice.next().bytes())).isTrue();
        assertThat(drops(ports, DropReason.UNKNOWN_SOURCE)).isEqualTo(1);
    }

    @Test
    void aClientHelloRightBehindTheStunAnswerIsNeverLostWhicheverLoopItLandsOn() throws Exception {
        final UdpPorts ports = open(config());
        final int peers = 48;

        for (int i = 0; i < peers; i++) {
            final RecordingSink sink = sink(ports, i % ports.loops().size(), "user" + i);
            final Peer peer = peer();
            peer.send(TestStun.request("user" + i), ports.localAddress(0, 0));
            assertThat(peer.receive()).isEqualTo(RecordingSink.ANSWER);
            peer.send(DTLS, ports.localAddress(0, 0));

            assertThat(sink.next().onHomeLoop()).isTrue();
            final RecordingSink.Received hello = sink.next();
            assertThat(hello.bytes()).isEqualTo(DTLS);
            assertThat(hello.onHomeLoop()).isTrue();
        }
        assertThat(drops(ports, DropReason.UNKNOWN_SOURCE)).isZero();
        if (ports.loops().size() > 1) {
            assertThat(total(ports, Counter.HANDED_OVER)).isPositive();
        }
    }

    @Test
    void theUfragDecidesEvenForAnAddressThatBelongsToSomebodyElse() throws Exception {
        final UdpPorts ports = open(config());
        final RecordingSink alice = sink(ports, 0, "alice");
        final RecordingSink bob = sink(ports, ports.loops().size() - 1, "bob");
        final Peer peer = connected(ports, alice, "alice");

        peer.send(TestStun.request("bob"), ports.localAddress(0, 0));
        assertThat(peer.receive()).isEqualTo(RecordingSink.ANSWER);
        peer.send(DTLS, ports.localAddress(0, 0));

        assertThat(TestStun.isRequest(bob.next().bytes())).isTrue();
        assertThat(bob.next().bytes()).isEqualTo(DTLS);
        assertThat(alice.isEmpty()).isTrue();
    }

    @Test
    void anIndicationWithoutUfragFollowsTheAddress() throws Exception {
        final UdpPorts ports = open(config());
        final RecordingSink alice = sink(ports, 0, "alice");
        final Peer peer = connected(ports, alice, "alice");

        peer.send(TestStun.request("nobody"), ports.localAddress(0, 0));
        peer.send(TestStun.indication("nobody"), ports.localAddress(0, 0));

        assertThat(alice.next().bytes()).isEqualTo(TestStun.indication("nobody"));
        assertThat(drops(ports, DropReason.STUN_UNKNOWN_UFRAG)).isEqualTo(1);
    }

    @Test
    void anUnboundPathLeadsNowhere() throws Exception {
        final UdpPorts ports = open(config());
        final RecordingSink alice = sink(ports, 0, "alice");
        final RecordingSink bob = sink(ports, 0, "bob");
        final Peer peer = connected(ports, alice, "alice");
        final Path path = peer.pathFrom(0);

        onLoop(alice.home(), () -> alice.home().unbind(path, bob));
        peer.send(DTLS, ports.localAddress(0, 0));
        assertThat(alice.next().bytes()).isEqualTo(DTLS);
        onLoop(alice.home(), () -> alice.home().unbind(path, alice));
        peer.send(DTLS, ports.localAddress(0, 0));

        await(() -> drops(ports, DropReason.UNKNOWN_SOURCE) == 1);
        assertThat(alice.isEmpty()).isTrue();
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
        final int first = freeRange(2);
        final UdpPorts ports = open(config().withPorts(first, first + 1));
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
    void aSinkOrTaskThatThrowsStopsNobody() throws Exception {
        final UdpPorts ports = open(config());
        final Loop loop = ports.loops().getFirst();
        stun.owner("broken", new ThrowingSink(loop));
        final RecordingSink alice = sink(ports, 0, "alice");
        onLoop(loop, () -> loop.add(new ThrowingTask()));

        loop.execute(() -> {
            throw new StackOverflowError("expected by the test");
        });
        peer().send(TestStun.request("broken"), ports.localAddress(0, 0));
        await(() -> total(ports, Counter.LOOP_FAILURES) >= 4);
        peer().send(TestStun.request("alice"), ports.localAddress(0, 0));

        alice.next();
    }

    @Test
    void tasksAreCalledBehindBatchesAndOnTicksUntilRemoved() throws Exception {
        final UdpPorts ports = open(config());
        final Loop loop = ports.loops().getFirst();
        final CountDownLatch ticks = new CountDownLatch(3);
        final CountDownLatch batches = new CountDownLatch(1);
        final LoopTask task = task(batches::countDown, ticks::countDown);
        onLoop(loop, () -> loop.add(task));
        sink(ports, 0, "alice");

        peer().send(TestStun.request("alice"), ports.localAddress(0, 0));

        assertThat(ticks.await(10, TimeUnit.SECONDS)).isTrue();
        assertThat(batches.await(10, TimeUnit.SECONDS)).isTrue();
        onLoop(loop, () -> loop.remove(task));
        assertThat(total(ports, Counter.LOOP_FAILURES)).isZero();
    }

    @Test
    void whateverComesInIsCountedAndNeverThrows() throws Exception {
        final UdpPorts ports = open(config());
        final RecordingSink alice = sink(ports, 0, "alice");
        final Peer known = connected(ports, alice, "alice");
        final Peer stranger = peer();
        int sent = 2;

        for (int first = 0; first < 256; first++) {
            for (final int length : new int[] {0, 1, 2, 4, 11, 12, 13, 19, 20, 21, 100, 1920}) {
                final byte[] bytes = numbered(first * 31 + length, length);
                if (length > 0) {
                    bytes[0] = (byte) first;
                }
                stranger.send(bytes, ports.localAddress(0, 0));
                known.send(bytes, ports.localAddress(0, 0));
                sent += 2;
            }
            final int soFar = sent - 1;
            await(() -> total(ports, Counter.DATAGRAMS_RECEIVED) == soFar);
        }

        assertThat(total(ports, Counter.LOOP_FAILURES)).isZero();
        assertThat(drops(ports, DropReason.TOO_SHORT)).isPositive();
        assertThat(drops(ports, DropReason.UNKNOWN_KIND)).isPositive();
        assertThat(drops(ports, DropReason.UNKNOWN_SOURCE)).isPositive();
        assertThat(alice.isEmpty()).isFalse();
    }

    @Test
    void aDatagramLongerThanASlotIsDropped() throws Exception {
        final UdpPorts ports = open(config());

        for (final int length : new int[] {PacketBuffer.MAX_DATAGRAM + 1, 2047, 2048, 2049, 9000, 65_507}) {
            peer().send(new byte[length], ports.localAddress(0, 0));
        }

        await(() -> drops(ports, DropReason.TOO_LONG) == 6);
    }

    @Test
    void withoutFreeSlotsDatagramsAreDroppedAndTheLoopRecovers() throws Exception {
        final UdpPorts ports = open(config().withLoops(1).withArenaSlots(4));
        final Loop loop = ports.loops().getFirst();
        final List<PacketBuffer> held = new ArrayList<>();
        onLoop(loop, () -> {
            for (int i = 0; i < 4; i++) {
                held.add(loop.arena().acquire());
            }
        });
        final RecordingSink alice = sink(ports, 0, "alice");
        final Peer peer = peer();

        peer.send(TestStun.request("alice"), ports.localAddress(0, 0));
        await(() -> drops(ports, DropReason.NO_BUFFER) == 1);
        onLoop(loop, () -> held.forEach(PacketBuffer::release));
        peer.send(TestStun.request("alice"), ports.localAddress(0, 0));

        alice.next();
    }

    @Test
    void whatTheKernelDropsIsCountedOncePerPort() throws Exception {
        assumeTrue(Files.isReadable(java.nio.file.Path.of("/proc/net/udp")), "needs Linux's /proc/net/udp");
        final UdpPorts ports = open(config().withSocketBuffers(4096, 1 << 20));
        final CountDownLatch release = new CountDownLatch(1);
        for (final Loop loop : ports.loops()) {
            loop.execute(() -> awaitLatch(release));
        }
        final Peer peer = peer();
        final int sent = 500;

        for (int i = 0; i < sent; i++) {
            peer.send(DTLS, ports.localAddress(0, 0));
        }
        release.countDown();

        await(() -> total(ports, Counter.KERNEL_DROPS) > 0);
        await(() -> total(ports, Counter.KERNEL_DROPS) + total(ports, Counter.DATAGRAMS_RECEIVED) == sent);
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

    UdpPortConfig config() {
        return UdpPortConfig.of(List.of(LOCALHOST), 0).withLoops(LOOPS).withSocketBuffers(1 << 20, 1 << 20);
    }

    UdpPorts open(final UdpPortConfig config) throws UdpBindException {
        final UdpPorts ports = UdpPorts.open(config.withTransport(transport()), stun, allocator);
        open.add(ports);
        return ports;
    }

    private RecordingSink sink(final UdpPorts ports, final int loop, final String name) {
        final RecordingSink sink =
                RecordingSink.answering(ports.loops().get(loop % ports.loops().size()));
        stun.owner(name, sink);
        return sink;
    }

    private Peer peer() throws IOException {
        return peer(LOCALHOST);
    }

    private Peer peer(final InetAddress local) throws IOException {
        final Peer peer = new Peer(local);
        open.add(peer);
        return peer;
    }

    private Peer connected(final UdpPorts ports, final RecordingSink sink, final String name) throws IOException {
        final Peer peer = peer();
        peer.send(TestStun.request(name), ports.localAddress(0, 0));
        assertThat(peer.receive()).isEqualTo(RecordingSink.ANSWER);
        assertThat(TestStun.isRequest(sink.next().bytes())).isTrue();
        return peer;
    }

    private static void send(final Loop loop, final Path path, final byte[] bytes) {
        loop.sends().begin(path, bytes.length);
        System.arraycopy(bytes, 0, loop.sends().array(), loop.sends().position(), bytes.length);
        loop.sends().commit(bytes.length);
    }

    private static byte[] numbered(final int number, final int length) {
        final byte[] bytes = new byte[length];
        for (int i = 0; i < length; i++) {
            bytes[i] = (byte) (number * 7 + i);
        }
        if (length >= Integer.BYTES) {
            ByteBuffer.wrap(bytes).putInt(number);
        }
        return bytes;
    }

    static void onLoop(final Loop loop, final Runnable task) {
        final CompletableFuture<Void> done = new CompletableFuture<>();
        loop.execute(() -> {
            task.run();
            done.complete(null);
        });
        done.orTimeout(10, TimeUnit.SECONDS).join();
    }

    static void await(final BooleanSupplier condition) {
        final long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(15);
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - deadline > 0) {
                throw new AssertionError("did not come true within 15 s");
            }
            LockSupport.parkNanos(POLL_NANOS);
        }
    }

    static long total(final UdpPorts ports, final Counter counter) {
        return ports.loops().stream()
                .mapToLong(loop -> loop.counters().get(counter))
                .sum();
    }

    static long drops(final UdpPorts ports, final DropReason reason) {
        return ports.loops().stream()
                .mapToLong(loop -> loop.counters().get(reason))
                .sum();
    }

    private static LoopTask task(final Runnable onBatch, final Runnable onTick) {
        return new LoopTask() {
            @Override
            public void onBatchEnd(final long nowNanos) {
                onBatch.run();
            }

            @Override
            public void onTick(final long nowNanos) {
                onTick.run();
            }
        };
    }

    private static void awaitLatch(final CountDownLatch latch) {
        try {
            latch.await(10, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
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

    private static int freeRange(final int size) throws IOException {
        for (int attempt = 0; attempt < 100; attempt++) {
            final int first;
            try (DatagramSocket probe = new DatagramSocket(new InetSocketAddress(LOCALHOST, 0))) {
                first = probe.getLocalPort();
            }
            if (first + size <= 65_535 && isFree(first + size - 1)) {
                return first;
            }
        }
        throw new IOException("no free range of ports");
    }

    private static boolean isFree(final int port) {
        try (DatagramSocket probe = new DatagramSocket(new InetSocketAddress(LOCALHOST, port))) {
            return probe.isBound();
        } catch (IOException taken) {
            return false;
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

    private record ThrowingSink(Loop home) implements DatagramSink {
        @Override
        public void onDatagram(final PacketBuffer packet, final long nowNanos) {
            packet.release();
            throw new IllegalStateException("expected by the test");
        }
    }

    private static final class ThrowingTask implements LoopTask {
        @Override
        public void onBatchEnd(final long nowNanos) {
            throw new AssertionError("expected by the test");
        }

        @Override
        public void onTick(final long nowNanos) {
            throw new IllegalStateException("expected by the test");
        }
    }
}
