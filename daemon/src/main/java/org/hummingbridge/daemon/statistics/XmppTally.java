/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.daemon.statistics;

import java.util.List;
import org.hummingbridge.signaling.xmpp.XmppState;
import org.hummingbridge.signaling.xmpp.XmppStatus;

/**
 * How the bridge's logins on XMPP servers stand.
 *
 * @param clientsConnected logged in
 * @param disconnects streams lost after the login, since the start
 */
public record XmppTally(
        int clientsConfigured, int clientsConnected, int mucsConfigured, int mucsJoined, long disconnects) {
    public static XmppTally of(final List<XmppStatus> statuses) {
        return new XmppTally(
                statuses.size(),
                (int) statuses.stream().filter(XmppTally::isLoggedIn).count(),
                statuses.stream().mapToInt(XmppStatus::mucsConfigured).sum(),
                statuses.stream().mapToInt(XmppStatus::mucsJoined).sum(),
                statuses.stream().mapToLong(XmppStatus::disconnects).sum());
    }

    private static boolean isLoggedIn(final XmppStatus status) {
        return status.state() == XmppState.JOINING || status.state() == XmppState.JOINED;
    }
}
