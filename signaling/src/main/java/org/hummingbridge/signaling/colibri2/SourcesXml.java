/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.signaling.colibri2;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/** Turns media sources into the tree that they are in JSON. Never checks a value. */
final class SourcesXml {
    private static final String SSMA = "urn:xmpp:jingle:apps:rtp:ssma:0";

    private SourcesXml() {}

    static ObjectNode mediaSource(final XmlElement mediaSource) {
        return Members.of(mediaSource)
                .texts("type", "id")
                .flags("synthetic")
                .array(
                        "sources",
                        mediaSource.children(SSMA, "source"),
                        source -> Members.of(source)
                                .texts("ssrc", "name", "videoType", "rid")
                                .json())
                .array("ssrc-groups", mediaSource.children(SSMA, "ssrc-group"), SourcesXml::group)
                .json();
    }

    private static ObjectNode group(final XmlElement group) {
        final ObjectNode json = Members.of(group).texts("semantics").json();
        final ArrayNode members = json.putArray("sources");
        for (final XmlElement source : group.children(SSMA, "source")) {
            addSsrc(members, source.attribute("ssrc"));
        }
        return json;
    }

    /** Groups hold numbers in JSON; what is none stays text, for the reader to refuse. */
    private static void addSsrc(final ArrayNode members, final @Nullable String ssrc) {
        try {
            members.add(Long.parseLong(String.valueOf(ssrc)));
        } catch (NumberFormatException e) {
            members.add(ssrc);
        }
    }
}
