/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.bench.call;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.random.RandomGenerator;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.hummingbridge.sfu.rtp.BigEndian;

/** A connectivity check by the letters of RFC 8489 §5, for those who make them by hand. */
public final class BindingRequest {
    /** Bytes before the first attribute. */
    public static final int HEADER_BYTES = 20;

    private static final int COOKIE = 0x2112_a442;
    private static final int USERNAME = 0x0006;
    private static final int INTEGRITY = 0x0008;
    private static final int INTEGRITY_BYTES = 20;

    private BindingRequest() {}

    /** Writes one with a signature by nobody; returns its length. */
    public static int write(final byte[] to, final String username, final RandomGenerator random) {
        final byte[] user = username.getBytes(StandardCharsets.US_ASCII);
        final int integrity = HEADER_BYTES + 4 + ((user.length + 3) & ~3);
        final int length = integrity + 4 + INTEGRITY_BYTES;
        for (int i = 0; i < length; i++) {
            to[i] = (byte) random.nextInt();
        }
        BigEndian.put16(to, 0, 1);
        BigEndian.put16(to, 2, length - HEADER_BYTES);
        BigEndian.put32(to, 4, COOKIE);
        BigEndian.put16(to, HEADER_BYTES, USERNAME);
        BigEndian.put16(to, HEADER_BYTES + 2, user.length);
        System.arraycopy(user, 0, to, HEADER_BYTES + 4, user.length);
        BigEndian.put16(to, integrity, INTEGRITY);
        BigEndian.put16(to, integrity + 2, INTEGRITY_BYTES);
        return length;
    }

    /** Signs what {@link #write} wrote as one who knows the password (RFC 8489 §14.5). */
    static void sign(final byte[] request, final int length, final String password) {
        try {
            final Mac mac = Mac.getInstance("HmacSHA1");
            mac.init(new SecretKeySpec(password.getBytes(StandardCharsets.US_ASCII), mac.getAlgorithm()));
            mac.update(request, 0, length - 4 - INTEGRITY_BYTES);
            mac.doFinal(request, length - INTEGRITY_BYTES);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java runtime has HmacSHA1", e);
        }
    }
}
