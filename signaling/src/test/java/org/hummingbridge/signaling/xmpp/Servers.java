/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.signaling.xmpp;

import java.nio.file.Path;
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
        return new XmppServer(
                "shard1",
                "127.0.0.1",
                prosody.clientPort(),
                Prosody.DOMAIN,
                user,
                new Secret(password),
                List.of(Prosody.BREWERY),
                nickname,
                tls);
    }

    static Path nowhere() {
        return Path.of("/nowhere.pem");
    }
}
