/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.conference;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.hummingbridge.bench.micro.PerPacketBenchmark;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * A whole read batch through a conference, from datagrams that were read to datagrams that are staged to be sent: the path of a
 * packet without the kernel. {@code perPacket} is its time by datagrams sent. What goes on in between (senders and receivers,
 * ticks) is not measured but leaves the caches as it would between two batches of a real loop.
 */
@Warmup(iterations = 5, time = 2)
@Measurement(iterations = 5, time = 2)
public class FanOutBenchmark extends PerPacketBenchmark {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final int AUDIO_BYTES = 80;
    private static final int VIDEO_BYTES = 1100;
    private static final long AUDIO_INTERVAL_NANOS = 20_000_000;
    private static final long FRAME_INTERVAL_NANOS = 33_000_000;

    @Param({"audio", "video"})
    public String media = "";

    @Param({"10", "50"})
    public int receivers;

    /** Datagrams that one read brings: one where senders pace, more under load. */
    @Param({"1", "10"})
    public int batch;

    /** Conferences that take turns: with many of them each finds the caches cold, as on a loop that carries a hundred. */
    @Param("1")
    public int calls;

    /** Datagrams of 100 bytes that go through the kernel between two batches, which displace ours in the caches as on a real loop. */
    @Param("0")
    public int displacing;

    private @Nullable DatagramChannel loopback;
    private final ByteBuffer datagram = ByteBuffer.allocateDirect(100);
    private final List<RehearsalCall> connected = new ArrayList<>();
    private int turn;
    private int nextSpeaker;
    private long allocatedBefore;

    /** Datagrams sent, by which the time is divided as well. */
    @AuxCounters(AuxCounters.Type.OPERATIONS)
    @State(Scope.Thread)
    public static class Sent {
        public long perPacket;
    }

    /** Sums of an iteration. The profiler "gc" also counts what senders and receivers allocate in between. */
    @AuxCounters(AuxCounters.Type.EVENTS)
    @State(Scope.Thread)
    public static class Sums {
        public long allocatedBytes;
        public long datagrams;
    }

    @Setup
    public void connect() throws IOException {
        final DatagramChannel opened =
                DatagramChannel.open().bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        opened.connect(opened.getLocalAddress());
        opened.configureBlocking(false);
        loopback = opened;
        for (int i = 0; i < calls; i++) {
            connected.add(ConnectedCall.of(receivers + 1));
        }
    }

    private RehearsalCall call() {
        return connected.get(turn);
    }

    @Setup(Level.Invocation)
    public void prepare() throws IOException {
        turn = (turn + 1) % calls;
        if ("audio".equals(media)) {
            for (int i = 0; i < batch; i++) {
                nextSpeaker = (nextSpeaker + 1) % call().size();
                call().audio(nextSpeaker, AUDIO_BYTES);
            }
        } else {
            call().frame(0, batch, VIDEO_BYTES);
        }
        displace();
        allocatedBefore = THREADS.getCurrentThreadAllocatedBytes();
    }

    private void displace() throws IOException {
        final DatagramChannel channel = Objects.requireNonNull(loopback);
        for (int i = 0; i < displacing; i++) {
            datagram.clear();
            channel.write(datagram);
        }
        for (int i = 0; i < displacing; i++) {
            datagram.clear();
            channel.read(datagram);
        }
    }

    @TearDown
    public void disconnect() throws IOException {
        Objects.requireNonNull(loopback).close();
    }

    @TearDown(Level.Invocation)
    public void settle(final Sums sums) {
        sums.allocatedBytes += THREADS.getCurrentThreadAllocatedBytes() - allocatedBefore;
        sums.datagrams += call().sent();
        call().settle("audio".equals(media) ? AUDIO_INTERVAL_NANOS * batch / (receivers + 1) : FRAME_INTERVAL_NANOS);
    }

    @Benchmark
    public int readBatch(final Sent sent) {
        final int datagrams = call().readBatch();
        sent.perPacket += datagrams;
        return datagrams;
    }
}
