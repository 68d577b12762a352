/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.signaling.xmpp;

import java.io.IOException;
import java.util.Optional;
import java.util.function.Consumer;
import org.jivesoftware.smack.packet.ErrorIQ;
import org.jivesoftware.smack.packet.IQ;
import org.jivesoftware.smack.packet.Stanza;
import org.jivesoftware.smack.packet.StanzaBuilder;
import org.jivesoftware.smack.packet.StanzaError;
import org.jivesoftware.smack.packet.XmlEnvironment;
import org.jivesoftware.smack.parsing.SmackParsingException;
import org.jivesoftware.smack.util.PacketParserUtils;
import org.jivesoftware.smack.xml.XmlPullParser;
import org.jivesoftware.smack.xml.XmlPullParserException;
import org.jspecify.annotations.Nullable;
import org.jxmpp.jid.Jid;
import org.jxmpp.jid.impl.JidCreate;
import org.jxmpp.stringprep.XmppStringprepException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads stanzas off a stream. One that does not parse is skipped, and answered with bad-request if it was a request; it
 * never ends the stream, which only XML that is not well-formed does.
 */
final class StanzaReader {
    private static final Logger LOG = LoggerFactory.getLogger(StanzaReader.class);

    private final Consumer<IQ> answer;
    private boolean said;

    /** @param answer takes bad-request errors, addressed, on the reading thread */
    StanzaReader(Consumer<IQ> answer) {
        this.answer = answer;
    }

    /** @param parser at the start tag of a stanza; afterwards at its end tag */
    Optional<Stanza> read(XmlPullParser parser) throws XmlPullParserException, IOException {
        var depth = parser.getDepth();
        var name = parser.getName();
        var type = parser.getAttributeValue("", "type");
        var id = parser.getAttributeValue("", "id");
        var from = parser.getAttributeValue("", "from");
        var to = parser.getAttributeValue("", "to");
        try {
            return Optional.of(PacketParserUtils.parseStanza(parser, XmlEnvironment.EMPTY));
        } catch (XmlPullParserException
                | SmackParsingException
                | XmppStringprepException
                | RuntimeException
                | StackOverflowError e) {
            skip(parser, depth);
            sayOnce(name, e);
        }
        if (name.equals(IQ.IQ_ELEMENT) && id != null && !id.isEmpty() && ("get".equals(type) || "set".equals(type))) {
            answer.accept(badRequest(id, jid(from), jid(to)));
        }
        return Optional.empty();
    }

    private static IQ badRequest(String id, Optional<Jid> from, Optional<Jid> to) {
        var error = ErrorIQ.builder(
                        StanzaError.getBuilder(StanzaError.Condition.bad_request)
                                .setDescriptiveEnText("This request cannot be parsed")
                                .build(),
                        StanzaBuilder.buildIqData(id).ofType(IQ.Type.error))
                .build();
        from.ifPresent(error::setTo);
        to.ifPresent(error::setFrom);
        return error;
    }

    private static Optional<Jid> jid(@Nullable String text) {
        return Optional.ofNullable(text == null ? null : JidCreate.fromOrNull(text));
    }

    private static void skip(XmlPullParser parser, int depth) throws XmlPullParserException, IOException {
        var event = parser.getEventType();
        while (event != XmlPullParser.Event.END_ELEMENT || parser.getDepth() > depth) {
            if (event == XmlPullParser.Event.END_DOCUMENT) {
                throw new IOException("the stream ended within a stanza");
            }
            event = parser.next();
        }
    }

    private void sayOnce(String name, Throwable why) {
        if (!said) {
            said = true;
            LOG.warn(
                    "A stanza <{}> does not parse and is left out; further ones on this stream are too, silently: {}",
                    name,
                    why.toString());
        }
    }
}
