/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.signaling.xmpp;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServerTrustTest {
    private final TestCertificate prosody = TestCertificate.of("auth.bridge.test");
    private final X509Certificate[] shown = {prosody.certificate()};

    @TempDir
    private Path folder;

    private Path bundleOf(TestCertificate certificate) {
        var bundle = folder.resolve("bundle.crt");
        certificate.writeTo(bundle, folder.resolve("key.pem"));
        return bundle;
    }

    @Test
    void whatTheMachineTrustsIsTrustedEvenIfTheJvmDoesNotKnowIt() throws Exception {
        var trust = ServerTrust.of(new TlsPolicy.Trust.Authorities(), bundleOf(prosody));

        assertThatCode(() -> trust.checkServerTrusted(shown, "ECDHE_ECDSA")).doesNotThrowAnyException();
    }

    @Test
    void whatNeitherKnowsIsRefused() throws Exception {
        var trust =
                ServerTrust.of(new TlsPolicy.Trust.Authorities(), bundleOf(TestCertificate.of("somebody.else.test")));

        assertThatThrownBy(() -> trust.checkServerTrusted(shown, "ECDHE_ECDSA"))
                .isInstanceOf(CertificateException.class);
    }

    @Test
    void aMachineWithoutABundleLeavesItToTheJvm() throws Exception {
        var trust = ServerTrust.of(new TlsPolicy.Trust.Authorities(), folder.resolve("none.crt"));

        assertThatThrownBy(() -> trust.checkServerTrusted(shown, "ECDHE_ECDSA"))
                .isInstanceOf(CertificateException.class);
    }

    @Test
    void anAuthorityFileOfTheOperatorIsNotWidenedByTheMachines() throws Exception {
        var mine = folder.resolve("mine.crt");
        TestCertificate.of("somebody.else.test").writeTo(mine, folder.resolve("mine.pem"));
        var trust = ServerTrust.of(new TlsPolicy.Trust.AuthorityFile(mine), bundleOf(prosody));

        assertThatThrownBy(() -> trust.checkServerTrusted(shown, "ECDHE_ECDSA"))
                .isInstanceOf(CertificateException.class);
    }
}
