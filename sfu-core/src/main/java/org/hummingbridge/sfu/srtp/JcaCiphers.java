/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.srtp;

import java.security.GeneralSecurityException;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Ciphers of the JDK's own provider, asked for by name so that no other provider steps in. Allocates per packet: the JDK wants a
 * fresh parameter object for each IV and makes some of its own.
 */
public final class JcaCiphers implements SrtpCiphers {
    public static final String NAME = "jca";

    private static final String PROVIDER = "SunJCE";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public GcmSealer gcmSealer(final byte[] key) {
        return new JcaGcmSealer(cipher("AES/GCM/NoPadding"), aes(key));
    }

    @Override
    public GcmOpener gcmOpener(final byte[] key) {
        return new JcaGcmOpener(cipher("AES/GCM/NoPadding"), aes(key));
    }

    @Override
    public CounterCipher counter(final byte[] key) {
        return new JcaCounterCipher(cipher("AES/CTR/NoPadding"), aes(key));
    }

    @Override
    public Authenticator hmacSha1(final byte[] key) {
        try {
            final Mac mac = Mac.getInstance("HmacSHA1", PROVIDER);
            mac.init(new SecretKeySpec(key, "HmacSHA1"));
            return new JcaAuthenticator(mac);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the JDK lacks HmacSHA1 of " + PROVIDER, e);
        }
    }

    private static SecretKeySpec aes(final byte[] key) {
        return new SecretKeySpec(key, "AES");
    }

    private static Cipher cipher(final String transformation) {
        try {
            return Cipher.getInstance(transformation, PROVIDER);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the JDK lacks " + transformation + " of " + PROVIDER, e);
        }
    }
}
