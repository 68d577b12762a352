/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.dtls;

import java.io.IOException;
import java.security.NoSuchAlgorithmException;
import java.security.Provider;
import java.security.SecureRandom;
import java.security.Signature;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.NoSuchPaddingException;
import org.bouncycastle.jcajce.util.DefaultJcaJceHelper;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.tls.crypto.TlsCipher;
import org.bouncycastle.tls.crypto.TlsCryptoParameters;
import org.bouncycastle.tls.crypto.impl.jcajce.JcaTlsCrypto;

/**
 * The cryptography of one handshake: the JRE's providers, and Bouncy Castle's for ChaCha20-Poly1305 and RSA signatures, which
 * the library asks for under names that the JRE does not have. Never registers a provider with the JVM.
 */
final class DtlsCrypto extends JcaTlsCrypto {
    private static final Provider BOUNCY_CASTLE = new BouncyCastleProvider();

    private final ProtectedEpoch epoch;

    DtlsCrypto(final SecureRandom random, final ProtectedEpoch epoch) {
        super(new Helper(), random, random);
        this.epoch = epoch;
    }

    @Override
    public TlsCipher createCipher(
            final TlsCryptoParameters parameters, final int encryptionAlgorithm, final int macAlgorithm)
            throws IOException {
        final TlsCipher cipher = super.createCipher(parameters, encryptionAlgorithm, macAlgorithm);
        epoch.agreed(parameters, encryptionAlgorithm);
        return new SilentCipher(cipher, epoch);
    }

    private static final class Helper extends DefaultJcaJceHelper {
        @Override
        public Cipher createCipher(final String algorithm) throws NoSuchAlgorithmException, NoSuchPaddingException {
            return "ChaCha7539".equals(algorithm)
                    ? Cipher.getInstance(algorithm, BOUNCY_CASTLE)
                    : super.createCipher(algorithm);
        }

        @Override
        public Signature createSignature(final String algorithm) throws NoSuchAlgorithmException {
            return algorithm.contains("RSA")
                    ? Signature.getInstance(algorithm, BOUNCY_CASTLE)
                    : super.createSignature(algorithm);
        }

        @Override
        public Mac createMac(final String algorithm) throws NoSuchAlgorithmException {
            return "Poly1305".equals(algorithm)
                    ? Mac.getInstance(algorithm, BOUNCY_CASTLE)
                    : super.createMac(algorithm);
        }
    }
}
