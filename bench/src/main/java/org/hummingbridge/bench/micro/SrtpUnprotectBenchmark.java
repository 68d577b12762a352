/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.bench.micro;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Setup;

/** Decrypting one packet in place. Packets are made a batch at a time outside of the measured time: none can be decrypted twice. */
public class SrtpUnprotectBenchmark extends PerPacketBenchmark {
    private static final int BATCH = 64;

    private final byte[][] packets = new byte[BATCH][2048];
    private int length;

    @Setup(Level.Invocation)
    public void protect(final SrtpPair pair) {
        for (final byte[] packet : packets) {
            length = pair.protect(packet);
        }
    }

    @Benchmark
    @OperationsPerInvocation(BATCH)
    public int unprotect(final SrtpPair pair) {
        int sum = 0;
        for (final byte[] packet : packets) {
            sum += pair.unprotect(packet, length);
        }
        return sum;
    }
}
