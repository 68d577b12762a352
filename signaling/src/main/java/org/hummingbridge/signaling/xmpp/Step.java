/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.signaling.xmpp;

import org.jxmpp.jid.EntityFullJid;

/** What {@link Course} wants done next. */
sealed interface Step {
    /**
     * Open a stream.
     *
     * @param ownResource whether to bind the resource that replaces a former self of ours
     */
    record Connect(boolean ownResource) implements Step {}

    record Authenticate() implements Step {}

    /** Give the stream up; it is dead or unwanted. */
    record HangUp() implements Step {}

    record Join(EntityFullJid occupant) implements Step {}

    /** Self-ping (XEP-0410): ask the room for ourselves. */
    record PingRoom(EntityFullJid occupant) implements Step {}

    record PingServer() implements Step {}

    /** Nothing until then, unless something happens. */
    record Wait(long untilNanos) implements Step {}
}
