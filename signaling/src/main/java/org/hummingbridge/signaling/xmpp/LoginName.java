/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.signaling.xmpp;

/**
 * Which account on which server, for sentences and for telling entries apart.
 *
 * @param account user name; the domain itself for a component
 */
record LoginName(String host, int port, String domain, String account, boolean component) {
    static LoginName of(XmppServer server) {
        return new LoginName(server.host(), server.port(), server.domain(), server.username(), false);
    }

    static LoginName of(XmppComponent component) {
        return new LoginName(component.host(), component.port(), component.domain(), component.domain(), true);
    }

    String hostAndPort() {
        return host + ":" + port;
    }
}
