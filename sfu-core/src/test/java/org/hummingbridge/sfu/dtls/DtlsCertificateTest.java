/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.dtls;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPublicKey;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class DtlsCertificateTest {
    private final DtlsCertificate certificate = DtlsCertificate.generate(Peer.RANDOM, Peer.NOW);

    @Test
    void isSelfSignedWithP256AndValidFromADayAgoForAWeek() throws GeneralSecurityException {
        final X509Certificate x509 = (X509Certificate) CertificateFactory.getInstance("X.509")
                .generateCertificate(new ByteArrayInputStream(certificate.der()));

        x509.verify(x509.getPublicKey());
        assertThat(((ECPublicKey) x509.getPublicKey())
                        .getParams()
                        .getCurve()
                        .getField()
                        .getFieldSize())
                .isEqualTo(256);
        assertThat(x509.getSigAlgName()).isEqualTo("SHA256withECDSA");
        assertThat(x509.getNotBefore()).isEqualTo(Peer.NOW.minus(Duration.ofDays(1)));
        assertThat(x509.getNotAfter()).isEqualTo(Peer.NOW.plus(Duration.ofDays(7)));
    }

    @Test
    void advertisesItsOwnFingerprint() {
        assertThat(Fingerprint.parse(
                        certificate.fingerprint().hash(),
                        certificate.fingerprint().value()))
                .isEqualTo(certificate.fingerprint());
        assertThat(Fingerprints.mismatch(List.of(certificate.fingerprint()), certificate.der()))
                .isNull();
    }

    @Test
    void isNewEveryTime() {
        assertThat(DtlsCertificate.generate(Peer.RANDOM, Peer.NOW).fingerprint())
                .isNotEqualTo(certificate.fingerprint());
    }
}
