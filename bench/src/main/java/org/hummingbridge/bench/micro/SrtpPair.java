/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.bench.micro;

import static java.util.Objects.requireNonNull;

import java.util.Random;
import org.hummingbridge.sfu.rtp.RtpHeader;
import org.hummingbridge.sfu.srtp.CipherProbe;
import org.hummingbridge.sfu.srtp.SrtpCiphers;
import org.hummingbridge.sfu.srtp.SrtpProfile;
import org.hummingbridge.sfu.srtp.SrtpReceiver;
import org.hummingbridge.sfu.srtp.SrtpSender;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Both ends of one direction of SRTP, for each back-end, profile and size. */
@State(Scope.Thread)
public class SrtpPair {
    private static final int SSRC = 0x1234_5678;

    @Param({"jca", "libcrypto"})
    public String ciphers = "";

    @Param({"AEAD_AES_128_GCM", "AES128_CM_HMAC_SHA1_80"})
    public String profile = "";

    @Param({"160", "1100"})
    public int payloadBytes;

    private final byte[] payload = new byte[2048];
    private @Nullable SrtpSender sender;
    private @Nullable SrtpReceiver receiver;
    private int sequence;

    @Setup
    public void agree() {
        new Random(1).nextBytes(payload);
        final SrtpProfile chosen = SrtpProfile.valueOf(profile);
        final SrtpCiphers backEnd = CipherProbe.run(ciphers).ciphers();
        final byte[] key = new byte[chosen.keyBytes()];
        final byte[] salt = new byte[chosen.saltBytes()];
        sender = new SrtpSender(chosen, key, salt, backEnd);
        receiver = new SrtpReceiver(chosen, key, salt, backEnd);
    }

    /** Each packet has an index of its own, as in a call: the sender refuses to use one twice. */
    int protect(final byte[] out) {
        out[0] = (byte) 0x80;
        RtpHeader.sequence(out, 0, sequence++ & 0xffff);
        RtpHeader.ssrc(out, 0, SSRC);
        return requireNonNull(sender).protectRtp(out, 0, RtpHeader.FIXED_BYTES, payload, 0, payloadBytes);
    }

    int unprotect(final byte[] packet, final int length) {
        return requireNonNull(receiver).unprotectRtp(packet, 0, length);
    }
}
