/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.dtls;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.bouncycastle.tls.CipherSuite;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DtlsRefusalTest {
    private static final int ALERT = 21;
    private static final int FATAL = 2;
    private static final int HANDSHAKE_FAILURE = 40;

    private final TestLoop loop = new TestLoop();
    private final Peer server = new Peer(loop);
    private final ForeignClient client = new ForeignClient(loop, server);

    @AfterEach
    void stop() {
        client.stop();
        server.association.close();
    }

    @Test
    void aPeerWithoutUseSrtpIsRefusedByAnAlert() {
        client.profiles = new int[0];

        handshake();

        assertThat(server.failure).contains("use_srtp");
        assertRefused();
    }

    @Test
    void aPeerWithoutACommonProfileIsRefusedByAnAlertAndItsProfilesAreNamed() {
        client.profiles = new int[] {0x0002, 0x0005};

        handshake();

        assertThat(server.failure).contains("no SRTP profile in common", "0x0002", "0x0005");
        assertRefused();
    }

    @Test
    void aPeerWithoutTheExtendedMasterSecretIsRefused() {
        client.extendedMasterSecret = false;

        handshake();

        assertThat(server.failure).contains("Extended Master Secret");
        assertRefused();
    }

    @Test
    void aPeerThatOffersNoEncryptionIsRefused() {
        client.suites = new int[] {CipherSuite.TLS_ECDHE_ECDSA_WITH_NULL_SHA};

        handshake();

        assertThat(server.failure).contains("handshake_failure");
        assertRefused();
    }

    @Test
    void aPeerWithoutACertificateIsRefused() {
        handshake();

        assertThat(server.failure).contains("no certificate");
        assertThat(server.keys).isNull();
    }

    @Test
    void aHelloThatCannotBeServedGetsNoAnswerBeforeTheGraceHasPassed() {
        client.profiles = new int[0];
        server.association.remoteFingerprints(List.of(server.certificate.fingerprint()));
        server.association.start(DtlsRole.SERVER, 0);
        client.start();
        loop.runUntil(() -> !server.drops.isEmpty());

        server.pass(0);
        server.pass(DtlsAssociation.REJECTION_GRACE_NANOS - 1);

        assertThat(server.sent).isEmpty();
        assertThat(server.failure).isNull();
    }

    private void handshake() {
        server.association.remoteFingerprints(List.of(server.certificate.fingerprint()));
        server.association.start(DtlsRole.SERVER, 0);
        client.start();
        assertThat(loop.runUntil(() -> {
                    server.pass(DtlsAssociation.REJECTION_GRACE_NANOS / 100);
                    return server.over();
                }))
                .isTrue();
    }

    private void assertRefused() {
        assertThat(server.sent).hasSize(1);
        final byte[] answer = server.sent.getFirst();
        assertThat(answer[0]).isEqualTo((byte) ALERT);
        assertThat(answer[DtlsRecord.HEADER_BYTES]).isEqualTo((byte) FATAL);
        assertThat(answer[DtlsRecord.HEADER_BYTES + 1]).isEqualTo((byte) HANDSHAKE_FAILURE);
    }
}
