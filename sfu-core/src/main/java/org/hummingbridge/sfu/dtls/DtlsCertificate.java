/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.dtls;

import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/**
 * Our identity in DTLS: a P-256 key and a self-signed certificate (RFC 8827 §6.5). Never changes: when the process rotates
 * its certificate, associations keep the one that they advertised.
 */
public final class DtlsCertificate {
    private static final X500Name SUBJECT = new X500Name("CN=Hummingbridge");
    private static final Duration CLOCK_SKEW = Duration.ofDays(1);
    private static final Duration LIFETIME = Duration.ofDays(7);
    private static final int SERIAL_BITS = 127;

    /** An identifier of the example arc, so that no implementation gives it a meaning. */
    private static final ASN1ObjectIdentifier PADDING = new ASN1ObjectIdentifier("2.999.1");

    private final PrivateKey privateKey;
    private final byte[] der;
    private final Fingerprint fingerprint;

    private DtlsCertificate(final PrivateKey privateKey, final byte[] der) {
        this.privateKey = privateKey;
        this.der = der;
        fingerprint = Fingerprint.of("sha-256", der);
    }

    /** A new key, certified from a day before {@code now} to a week after. */
    public static DtlsCertificate generate(final SecureRandom random, final Instant now) {
        return generate(random, now, 0);
    }

    /** As {@link #generate(SecureRandom, Instant)}, made larger by an extension of {@code paddingBytes}. */
    static DtlsCertificate generate(final SecureRandom random, final Instant now, final int paddingBytes) {
        try {
            final KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"), random);
            final KeyPair pair = generator.generateKeyPair();
            final X509v3CertificateBuilder builder = new JcaX509v3CertificateBuilder(
                    SUBJECT,
                    new BigInteger(SERIAL_BITS, random).setBit(0),
                    Date.from(now.minus(CLOCK_SKEW)),
                    Date.from(now.plus(LIFETIME)),
                    SUBJECT,
                    pair.getPublic());
            if (paddingBytes > 0) {
                builder.addExtension(PADDING, false, new DEROctetString(new byte[paddingBytes]));
            }
            final byte[] der = builder.build(new JcaContentSignerBuilder("SHA256withECDSA")
                            .setSecureRandom(random)
                            .build(pair.getPrivate()))
                    .getEncoded();
            return new DtlsCertificate(pair.getPrivate(), der);
        } catch (final GeneralSecurityException | OperatorCreationException | IOException e) {
            throw new IllegalStateException("this JRE cannot make a P-256 certificate", e);
        }
    }

    /** What to signal: SHA-256 over the DER encoding. */
    public Fingerprint fingerprint() {
        return fingerprint;
    }

    PrivateKey privateKey() {
        return privateKey;
    }

    /** The certificate's DER encoding; not to be written to. */
    byte[] der() {
        return der;
    }
}
