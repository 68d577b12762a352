/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.signaling.xmpp;

import java.util.List;

/** Entries for a {@link Prosody}. */
record Servers(Prosody prosody) {
    XmppServer verified() {
        return trusting(new TlsPolicy.Trust.AuthorityFile(prosody.certificate()));
    }

    XmppServer trusting(TlsPolicy.Trust trust) {
        return with("jvb", "jvb secret", "jvb1", new TlsPolicy(TlsPolicy.Mode.REQUIRED, trust));
    }

    XmppServer with(String user, String password, String nickname, TlsPolicy tls) {
        return entry("shard1", prosody.clientPort(), user, password, nickname, tls);
    }

    /** Another entry of the same bridge. */
    XmppServer named(String id, String nickname) {
        return entry(
                id,
                prosody.clientPort(),
                "jvb",
                "jvb secret",
                nickname,
                verified().tls());
    }

    /** The verified entry over a wire. */
    XmppServer through(Wire wire) {
        return entry(
                "shard1", wire.port(), "jvb", "jvb secret", "jvb1", verified().tls());
    }

    private static XmppServer entry(String id, int port, String user, String password, String nickname, TlsPolicy tls) {
        return new XmppServer(
                id,
                "127.0.0.1",
                port,
                Prosody.DOMAIN,
                user,
                new Secret(password),
                List.of(Prosody.BREWERY),
                nickname,
                tls);
    }

    XmppComponent component(String secret, String... allowedFrom) {
        return new XmppComponent(
                "component",
                "127.0.0.1",
                prosody.componentPort(),
                Prosody.COMPONENT,
                new Secret(secret),
                List.of(allowedFrom));
    }
}
