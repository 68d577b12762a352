/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.dtls;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.hummingbridge.sfu.datagram.DropReason;
import org.hummingbridge.sfu.srtp.SrtpProfile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DtlsHandshakeTest {
    @ParameterizedTest
    @EnumSource(SrtpProfile.class)
    void bothEndsDeriveTheSameKeysForEveryProfile(final SrtpProfile profile) {
        final Peer.Options client = new Peer.Options();
        client.profiles = List.of(profile);

        final Pair pair = new Pair(client, new Peer.Options()).connect();

        assertThat(pair.client.keys.profile()).isEqualTo(profile);
        pair.close();
    }

    @Test
    void theServersPreferenceDecides() {
        final Peer.Options client = new Peer.Options();
        client.profiles = List.of(SrtpProfile.AES128_CM_HMAC_SHA1_80, SrtpProfile.AEAD_AES_256_GCM);
        final Peer.Options server = new Peer.Options();
        server.profiles =
                List.of(SrtpProfile.AEAD_AES_128_GCM, SrtpProfile.AEAD_AES_256_GCM, SrtpProfile.AES128_CM_HMAC_SHA1_80);

        final Pair pair = new Pair(client, server).connect();

        assertThat(pair.server.keys.profile()).isEqualTo(SrtpProfile.AEAD_AES_256_GCM);
        pair.close();
    }

    @Test
    void aFlightTravelsInAsFewDatagramsAsFit() {
        final Peer.Options patient = new Peer.Options();
        patient.resendMillis = 60_000;
        final Pair pair = new Pair(patient, patient).connect();

        assertThat(pair.client.sent).as("ClientHello; Certificate to Finished").hasSize(2);
        assertThat(pair.server.sent)
                .as("ServerHello to ServerHelloDone; Finished")
                .hasSize(2);
        assertThat(pair.server.sent)
                .allSatisfy(datagram -> assertThat(datagram.length).isLessThanOrEqualTo(1200));
        pair.close();
    }

    @Test
    void anAssociationIsEstablishedOnce() {
        final Pair pair = new Pair().connect();
        for (final byte[] datagram : List.copyOf(pair.client.sent)) {
            pair.server.deliver(datagram);
        }
        pair.loop.runWaiting();

        assertThat(pair.server.establishedCalls).isEqualTo(1);
        assertThat(pair.client.establishedCalls).isEqualTo(1);
        pair.close();
    }

    @Test
    void aServerRefusesACertificateThatWasNotSignalled() {
        final Pair pair = new Pair();
        pair.server.association.remoteFingerprints(
                List.of(DtlsCertificate.generate(Peer.RANDOM, Peer.NOW).fingerprint()));

        pair.start();

        assertThat(pair.loop.runUntil(pair.server::over)).isTrue();
        assertThat(pair.server.failure).contains("certificate does not match", "sha-256");
        assertThat(pair.server.keys).isNull();
        assertThat(pair.client.keys).isNull();
        pair.close();
    }

    @Test
    void aClientRefusesACertificateThatWasNotSignalled() {
        final Pair pair = new Pair();
        pair.client.association.remoteFingerprints(
                List.of(DtlsCertificate.generate(Peer.RANDOM, Peer.NOW).fingerprint()));

        pair.start();

        assertThat(pair.loop.runUntil(pair.client::over)).isTrue();
        assertThat(pair.client.failure).contains("certificate does not match", "sha-256");
        assertThat(pair.client.keys).isNull();
        assertThat(pair.server.keys).isNull();
        pair.close();
    }

    @Test
    void everySignalledHashMustMatch() {
        final Pair pair = new Pair();
        final String wrong = String.join(":", Collections.nCopies(64, "00"));
        pair.server.association.remoteFingerprints(
                List.of(pair.client.certificate.fingerprint(), new Fingerprint("sha-512", wrong)));

        pair.start();

        assertThat(pair.loop.runUntil(pair.server::over)).isTrue();
        assertThat(pair.server.failure).contains("sha-512");
        pair.close();
    }

    @Test
    void aHelloThatComesBeforeThePathIsReadyNeedNotBeRepeated() {
        final Pair pair = new Pair();
        holdBackAllButTheFirstFlight(pair);
        pair.client.association.start(DtlsRole.CLIENT, 0);
        pair.loop.runUntil(() -> !pair.client.sent.isEmpty());
        pair.loop.runWaiting();

        pair.server.association.start(DtlsRole.SERVER, 0);

        assertThat(pair.loop.runUntil(() -> !pair.server.sent.isEmpty())).isTrue();
        assertThat(pair.server.drops).isEmpty();
        pair.close();
    }

    @Test
    void aHelloThatComesBeforeTheFingerprintsNeedNotBeRepeated() {
        final Pair pair = new Pair();
        holdBackAllButTheFirstFlight(pair);
        pair.server.association.remoteFingerprints(List.of());
        pair.start();
        pair.loop.runUntil(() -> !pair.client.sent.isEmpty());
        pair.loop.runWaiting();

        pair.server.association.remoteFingerprints(List.of(pair.client.certificate.fingerprint()));
        pair.server.pass(0);

        assertThat(pair.loop.runUntil(() -> !pair.server.sent.isEmpty())).isTrue();
        assertThat(pair.server.drops).isEmpty();
        pair.close();
    }

    @Test
    void helloAfterHelloIsEarlyUntilSignallingComes() {
        final Pair pair = new Pair();
        pair.client.association.start(DtlsRole.CLIENT, 0);

        pair.loop.runUntil(() -> !pair.server.drops.isEmpty());

        assertThat(pair.server.drops).containsOnlyKeys(DropReason.DTLS_EARLY);
        assertThat(pair.client.sent).hasSizeGreaterThan(EarlyFlight.MAX_DATAGRAMS);
        pair.server.association.start(DtlsRole.SERVER, 0);
        pair.connect();
        pair.close();
    }

    /** So that nothing but what the server has kept can make it answer. */
    private static void holdBackAllButTheFirstFlight(final Pair pair) {
        final AtomicInteger datagrams = new AtomicInteger();
        pair.wire((datagram, to) -> {
            if (to == pair.server && datagrams.incrementAndGet() == 1) {
                to.deliver(datagram);
            }
        });
    }

    @Test
    void applicationDataPassesBothWays() {
        final Pair pair = new Pair().connect();
        final byte[] large = new byte[1100];
        Peer.RANDOM.nextBytes(large);

        pair.client.association.sendApplicationData(large);
        pair.server.association.sendApplicationData(new byte[] {1});
        pair.server.association.sendApplicationData(new byte[DtlsAssociation.MAX_APPLICATION_DATA]);

        assertThat(pair.loop.runUntil(() -> pair.server.received.size() == 1 && pair.client.received.size() == 2))
                .isTrue();
        assertThat(pair.server.received.getFirst()).isEqualTo(large);
        assertThat(pair.client.received.getFirst()).containsExactly(1);
        pair.close();
    }

    @Test
    void applicationDataBeforeTheKeysIsLost() {
        final Pair pair = new Pair();

        pair.client.association.sendApplicationData(new byte[] {1});

        assertThat(pair.client.sent).isEmpty();
    }
}
