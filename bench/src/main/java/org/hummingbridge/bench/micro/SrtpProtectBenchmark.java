/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.bench.micro;

import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.hummingbridge.sfu.rtp.RtpHeader;
import org.hummingbridge.sfu.srtp.CipherProbe;
import org.hummingbridge.sfu.srtp.SrtpProfile;
import org.hummingbridge.sfu.srtp.SrtpSender;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Encrypting one packet for one receiver, out of the shared plaintext, per back-end, profile and size. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(
        value = 1,
        jvmArgsAppend = {"--enable-native-access=ALL-UNNAMED"})
public class SrtpProtectBenchmark {
    private static final int SSRC = 0x1234_5678;

    @Param({"jca", "libcrypto"})
    public String ciphers = "";

    @Param({"AEAD_AES_128_GCM", "AES128_CM_HMAC_SHA1_80"})
    public String profile = "";

    @Param({"160", "1100"})
    public int payloadBytes;

    private final byte[] payload = new byte[2048];
    private final byte[] out = new byte[2048];
    private SrtpSender sender = newSender("jca", SrtpProfile.AEAD_AES_128_GCM);
    private int sequence;

    @Setup
    public void setUp() {
        new Random(1).nextBytes(payload);
        sender = newSender(ciphers, SrtpProfile.valueOf(profile));
        out[0] = (byte) 0x80;
        RtpHeader.ssrc(out, 0, SSRC);
    }

    private static SrtpSender newSender(final String ciphers, final SrtpProfile profile) {
        return new SrtpSender(
                profile,
                new byte[profile.keyBytes()],
                new byte[profile.saltBytes()],
                CipherProbe.run(ciphers).ciphers());
    }

    @Benchmark
    public int protect() {
        // Each packet has an index of its own, as in a call: the sender refuses to use one twice.
        RtpHeader.sequence(out, 0, sequence++);
        return sender.protectRtp(out, 0, RtpHeader.FIXED_BYTES, payload, 0, payloadBytes);
    }
}
