/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.signaling.xmpp;

import java.util.Map;
import java.util.Optional;

/**
 * Snapshot of one entry, for health, metrics and logs.
 *
 * @param id name of the entry in the configuration
 * @param component whether it is an external component, which has no rooms
 * @param state how far it has got
 * @param sinceNanos since when it has been joined, or has not been, by the clock given to {@link XmppClients}
 * @param trouble what is wrong now; empty if joined
 * @param mucsConfigured rooms it is to be in
 * @param mucsJoined rooms it is in
 * @param connects streams on which the login succeeded
 * @param disconnects streams lost after the login had succeeded
 * @param failures failed steps since the start by kind; kinds that never happened are absent
 */
public record XmppStatus(
        String id,
        boolean component,
        XmppState state,
        long sinceNanos,
        Optional<XmppTrouble> trouble,
        int mucsConfigured,
        int mucsJoined,
        long connects,
        long disconnects,
        Map<XmppFailure, Long> failures) {
    public XmppStatus {
        failures = Map.copyOf(failures);
    }

    /** What a person reads about this entry: the trouble, or the state if there is none. */
    public String sentence() {
        return trouble.map(XmppTrouble::sentence)
                .orElseGet(() ->
                        state == XmppState.JOINED ? "joined" : state.name().toLowerCase(java.util.Locale.ROOT));
    }
}
