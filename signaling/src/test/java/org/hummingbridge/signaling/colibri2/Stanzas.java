/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.signaling.colibri2;

import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.hummingbridge.signaling.xmpp.SmackSetup;
import org.jivesoftware.smack.packet.IQ;
import org.jivesoftware.smack.packet.XmlEnvironment;
import org.jivesoftware.smack.parsing.SmackParsingException;
import org.jivesoftware.smack.util.PacketParserUtils;
import org.jivesoftware.smack.xml.XmlPullParser;
import org.jivesoftware.smack.xml.XmlPullParser.Event;
import org.jivesoftware.smack.xml.XmlPullParserException;

/** Stanzas off a stream, as Smack reads them there. */
final class Stanzas {
    static {
        SmackSetup.initialize();
        Colibri2Xmpp.register();
    }

    private Stanzas() {}

    /** A conference-modify of a focus with that content. */
    static IQ conferenceModify(final String attributes, final String content) {
        return read("<iq type='get' id='1' from='brewery@muc.example.org/focus' to='jvb@example.org/x'>"
                        + "<conference-modify xmlns='jitsi:colibri2' " + attributes + ">" + content
                        + "</conference-modify></iq>")
                .getFirst();
    }

    /** Everything on a stream, which has to be whole stanzas. */
    static List<IQ> read(final String stanzas) {
        try {
            final XmlPullParser parser = PacketParserUtils.getParserFor(
                    new StringReader("<stream xmlns='jabber:client'>" + stanzas + "</stream>"));
            final List<IQ> read = new ArrayList<>();
            while (parser.next() != Event.END_DOCUMENT) {
                if (parser.getEventType() == Event.START_ELEMENT) {
                    read.add(PacketParserUtils.parseIQ(parser, XmlEnvironment.EMPTY));
                }
            }
            return read;
        } catch (XmlPullParserException | IOException | SmackParsingException e) {
            throw new AssertionError(abbreviated(stanzas), e);
        }
    }

    /** The elements of a document without a root. */
    static List<XmlElement> elements(final String elements) {
        try {
            final XmlPullParser parser =
                    PacketParserUtils.getParserFor(new StringReader("<x xmlns='jabber:client'>" + elements + "</x>"));
            return XmlElementReader.read(parser).children();
        } catch (XmlPullParserException | IOException | RejectedRequest e) {
            throw new AssertionError(abbreviated(elements), e);
        }
    }

    private static String abbreviated(final String xml) {
        return xml.substring(0, Math.min(xml.length(), 2_000));
    }

    static XmlElement element(final IQ stanza) {
        return elements(stanza.toXML(XmlEnvironment.EMPTY).toString()).getFirst();
    }

    static String resource(final String name) {
        try (InputStream stream = Stanzas.class.getResourceAsStream(name)) {
            return new String(Objects.requireNonNull(stream, name).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new AssertionError(name, e);
        }
    }
}
