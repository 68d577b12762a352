/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.hummingbridge.sfu.datagram.Counter;
import org.hummingbridge.sfu.datagram.DatagramSink;
import org.hummingbridge.sfu.datagram.DropReason;
import org.hummingbridge.sfu.datagram.Loop;
import org.hummingbridge.sfu.datagram.LoopTask;
import org.hummingbridge.sfu.datagram.PacketBuffer;
import org.hummingbridge.sfu.datagram.Path;
import org.junit.jupiter.api.Test;

/** What every transport promises about what comes in: whom it reaches, and that nothing of it stops a loop or goes uncounted. */
abstract class AbstractUdpPortsReceivingTest extends UdpPortsFixture {
    AbstractUdpPortsReceivingTest(final UdpTransport transport) {
        super(transport);
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
    void aSinkOrTaskThatThrowsStopsNobody() throws Exception {
        final UdpPorts ports = open(config());
        final Loop loop = ports.loops().getFirst();
        stun.owner("broken", new ThrowingSink(loop));
        final RecordingSink alice = sink(ports, 0, "alice");
        onLoop(
                loop,
                () -> loop.add(nowNanos -> {
                    throw new IllegalStateException("expected by the test");
                }));

        loop.execute(() -> {
            throw new StackOverflowError("expected by the test");
        });
        peer().send(TestStun.request("broken"), ports.localAddress(0, 0));
        await(() -> total(ports, Counter.LOOP_FAILURES) >= 4);
        peer().send(TestStun.request("alice"), ports.localAddress(0, 0));

        alice.next();
    }

    @Test
    void datagramsThatWaitArePassedOnBeforeAFloodOfTasksHasEnded() throws Exception {
        final UdpPorts ports = open(config().withLoops(1));
        final RecordingSink alice = sink(ports, 0, "alice");
        final Loop loop = alice.home();
        final Peer peer = connected(ports, alice, "alice");
        final int flood = 1000;
        final List<Integer> run = new ArrayList<>();
        final AtomicInteger runBeforeDatagram = new AtomicInteger(flood);
        onLoop(loop, () -> loop.atBatchEnd(now -> runBeforeDatagram.set(run.size())));
        final CountDownLatch begin = new CountDownLatch(1);
        loop.execute(() -> awaitLatch(begin));
        for (int i = 0; i < flood; i++) {
            final int number = i;
            // Many times the budget in all.
            loop.execute(() -> {
                run.add(number);
                final long end = System.nanoTime() + TaskQueue.BUDGET_NANOS / 20;
                while (System.nanoTime() - end < 0) {
                    Thread.onSpinWait();
                }
            });
        }
        peer.send(DTLS, ports.localAddress(0, 0));
        begin.countDown();

        assertThat(alice.next().bytes()).isEqualTo(DTLS);

        onLoop(loop, () -> {});
        assertThat(runBeforeDatagram).hasValueLessThan(flood);
        assertThat(run).isEqualTo(IntStream.range(0, flood).boxed().toList());
    }

    @Test
    void tasksTickUntilTheyAreRemovedAndAgainWhenTheyAreBack() throws Exception {
        final UdpPorts ports = open(config());
        final Loop loop = ports.loops().getFirst();
        for (int i = 0; i < 2; i++) {
            final CountDownLatch ticks = new CountDownLatch(3);
            final LoopTask task = nowNanos -> ticks.countDown();
            onLoop(loop, () -> loop.add(task));

            assertThat(ticks.await(30, TimeUnit.SECONDS)).isTrue();

            onLoop(loop, () -> loop.remove(task));
        }
        assertThat(total(ports, Counter.LOOP_FAILURES)).isZero();
    }

    @Test
    void aLoopThatIsNeverIdleTicksAllTheSame() throws Exception {
        final UdpPorts ports = open(config());
        final Loop loop = ports.loops().getFirst();
        final RecordingSink alice = sink(ports, 0, "alice");
        final CountDownLatch ticks = new CountDownLatch(20);
        onLoop(loop, () -> loop.add(nowNanos -> ticks.countDown()));
        final Peer peer = connected(ports, alice, "alice");

        while (ticks.getCount() > 0) {
            peer.send(DTLS, ports.localAddress(0, 0));
            alice.next();
        }

        assertThat(total(ports, Counter.LOOP_FAILURES)).isZero();
    }

    @Test
    void whoAsksIsCalledOnceBehindTheBatch() throws Exception {
        final UdpPorts ports = open(config());
        final Loop loop = ports.loops().getFirst();
        final AtomicInteger calls = new AtomicInteger();
        onLoop(loop, () -> loop.atBatchEnd(nowNanos -> calls.incrementAndGet()));
        final RecordingSink alice = sink(ports, 0, "alice");

        for (int i = 0; i < 3; i++) {
            peer().send(TestStun.request("alice"), ports.localAddress(0, 0));
            alice.next();
        }

        onLoop(loop, () -> {});
        assertThat(calls).hasValue(1);
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
    void whatTheKernelDropsIsCountedOnce() throws Exception {
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

    private static void awaitLatch(final CountDownLatch latch) {
        try {
            latch.await(30, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private record ThrowingSink(Loop home) implements DatagramSink {
        @Override
        public void onDatagram(final PacketBuffer packet, final long nowNanos) {
            packet.release();
            home.atBatchEnd(endNanos -> {
                throw new AssertionError("expected by the test");
            });
            throw new IllegalStateException("expected by the test");
        }
    }
}
