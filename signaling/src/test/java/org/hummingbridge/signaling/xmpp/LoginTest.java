/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.signaling.xmpp;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import org.hummingbridge.signaling.xmpp.TlsPolicy.Mode;
import org.hummingbridge.signaling.xmpp.TlsPolicy.Trust;
import org.junit.jupiter.api.Test;

class LoginTest extends ProsodyFixture {
    @Test
    void joinsAndPublishesWithACertificateOfAGivenAuthority() {
        prosody.start();
        try (var focus = Focus.in(prosody)) {
            clients.add(server().verified());

            awaitSeen(focus, "+jvb1", "+jvb1 with stats");
            await(joined());
            assertThat(clients.statuses().getFirst()).satisfies(status -> {
                assertThat(status.mucsJoined()).isEqualTo(1);
                assertThat(status.connects()).isEqualTo(1);
                assertThat(status.trouble()).isEmpty();
            });
        }
    }

    @Test
    void joinsWithAPinnedCertificate() {
        prosody.start();
        clients.add(server().trusting(new Trust.Pinned(prosody.certificateSha256())));
        await(joined());
    }

    @Test
    void joinsWithAnyCertificateIfToldSo() {
        prosody.start();
        clients.add(server().trusting(new Trust.Anybody()));
        await(joined());
    }

    @Test
    void joinsWithoutTlsIfToldSo() {
        prosody.withoutTls().start();
        clients.add(server().with("jvb", "jvb secret", "jvb1", new TlsPolicy(Mode.DISABLED, new Trust.Authorities())));
        await(joined());
    }

    @Test
    void refusesAnUnknownCertificateAndNamesTheThreeWaysOut() {
        prosody.start();
        clients.add(server().trusting(new Trust.Authorities()));

        await(failing(XmppFailure.CERTIFICATE_NOT_TRUSTED));
        assertThat(clients.statuses().getFirst().sentence())
                .contains("CERTIFICATE_AUTHORITY_FILE")
                .contains("CERTIFICATE_SHA256 = " + prosody.certificateSha256())
                .contains("DISABLE_CERTIFICATE_VERIFICATION");
    }

    @Test
    void refusesACertificateOtherThanThePinnedOne() {
        prosody.start();
        clients.add(server().trusting(new Trust.Pinned("00".repeat(32))));
        await(failing(XmppFailure.CERTIFICATE_NOT_TRUSTED));
        assertThat(clients.statuses().getFirst().connects()).isZero();
    }

    @Test
    void refusesACertificateForAnotherName() {
        var other = TestCertificate.of("other.test");
        prosody.with(config -> {
            other.writeTo(prosody.certificate(), folder.resolve("server.key"));
            return config;
        });
        prosody.start();
        clients.add(server().verified());
        await(failing(XmppFailure.CERTIFICATE_NOT_TRUSTED));
    }

    @Test
    void findsTheAuthorityFileAsSoonAsItIsThere() throws Exception {
        prosody.start();
        var late = folder.resolve("late.pem");
        clients.add(server().trusting(new Trust.AuthorityFile(late)));
        await(failing(XmppFailure.CERTIFICATE_FILE_UNREADABLE));
        assertThat(clients.statuses().getFirst().sentence()).contains(late.toString());

        Files.copy(prosody.certificate(), late);

        await(joined());
    }

    @Test
    void insistsOnTls() {
        prosody.withoutTls().start();
        clients.add(server().verified());
        await(failing(XmppFailure.TLS_NOT_OFFERED));
        assertThat(clients.statuses().getFirst().sentence()).contains("SECURITY_MODE");
    }

    @Test
    void getsInAsSoonAsTheAccountIsCorrected() {
        prosody.start();
        prosody.register("jvb", "other secret");
        clients.add(server().verified());
        await(failing(XmppFailure.WRONG_PASSWORD));
        assertThat(clients.statuses().getFirst().sentence())
                .contains("jvb@auth.bridge.test", "PASSWORD")
                .doesNotContain("jvb secret");

        prosody.register("jvb", "jvb secret");

        await(joined());
    }

    @Test
    void namesADomainThatIsNotServed() {
        prosody.start();
        var known = server().verified();
        clients.add(new XmppServer(
                known.id(),
                known.host(),
                known.port(),
                "typo.bridge.test",
                known.username(),
                known.password(),
                known.mucs(),
                known.nickname(),
                known.tls()));
        await(failing(XmppFailure.DOMAIN_NOT_SERVED));
        assertThat(clients.statuses().getFirst().sentence()).contains("typo.bridge.test", "DOMAIN");
    }

    @Test
    void waitsForAServerThatIsNotUpYet() {
        clients.add(server().verified());
        await(failing(XmppFailure.CONNECTION_REFUSED));

        prosody.start();

        await(joined());
    }

    @Test
    void tellsTheRoomHowItIsOnceMoreAndLeavesWhenItEnds() {
        prosody.start();
        try (var focus = Focus.in(prosody)) {
            clients.add(server().verified());
            awaitBridge(focus, "jvb1");

            clients.close();

            awaitSeen(focus, "+jvb1", "+jvb1 with stats", "+jvb1 with stats", "-jvb1");
        }
    }

    @Test
    void servesSeveralEntriesUntilTheyAreRemoved() {
        prosody.start();
        try (var focus = Focus.in(prosody)) {
            var first = server().verified();
            clients.add(first);
            clients.add(server().named("shard2", "jvb2"));
            awaitBridge(focus, "jvb1");
            awaitBridge(focus, "jvb2");
            assertThat(clients.ids()).containsExactly("shard1", "shard2");
            assertThat(clients.add(first)).as("the same login again").isFalse();

            assertThat(clients.remove("shard2")).isTrue();

            Eventually.become(() -> !focus.hasBridge("jvb2"), () -> focus.seen().toString());
            assertThat(focus.hasBridge("jvb1")).isTrue();
            assertThat(clients.remove("shard2")).isFalse();
        }
    }
}
