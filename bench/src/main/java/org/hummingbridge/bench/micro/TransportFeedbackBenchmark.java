/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.bench.micro;

import org.hummingbridge.sfu.receive.TransportArrivals;
import org.hummingbridge.sfu.rtp.rtcp.RtcpWriter;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;

/** Per packet of a sender: noting its arrival, and its share of the feedback that goes out every 100 ms. */
public class TransportFeedbackBenchmark extends PerPacketBenchmark {
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
