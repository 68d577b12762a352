/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.conference;

import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
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
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(
        value = 1,
        jvmArgsAppend = {"--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow"})
public class FanOutBenchmark {
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

    private @Nullable FanOutCall call;

    /** Datagrams sent, by which the time is divided as well. */
    @AuxCounters(AuxCounters.Type.OPERATIONS)
    @State(Scope.Thread)
    public static class Sent {
        public long perPacket;
    }

    @Setup
    public void connect() {
        call = new FanOutCall(receivers + 1, batch);
    }

    private FanOutCall call() {
        if (call == null) {
            throw new IllegalStateException("not set up");
        }
        return call;
    }

    @Setup(Level.Invocation)
    public void prepare() {
        if ("audio".equals(media)) {
            call().prepareAudio(AUDIO_BYTES);
        } else {
            call().prepareVideo(VIDEO_BYTES);
        }
    }

    @TearDown(Level.Invocation)
    public void settle() {
        call().settle("audio".equals(media) ? AUDIO_INTERVAL_NANOS * batch / (receivers + 1) : FRAME_INTERVAL_NANOS);
    }

    @Benchmark
    public int readBatch(final Sent sent) {
        final int datagrams = call().readBatch();
        sent.perPacket += datagrams;
        return datagrams;
    }
}
