/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.signaling.xmpp;

import java.util.Optional;
import org.jxmpp.jid.EntityFullJid;

/** Our place in one room, as {@link Course} sees it. Touched by that class only. */
final class Seat {
    enum Stage {
        AWAY,
        ASKED,
        TAKEN
    }

    final EntityFullJid occupant;
    final Backoff backoff;
    Stage stage = Stage.AWAY;
    /** AWAY: when to ask. ASKED: until when to wait. TAKEN: when to look whether it is still ours. */
    long dueNanos;
    /** TAKEN: a look is under way; dueNanos is when to stop waiting for its answer. */
    boolean looking;

    Optional<XmppTrouble> trouble = Optional.empty();

    Seat(EntityFullJid occupant, Backoff backoff) {
        this.occupant = occupant;
        this.backoff = backoff;
    }

    void become(Stage next, long dueAtNanos) {
        stage = next;
        dueNanos = dueAtNanos;
        looking = false;
    }
}
