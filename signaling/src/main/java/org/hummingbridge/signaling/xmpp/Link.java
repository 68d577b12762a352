/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.signaling.xmpp;

import org.jivesoftware.smack.packet.Stanza;
import org.jxmpp.jid.Jid;

/**
 * One stream to one server, for one login: connect, authenticate, send, and part or abort.
 *
 * Never tries anything twice. Called by one thread, except for {@link #abort}.
 */
interface Link {
    /** What comes from the server; called on the link's reader thread, in stream order, after authentication only. */
    interface Listener {
        void onStanza(Stanza stanza);

        /** At most once; not if the link was parted or aborted from this side. */
        void onClosed(XmppTrouble why);
    }

    /** Blocks for some seconds at most; interruptible. */
    void connect() throws LinkFailure, InterruptedException;

    /** Blocks for some seconds at most; interruptible. */
    void authenticate() throws LinkFailure, InterruptedException;

    /** Queues; a stanza for a stream that is gone is dropped. */
    void send(Stanza stanza);

    /** Somebody behind the server's side of the stream who answers pings, be it with an error. */
    Jid pingTarget();

    /** Ends the stream in order; blocks for half a second or so. */
    void part();

    /** Drops the stream; may block for a while if the network is stuck. */
    void abort();
}
