/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.signaling.colibri2;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.hummingbridge.signaling.colibri2.ConferenceModifyJson.Reading;

/**
 * Reads requests in XML: turns them into the tree that they are in JSON, so that one reader gives both their meaning. Never
 * throws; elements and attributes that it does not know, or that stand in another namespace, are ignored.
 */
final class ConferenceModifyXml {
    static final String NAMESPACE = "jitsi:colibri2";
    static final String ELEMENT = "conference-modify";

    private ConferenceModifyXml() {}

    static Reading read(final XmlElement request) {
        return ConferenceModifyJson.read(tree(request));
    }

    private static ObjectNode tree(final XmlElement request) {
        final List<XmlElement> connects = request.children(NAMESPACE, "connects").stream()
                .flatMap(list -> list.children(NAMESPACE, "connect").stream())
                .toList();
        return Members.of(request)
                .texts("meeting-id", "name")
                .flags("create", "expire")
                .array("endpoints", request.children(NAMESPACE, "endpoint"), ConferenceModifyXml::endpoint)
                .array("relays", request.children(NAMESPACE, "relay"), ConferenceModifyXml::entity)
                .array("connects", connects, ConferenceModifyXml::entity)
                .json();
    }

    /** As much of relays and exporters as is looked at. */
    private static ObjectNode entity(final XmlElement entity) {
        return Members.of(entity).texts("id").flags("create", "expire").json();
    }

    private static ObjectNode endpoint(final XmlElement endpoint) {
        final Members members = Members.of(endpoint)
                .texts("id", "stats-id", "muc-role")
                .flags("create", "expire")
                .array("medias", endpoint.children(NAMESPACE, "media"), MediaXml::media);
        final XmlElement transport = endpoint.child(NAMESPACE, "transport");
        if (transport != null) {
            members.json().set("transport", TransportXml.transport(transport));
        }
        final XmlElement sources = endpoint.child(NAMESPACE, "sources");
        if (sources != null) {
            final ArrayNode array = members.json().putArray("sources");
            sources.children(NAMESPACE, "media-source").forEach(source -> array.add(SourcesXml.mediaSource(source)));
        }
        final XmlElement mute = endpoint.child(NAMESPACE, "force-mute");
        if (mute != null) {
            members.json()
                    .set("force-mute", Members.of(mute).flags("audio", "video").json());
        }
        final XmlElement lastN = endpoint.child(NAMESPACE, "initial-last-n");
        if (lastN != null) {
            members.json()
                    .set("initial-last-n", Members.of(lastN).texts("value").json());
        }
        putCapabilities(endpoint, members.json());
        return members.json();
    }

    private static void putCapabilities(final XmlElement endpoint, final ObjectNode json) {
        final ArrayNode names = json.putArray("capabilities");
        for (final XmlElement capability : endpoint.children(NAMESPACE, "capability")) {
            final String name = capability.attribute("name");
            if (name != null) {
                names.add(name);
            }
        }
    }
}
