/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.signaling.xmpp;

import java.util.HashSet;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells people how an entry is getting on. Never says the same twice about one outage. */
final class EntryLog {
    private static final Logger LOG = LoggerFactory.getLogger(EntryLog.class);

    /** Sentences said about one outage; further ones would be repetitions in other words. */
    private static final int MAX_SAID = 8;

    private final Entry entry;
    private final Set<XmppTrouble> said = new HashSet<>();
    private boolean saidJoined;

    EntryLog(Entry entry) {
        this.entry = entry;
    }

    void show(XmppStatus now) {
        var joined = now.state() == XmppState.JOINED;
        if (joined && !saidJoined) {
            said.clear();
            LOG.info("XMPP {}: logged in on {}{}", entry.id(), entry.login().hostAndPort(), inRooms());
        }
        saidJoined = joined;
        now.trouble()
                .filter(_ -> said.size() < MAX_SAID)
                .filter(said::add)
                .ifPresent(trouble -> LOG.warn("XMPP {}: {}; trying again", entry.id(), trouble.sentence()));
    }

    private String inRooms() {
        return entry.occupants().isEmpty() ? "" : ", in " + entry.occupants();
    }
}
