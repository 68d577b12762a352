/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.conference;

import org.hummingbridge.bench.micro.PerPacketBenchmark;
import org.hummingbridge.sfu.datagram.Loop;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** One tick of a conference in which everybody sends audio: reports and feedback that are due, consent, allocation. */
@Warmup(iterations = 5, time = 2)
@Measurement(iterations = 5, time = 2)
public class ConferenceTickBenchmark extends PerPacketBenchmark {
    private static final int AUDIO_BYTES = 80;
    private static final long AUDIO_INTERVAL_NANOS = 20_000_000;

    @Param({"5", "50"})
    public int participants;

    private @Nullable RehearsalCall call;
    private int nextSpeaker;

    @Setup
    public void connect() {
        call = ConnectedCall.of(participants);
    }

    private RehearsalCall call() {
        if (call == null) {
            throw new IllegalStateException("not set up");
        }
        return call;
    }

    @Setup(Level.Invocation)
    public void media() {
        for (long i = Math.max(1, participants * Loop.TICK_NANOS / AUDIO_INTERVAL_NANOS); i > 0; i--) {
            nextSpeaker = (nextSpeaker + 1) % participants;
            call().audio(nextSpeaker, AUDIO_BYTES);
        }
        call().readBatch();
        call().awaitTick();
    }

    @TearDown(Level.Invocation)
    public void settle() {
        call().settleTick();
    }

    @Benchmark
    public int tick() {
        return call().tick();
    }
}
