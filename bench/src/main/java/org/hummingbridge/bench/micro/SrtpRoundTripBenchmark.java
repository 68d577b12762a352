/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.bench.micro;

import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.hummingbridge.sfu.rtp.RtpHeader;
import org.hummingbridge.sfu.srtp.CipherProbe;
import org.hummingbridge.sfu.srtp.SrtpCiphers;
import org.hummingbridge.sfu.srtp.SrtpProfile;
import org.hummingbridge.sfu.srtp.SrtpReceiver;
import org.hummingbridge.sfu.srtp.SrtpSender;
import org.jspecify.annotations.Nullable;
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

/**
 * Encrypting a packet and decrypting it again: no packet can be decrypted twice, so that decryption alone is this less
 * {@link SrtpProtectBenchmark}.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(
        value = 1,
        jvmArgsAppend = {"--enable-native-access=ALL-UNNAMED"})
public class SrtpRoundTripBenchmark {
    private static final int SSRC = 0x1234_5678;

    @Param({"jca", "libcrypto"})
    public String ciphers = "";

    @Param({"AEAD_AES_128_GCM", "AES128_CM_HMAC_SHA1_80"})
    public String profile = "";

    @Param({"160", "1100"})
    public int payloadBytes;

    private final byte[] payload = new byte[2048];
    private final byte[] out = new byte[2048];
    private @Nullable SrtpSender sender;
    private @Nullable SrtpReceiver receiver;
    private int sequence;

    @Setup
    public void setUp() {
        new Random(1).nextBytes(payload);
        final SrtpProfile chosen = SrtpProfile.valueOf(profile);
        final SrtpCiphers backEnd = CipherProbe.run(ciphers).ciphers();
        final byte[] key = new byte[chosen.keyBytes()];
        final byte[] salt = new byte[chosen.saltBytes()];
        sender = new SrtpSender(chosen, key, salt, backEnd);
        receiver = new SrtpReceiver(chosen, key, salt, backEnd);
    }

    @Benchmark
    public int protectAndUnprotect() {
        if (sender == null || receiver == null) {
            throw new IllegalStateException("not set up");
        }
        out[0] = (byte) 0x80;
        RtpHeader.sequence(out, 0, sequence++);
        RtpHeader.ssrc(out, 0, SSRC);
        final int length = sender.protectRtp(out, 0, RtpHeader.FIXED_BYTES, payload, 0, payloadBytes);
        return receiver.unprotectRtp(out, 0, length);
    }
}
