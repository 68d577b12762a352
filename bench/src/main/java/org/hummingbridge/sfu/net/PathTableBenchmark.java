/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.net;

import org.hummingbridge.bench.micro.PerPacketBenchmark;
import org.hummingbridge.sfu.datagram.DatagramSink;
import org.hummingbridge.sfu.datagram.Loop;
import org.hummingbridge.sfu.datagram.PacketBuffer;
import org.hummingbridge.sfu.datagram.Path;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;

/** Whose a datagram is: one look-up by remote address among so many endpoints. In this package for the table's sake. */
public class PathTableBenchmark extends PerPacketBenchmark {
    private static final long IPV4 = 0x0000_ffff_0000_0000L;
    private static final int FIRST_HOST = 0x0a00_0001;

    /** Coprime to every number of endpoints, so that all are asked for in no order that a cache could guess. */
    private static final int STRIDE = 7919;

    @Param({"10", "100", "500", "5000"})
    public int endpoints;

    private final PathTable table = new PathTable(1);
    private int next;

    private static final class Nobody implements DatagramSink {
        @Override
        public Loop home() {
            throw new UnsupportedOperationException("nobody's loop");
        }

        @Override
        public void onDatagram(final PacketBuffer packet, final long nowNanos) {
            packet.release();
        }
    }

    @Setup
    public void setUp() {
        for (int i = 0; i < endpoints; i++) {
            table.put(new Path(0, 0, IPV4 | (FIRST_HOST + i), 40_000 + i % 1000), new Nobody());
        }
    }

    @Benchmark
    public int find() {
        next = (next + STRIDE) % endpoints;
        return table.find(0, 0, IPV4 | (FIRST_HOST + next), 40_000 + next % 1000);
    }
}
