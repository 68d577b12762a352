/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.signaling.colibri2;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** Turns media descriptions into the tree that they are in JSON. Never checks a value. */
final class MediaXml {
    private static final String RTP = "urn:xmpp:jingle:apps:rtp:1";
    private static final String FEEDBACK = "urn:xmpp:jingle:apps:rtp:rtcp-fb:0";
    private static final String EXTENSION = "urn:xmpp:jingle:apps:rtp:rtp-hdrext:0";

    private MediaXml() {}

    static ObjectNode media(final XmlElement media) {
        final ObjectNode json = Members.of(media)
                .texts("type")
                .array("payload-types", media.children(RTP, "payload-type"), MediaXml::payloadType)
                .array(
                        "rtp-hdrexts",
                        media.children(EXTENSION, "rtp-hdrext"),
                        extension -> Members.of(extension).texts("id", "uri").json())
                .json();
        if (media.child(EXTENSION, "extmap-allow-mixed") != null) {
            json.put("extmap-allow-mixed", true);
        }
        return json;
    }

    private static ObjectNode payloadType(final XmlElement type) {
        final ObjectNode json = Members.of(type)
                .texts("id", "name", "clockrate", "channels")
                .array(
                        "rtcp-fbs",
                        type.children(FEEDBACK, "rtcp-fb"),
                        feedback ->
                                Members.of(feedback).texts("type", "subtype").json())
                .json();
        final ObjectNode parameters = json.putObject("parameters");
        for (final XmlElement parameter : type.children(RTP, "parameter")) {
            final String name = parameter.attribute("name");
            final String value = parameter.attribute("value");
            // RED's has no name: its value is the whole fmtp.
            if (name != null && value != null) {
                parameters.put(name, value);
            }
        }
        return json;
    }
}
