/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.signaling.colibri2;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jivesoftware.smack.xml.XmlPullParser;
import org.jivesoftware.smack.xml.XmlPullParserException;
import org.jspecify.annotations.Nullable;

/**
 * Reads one element off a stream, and leaves the stream behind it whatever was in it. Never recurses and never holds more than
 * its bounds allow, so that no stanza can end the stream that it came on; Jitsi's own providers do both.
 */
final class XmlElementReader {
    /** The protocol's own documents nest 8 deep. */
    static final int MAX_DEPTH = 20;

    /** A batch about a thousand endpoints has a few elements for each; one endpoint's creation has a few hundred. */
    static final int MAX_ELEMENTS = 20_000;

    /** As long as the longest body that is taken over HTTP; servers cut stanzas off earlier. */
    static final int MAX_CHARS = ConferenceModifyJson.MAX_BODY_BYTES;

    private final XmlPullParser parser;
    private final Deque<Opened> path = new ArrayDeque<>();
    private int elements;
    private int chars;
    private boolean tooMuch;

    private XmlElementReader(final XmlPullParser parser) {
        this.parser = parser;
    }

    /** An element whose end has not been seen. */
    private record Opened(
            String namespace,
            String name,
            Map<String, String> attributes,
            List<XmlElement> children,
            StringBuilder text) {}

    /**
     * @param parser stands at the element's start, and at its end afterwards, also if this throws a refusal
     * @throws XmlPullParserException if this is not XML, which is the end of every stream
     */
    static XmlElement read(final XmlPullParser parser) throws XmlPullParserException, IOException, RejectedRequest {
        return new XmlElementReader(parser).read();
    }

    private XmlElement read() throws XmlPullParserException, IOException, RejectedRequest {
        final int outerDepth = parser.getDepth();
        open();
        while (true) {
            switch (parser.next()) {
                case START_ELEMENT -> open();
                case TEXT_CHARACTERS -> addText(parser.getText());
                case END_ELEMENT -> {
                    if (parser.getDepth() == outerDepth) {
                        return whole();
                    }
                    close();
                }
                case END_DOCUMENT -> throw new XmlPullParserException("The document ends within an element");
                default -> {
                    // Comments and processing instructions say nothing; XMPP forbids both (RFC 6120 §11.1).
                }
            }
        }
    }

    private XmlElement whole() throws RejectedRequest {
        if (tooMuch) {
            throw RejectedRequest.badRequest("The request is larger than " + MAX_CHARS + " characters or "
                    + MAX_ELEMENTS + " elements, or nested deeper than " + MAX_DEPTH);
        }
        return closed(path.pop());
    }

    private void open() {
        elements++;
        count(parser.getName());
        final int count = parser.getAttributeCount();
        final Map<String, String> attributes = new LinkedHashMap<>();
        for (int i = 0; i < count && !tooMuch; i++) {
            final String name = parser.getAttributeName(i);
            final String value = parser.getAttributeValue(i);
            count(name);
            count(value);
            if (orEmpty(parser.getAttributeNamespace(i)).isEmpty()) {
                attributes.put(name, value);
            }
        }
        tooMuch |= elements > MAX_ELEMENTS || path.size() >= MAX_DEPTH;
        if (!tooMuch) {
            path.push(new Opened(
                    orEmpty(parser.getNamespace()),
                    parser.getName(),
                    Collections.unmodifiableMap(attributes),
                    new ArrayList<>(),
                    new StringBuilder()));
        }
    }

    private void addText(final String text) {
        count(text);
        if (!tooMuch) {
            path.getFirst().text().append(text);
        }
    }

    private void close() {
        if (!tooMuch) {
            final XmlElement closed = closed(path.pop());
            path.getFirst().children().add(closed);
        }
    }

    private void count(final String text) {
        tooMuch |= text.length() > MAX_CHARS - chars;
        if (!tooMuch) {
            chars += text.length();
        }
    }

    private static XmlElement closed(final Opened opened) {
        return new XmlElement(
                opened.namespace(),
                opened.name(),
                opened.attributes(),
                List.copyOf(opened.children()),
                opened.text().toString());
    }

    private static String orEmpty(final @Nullable String text) {
        return text == null ? "" : text;
    }
}
