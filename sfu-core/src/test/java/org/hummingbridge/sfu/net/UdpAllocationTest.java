/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.hummingbridge.sfu.datagram.BatchTask;
import org.hummingbridge.sfu.datagram.Counter;
import org.hummingbridge.sfu.datagram.DatagramSink;
import org.hummingbridge.sfu.datagram.Loop;
import org.hummingbridge.sfu.datagram.PacketBuffer;
import org.hummingbridge.sfu.datagram.Path;
import org.junit.jupiter.api.Test;

/** What a packet costs the garbage collector on its way in and out, with a tick, two receivers and runs in between. */
class UdpAllocationTest {
    /** Small, so that what runs once per batch is soon compiled too. */
    private static final int BURST = 10;

    private static final int PACKETS = 20_000;

    /**
     * Less than any object per packet. The calls into the kernel are made once per batch; whether the JIT keeps them free of
     * objects depends on what it happens to inline: mostly 0, at times some 70 bytes per batch.
     */
    private static final long MAX_BYTES_PER_PACKET = 15;

    /** The first rounds allocate what the interpreter boxes and the JIT has not removed yet; on a busy machine for long. */
    private static final int MAX_ROUNDS = 60;

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    @Test
    void theDirectWayToTheKernelAllocatesNothingPerPacket() throws Exception {
        assumeTrue(FfmProbe.run().unavailability() == null, () -> "not usable here: " + FfmProbe.run());

        assertThat(lowestBytesPerRound(UdpTransport.FFM)).isLessThan(MAX_BYTES_PER_PACKET * PACKETS);
    }

    private static long lowestBytesPerRound(final UdpTransport transport) throws Exception {
        final TestStun stun = new TestStun();
        final InetAddress localhost = InetAddress.ofLiteral("127.0.0.1");
        final UdpPortConfig config = UdpPortConfig.of(List.of(localhost), 0)
                .withLoops(1)
                .withTransport(transport)
                .withSocketBuffers(1 << 20, 1 << 20);
        try (UdpPorts ports = UdpPorts.open(config, stun);
                Peer sender = new Peer(localhost);
                Peer first = new Peer(localhost);
                Peer second = new Peer(localhost)) {
            final Loop loop = ports.loops().getFirst();
            final FanOut fanOut = new FanOut(loop, first.pathFrom(0), second.pathFrom(0));
            final AtomicLong thread = new AtomicLong();
            UdpPortsFixture.onLoop(loop, () -> {
                thread.set(Thread.currentThread().threadId());
                loop.bind(sender.pathFrom(0), fanOut);
                loop.add(nowNanos -> {});
            });
            long lowest = Long.MAX_VALUE;
            for (int round = 0; round < MAX_ROUNDS && lowest > 0; round++) {
                final long before = THREADS.getThreadAllocatedBytes(thread.get());
                forward(ports, sender);
                lowest = Math.min(lowest, THREADS.getThreadAllocatedBytes(thread.get()) - before);
            }
            assertThat(UdpPortsFixture.total(ports, Counter.LOOP_FAILURES)).isZero();
            return lowest;
        }
    }

    private static void forward(final UdpPorts ports, final Peer sender) {
        final byte[] rtp = new byte[1100];
        rtp[0] = (byte) 0x80;
        long expected = UdpPortsFixture.total(ports, Counter.DATAGRAMS_SENT);
        for (int sent = 0; sent < PACKETS; sent += BURST) {
            for (int i = 0; i < BURST; i++) {
                sender.send(rtp, ports.localAddress(0, 0));
            }
            expected += 2 * BURST;
            final long soFar = expected;
            UdpPortsFixture.await(() -> UdpPortsFixture.total(ports, Counter.DATAGRAMS_SENT) == soFar);
        }
    }

    /** Keeps a read batch and sends it receiver by receiver, as forwarding does. */
    private static final class FanOut implements DatagramSink, BatchTask {
        private final Loop loop;
        private final Path[] receivers;
        private final PacketBuffer[] batch = new PacketBuffer[256];
        private int count;

        FanOut(final Loop loop, final Path... receivers) {
            this.loop = loop;
            this.receivers = receivers;
        }

        @Override
        public Loop home() {
            return loop;
        }

        @Override
        public void onDatagram(final PacketBuffer packet, final long nowNanos) {
            if (count == 0) {
                loop.atBatchEnd(this);
            }
            batch[count++] = packet;
        }

        @Override
        public void onBatchEnd(final long nowNanos) {
            for (final Path receiver : receivers) {
                for (int i = 0; i < count; i++) {
                    final PacketBuffer packet = batch[i];
                    loop.sends().begin(receiver, packet.length());
                    System.arraycopy(
                            packet.bytes(),
                            packet.offset(),
                            loop.sends().array(),
                            loop.sends().position(),
                            packet.length());
                    loop.sends().commit(packet.length());
                }
            }
            for (int i = 0; i < count; i++) {
                batch[i].release();
            }
            count = 0;
        }
    }
}
