/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.channel.epoll.Epoll;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.hummingbridge.sfu.datagram.Counter;
import org.hummingbridge.sfu.datagram.DropReason;
import org.hummingbridge.sfu.datagram.Loop;
import org.hummingbridge.sfu.datagram.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** UDP ports of one transport with peers and sinks around them. Never lets a test end with memory that was not given back. */
abstract class UdpPortsFixture {
    static final int LOOPS = 3;
    static final byte[] DTLS = {22, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14};
    static final InetAddress LOCALHOST = InetAddress.ofLiteral("127.0.0.1");
    private static final int MAX_RANGES = 100;
    private static final long POLL_NANOS = 100_000;

    final TestStun stun = new TestStun();

    /** Counts exactly what is not released, which a pooling allocator does not. */
    private final UnpooledByteBufAllocator allocator = new UnpooledByteBufAllocator(true);

    private final List<AutoCloseable> open = new ArrayList<>();
    private final UdpTransport transport;

    UdpPortsFixture(final UdpTransport transport) {
        this.transport = transport;
    }

    @BeforeEach
    void skipWithoutTransport() {
        switch (transport) {
            case AUTO, NIO -> {}
            case EPOLL -> assumeTrue(Epoll.isAvailable(), () -> "no epoll here: " + Epoll.unavailabilityCause());
            case FFM -> {
                final FfmProbe probe = FfmProbe.run();
                assumeTrue(probe.unavailability() == null, () -> "not usable here: " + probe.unavailability());
            }
        }
    }

    @AfterEach
    void closeEverything() throws Exception {
        for (final AutoCloseable each : open.reversed()) {
            each.close();
        }
        assertThat(allocator.metric().usedDirectMemory()).isZero();
        assertThat(allocator.metric().usedHeapMemory()).isZero();
    }

    UdpPortConfig config() {
        return UdpPortConfig.of(List.of(LOCALHOST), 0).withLoops(LOOPS).withSocketBuffers(1 << 20, 1 << 20);
    }

    UdpPorts open(final UdpPortConfig config) throws UdpBindException {
        final UdpPorts ports = UdpPorts.open(config.withTransport(transport), stun, allocator);
        open.add(ports);
        return ports;
    }

    interface RangeOpening {
        UdpPorts open(int first, int last) throws UdpBindException;
    }

    /** Opens as many ports in a row, from wherever they happen to be free. */
    static UdpPorts openRange(final int size, final RangeOpening opening) throws IOException {
        for (int attempt = 0; attempt < MAX_RANGES; attempt++) {
            final int first;
            try (DatagramSocket probe = new DatagramSocket(new InetSocketAddress(LOCALHOST, 0))) {
                first = probe.getLocalPort();
            }
            try {
                if (first + size <= 65_535) {
                    return opening.open(first, first + size - 1);
                }
            } catch (UdpBindException taken) {
                // By somebody else: there are others.
            }
        }
        throw new IOException("no free range of ports");
    }

    RecordingSink sink(final UdpPorts ports, final int loop, final String name) {
        final RecordingSink sink =
                RecordingSink.answering(ports.loops().get(loop % ports.loops().size()));
        stun.owner(name, sink);
        return sink;
    }

    Peer peer() throws IOException {
        return peer(LOCALHOST);
    }

    Peer peer(final InetAddress local) throws IOException {
        final Peer peer = new Peer(local);
        open.add(peer);
        return peer;
    }

    Peer connected(final UdpPorts ports, final RecordingSink sink, final String name) throws IOException {
        final Peer peer = peer();
        peer.send(TestStun.request(name), ports.localAddress(0, 0));
        assertThat(peer.receive()).isEqualTo(RecordingSink.ANSWER);
        assertThat(TestStun.isRequest(sink.next().bytes())).isTrue();
        return peer;
    }

    static void send(final Loop loop, final Path path, final byte[] bytes) {
        loop.sends().begin(path, bytes.length);
        System.arraycopy(bytes, 0, loop.sends().array(), loop.sends().position(), bytes.length);
        loop.sends().commit(bytes.length);
    }

    static byte[] numbered(final int number, final int length) {
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
        done.orTimeout(30, TimeUnit.SECONDS).join();
    }

    static void await(final BooleanSupplier condition) {
        final long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - deadline > 0) {
                throw new AssertionError("did not come true within 30 s");
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
}
