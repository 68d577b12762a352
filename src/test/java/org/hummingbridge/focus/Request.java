/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.focus;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jivesoftware.smack.packet.IQ;

/** A request in the very letters that are to go over the wire, well-formed or not in Colibri2's eyes. */
final class Request extends IQ {
    private static final Pattern RECORDED = Pattern.compile(
            "<conference-modify xmlns=\"jitsi:colibri2\"([^>]*?)(/>|>(.*)</conference-modify>)", Pattern.DOTALL);

    private static final Pattern MEETING = Pattern.compile("meeting-id=\"[^\"]*\"");

    private final String attributes;
    private final String content;

    private Request(final String element, final String namespace, final String attributes, final String content) {
        super(element, namespace);
        this.attributes = attributes;
        this.content = content;
        setType(Type.get);
    }

    static Request of(final String element, final String namespace) {
        return new Request(element, namespace, "", "");
    }

    static Request conferenceModify(final String attributes, final String content) {
        return new Request("conference-modify", "jitsi:colibri2", " " + attributes, content);
    }

    /** One that Jicofo once sent, about another meeting. */
    static Request recorded(final String name, final String meetingId) {
        final Matcher found = RECORDED.matcher(resource("/xmpp/" + name + ".xml"));
        if (!found.find()) {
            throw new AssertionError("no conference-modify in " + name);
        }
        final String content = Objects.requireNonNullElse(found.group(3), "");
        return new Request(
                "conference-modify",
                "jitsi:colibri2",
                MEETING.matcher(found.group(1)).replaceFirst("meeting-id='" + meetingId + "'"),
                content);
    }

    @Override
    protected IQChildElementXmlStringBuilder getIQChildElementBuilder(final IQChildElementXmlStringBuilder xml) {
        xml.append(attributes);
        xml.rightAngleBracket();
        xml.append(content);
        return xml;
    }

    private static String resource(final String name) {
        try (InputStream stream = Request.class.getResourceAsStream(name)) {
            return new String(Objects.requireNonNull(stream, name).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new AssertionError(name, e);
        }
    }
}
