/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.signaling.xmpp;

import org.jivesoftware.smack.packet.Stanza;

/** What other threads leave for an {@link EntryLoop}. */
sealed interface EntryEvent {
    /** A presence of ours, or the answer to a ping. */
    record Received(Link link, Stanza stanza) implements EntryEvent {}

    record Closed(Link link, XmppTrouble why) implements EntryEvent {}

    /** Something for the server, if the stream it is meant for is still the one. */
    record Send(Link link, Stanza stanza) implements EntryEvent {}

    record Publish() implements EntryEvent {}

    /** Wakes the loop up; that it is to stop is said by a flag. */
    record Stop() implements EntryEvent {}
}
