/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.bench.micro;

import java.util.concurrent.TimeUnit;
import org.hummingbridge.sfu.receive.TransportArrivals;
import org.hummingbridge.sfu.rtp.rtcp.RtcpWriter;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Per packet of a sender: noting its arrival, and its share of the feedback that goes out every 100 ms. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class TransportFeedbackBenchmark {
    private static final int PACKETS = 20;
    private static final long SPACING_NANOS = 5_300_000;

    private final TransportArrivals arrivals = new TransportArrivals();
    private final RtcpWriter writer = new RtcpWriter();
    private final byte[] out = new byte[1200];
    private int sequence;
    private long now;

    @Benchmark
    @OperationsPerInvocation(PACKETS)
    public int arriveAndReport() {
        for (int i = 0; i < PACKETS; i++) {
            now += SPACING_NANOS;
            arrivals.onPacket(sequence++ & 0xffff, 1, false, now);
        }
        writer.begin(out, 0, out.length);
        arrivals.writeFeedback(writer, 2, now);
        return writer.length();
    }
}
