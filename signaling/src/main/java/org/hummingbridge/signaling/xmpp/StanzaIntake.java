/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.signaling.xmpp;

import java.util.function.Consumer;
import org.jivesoftware.smack.packet.IQ;
import org.jivesoftware.smack.packet.Presence;
import org.jivesoftware.smack.packet.Stanza;
import org.jspecify.annotations.Nullable;

/**
 * What the reader thread of one stream does with a stanza: requests are answered there and then, in order; what concerns the
 * entry itself goes to its loop. Never waits for that loop.
 */
final class StanzaIntake implements Link.Listener {
    private final Entry entry;
    private final IqDesk desk;
    private final Consumer<EntryEvent> loop;

    /** Written by the loop before it opens the stream; read by the stream's reader. */
    private volatile @Nullable Link link;

    StanzaIntake(Entry entry, IqDesk desk, Consumer<EntryEvent> loop) {
        this.entry = entry;
        this.desk = desk;
        this.loop = loop;
    }

    /** Says whose stanzas these are; a link needs its listener first. */
    void listenTo(Link opened) {
        link = opened;
    }

    @Override
    public void onStanza(Stanza stanza) {
        var from = link;
        if (from == null) {
            return;
        }
        if (stanza instanceof IQ iq && iq.isRequestIQ()) {
            desk.receive(iq, entry::mayOrder, reply -> loop.accept(new EntryEvent.Send(from, reply)));
        } else if (stanza instanceof IQ || (stanza instanceof Presence presence && concernsUs(presence))) {
            loop.accept(new EntryEvent.Received(from, stanza));
        }
    }

    /** The other bridges' presences are many. */
    private boolean concernsUs(Presence presence) {
        return entry.occupants().stream().anyMatch(occupant -> RoomTalk.isAbout(occupant, presence));
    }

    @Override
    public void onClosed(XmppTrouble why) {
        var from = link;
        if (from != null) {
            loop.accept(new EntryEvent.Closed(from, why));
        }
    }
}
