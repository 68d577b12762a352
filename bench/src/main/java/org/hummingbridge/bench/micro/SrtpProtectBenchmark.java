/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.bench.micro;

import org.openjdk.jmh.annotations.Benchmark;

/** Encrypting one packet for one receiver, out of the shared plaintext. */
public class SrtpProtectBenchmark extends PerPacketBenchmark {
    private final byte[] out = new byte[2048];

    @Benchmark
    public int protect(final SrtpPair pair) {
        return pair.protect(out);
    }
}
