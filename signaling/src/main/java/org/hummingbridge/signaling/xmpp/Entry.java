/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.signaling.xmpp;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.jxmpp.jid.BareJid;
import org.jxmpp.jid.EntityFullJid;
import org.jxmpp.jid.Jid;
import org.jxmpp.jid.impl.JidCreate;
import org.jxmpp.stringprep.XmppStringprepException;

/**
 * What the two kinds of configuration come to.
 *
 * @param occupants who we are to be in which rooms
 * @param commanders bare JIDs whose requests count
 * @param links makes the stream for one attempt; the flag says whether to bind our own resource
 */
record Entry(String id, LoginName login, List<EntityFullJid> occupants, Set<BareJid> commanders, LinkFactory links) {
    interface LinkFactory {
        Link create(boolean ownResource, Link.Listener listener);
    }

    /** @throws IllegalArgumentException with a sentence that names the setting, if it can never work */
    static Entry of(XmppServer server) {
        var occupants = server.mucs().stream()
                .map(muc -> occupant(muc, server.nickname()))
                .toList();
        if (occupants.isEmpty()) {
            throw new IllegalArgumentException("MUC_JIDS is empty; it must name the brewery room");
        }
        check(server.domain(), "DOMAIN");
        var resource = resource(server);
        return new Entry(
                server.id(),
                LoginName.of(server),
                occupants,
                occupants.stream().map(Jid::asBareJid).collect(Collectors.toUnmodifiableSet()),
                (own, listener) -> new ClientLink(server, own ? resource : null, listener));
    }

    /** @throws IllegalArgumentException with a sentence that names the setting, if it can never work */
    static Entry of(XmppComponent component) {
        check(component.domain(), "DOMAIN");
        var commanders =
                component.allowedFrom().stream().map(jid -> commander(jid)).collect(Collectors.toUnmodifiableSet());
        return new Entry(
                component.id(),
                LoginName.of(component),
                List.of(),
                commanders,
                (_, listener) -> new ComponentLink(component, listener));
    }

    boolean mayOrder(@Nullable Jid from) {
        return from != null && commanders.contains(from.asBareJid());
    }

    private static EntityFullJid occupant(String muc, String nickname) {
        try {
            return JidCreate.entityFullFrom(muc.strip() + "/" + nickname);
        } catch (XmppStringprepException e) {
            throw new IllegalArgumentException(
                    "MUC_JIDS and MUC_NICKNAME must make an address like room@muc.example.org/nickname, not " + muc
                            + "/" + nickname,
                    e);
        }
    }

    private static BareJid commander(String jid) {
        try {
            return JidCreate.bareFrom(jid.strip());
        } catch (XmppStringprepException e) {
            throw new IllegalArgumentException(
                    "ALLOWED_FROM must name JIDs such as focus@auth.example.org, not " + jid, e);
        }
    }

    private static void check(String domain, String setting) {
        if (JidCreate.domainBareFromOrNull(domain) == null) {
            throw new IllegalArgumentException(setting + " must be a domain name, not " + domain);
        }
    }

    /**
     * The same after every restart of this bridge, so that a new login takes the place of a dead one; another for every
     * entry and every nickname, so that nobody else's is touched.
     */
    static String resource(XmppServer server) {
        try {
            var digest = MessageDigest.getInstance("SHA-256")
                    .digest(Objects.toString(server.id() + "\n" + server.mucs()).getBytes(UTF_8));
            return server.nickname() + "-" + HexFormat.of().formatHex(digest, 0, 4);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JVM has SHA-256", e);
        }
    }
}
