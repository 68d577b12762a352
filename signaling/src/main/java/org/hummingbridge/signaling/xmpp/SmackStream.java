/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.signaling.xmpp;

import java.io.IOException;
import java.util.function.Consumer;
import org.jivesoftware.smack.SmackException;
import org.jivesoftware.smack.packet.IQ;
import org.jivesoftware.smack.packet.Stanza;
import org.jivesoftware.smack.tcp.XMPPTCPConnection;
import org.jivesoftware.smack.tcp.XMPPTCPConnectionConfiguration;
import org.jivesoftware.smack.xml.XmlPullParser;
import org.jivesoftware.smack.xml.XmlPullParserException;
import org.jxmpp.jid.Jid;

/**
 * Smack's connection with its dispatch of stanzas taken out: once logged in, they go to one place, on the reader thread, in
 * stream order. Smack's managers never see them.
 */
final class SmackStream extends XMPPTCPConnection {
    private final Consumer<Stanza> sink;
    private final StanzaReader stanzaReader = new StanzaReader(this::answer);

    SmackStream(XMPPTCPConnectionConfiguration configuration, Consumer<Stanza> sink) {
        super(configuration);
        this.sink = sink;
    }

    @Override
    protected void parseAndProcessStanza(XmlPullParser parser)
            throws XmlPullParserException, IOException, InterruptedException {
        var stanza = stanzaReader.read(parser);
        if (stanza.isPresent()) {
            processStanza(stanza.get());
        }
    }

    @Override
    protected void processStanza(Stanza stanza) throws InterruptedException {
        if (isAuthenticated()) {
            sink.accept(stanza);
        } else {
            super.processStanza(stanza);
        }
    }

    private void answer(IQ error) {
        error.setFrom((Jid) null);
        try {
            sendStanza(error);
        } catch (SmackException.NotConnectedException e) {
            // the stream is gone, and the request with it
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
