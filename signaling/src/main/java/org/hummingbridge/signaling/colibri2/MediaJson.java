/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.signaling.colibri2;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.hummingbridge.sfu.media.HeaderExtension;
import org.hummingbridge.sfu.media.MediaDescription;
import org.hummingbridge.sfu.media.MediaType;
import org.hummingbridge.sfu.media.PayloadType;

/** Reads what an endpoint can send and receive: payload types and header extensions. Never interprets them. */
final class MediaJson {
    private static final int MAX_PAYLOAD_TYPE = 127;

    private static final int MAX_CHANNELS = 255;

    /** Local identifiers of two-byte header extensions (RFC 8285 §4.3). */
    private static final int MAX_EXTENSION_ID = 255;

    /** Reserved in the one-byte form (RFC 8285 §4.2), so never offered. */
    private static final int RESERVED_EXTENSION_ID = 15;

    /** What format parameters without a name turn into on their way through JSON; RED has one. */
    private static final String NAMELESS = "null";

    private MediaJson() {}

    static List<MediaDescription> read(final List<JsonFields> medias) throws RejectedRequest {
        final List<MediaDescription> read = new ArrayList<>();
        for (final JsonFields media : medias) {
            read.add(new MediaDescription(
                    type(media, "media"), payloadTypes(media), extensions(media), media.bool("extmap-allow-mixed")));
        }
        return List.copyOf(read);
    }

    static MediaType type(final JsonFields fields, final String where) throws RejectedRequest {
        final String type = fields.requiredString("type", where);
        return switch (type) {
            case "audio" -> MediaType.AUDIO;
            case "video" -> MediaType.VIDEO;
            default -> throw RejectedRequest.badRequest("Unknown media type for " + where);
        };
    }

    private static List<PayloadType> payloadTypes(final JsonFields media) throws RejectedRequest {
        final List<PayloadType> read = new ArrayList<>();
        for (final JsonFields type : media.children("payload-types")) {
            final Long clockRate = type.decimal("clockrate", 1, Integer.MAX_VALUE);
            final Long channels = type.decimal("channels", 1, MAX_CHANNELS);
            final Map<String, String> parameters = new LinkedHashMap<>(type.strings("parameters"));
            parameters.remove(NAMELESS);
            if (clockRate == null) {
                throw JsonFields.missing("clockrate", "payload-type");
            }
            read.add(new PayloadType(
                    (int) type.requiredDecimal("id", 0, MAX_PAYLOAD_TYPE, "payload-type"),
                    type.requiredString("name", "payload-type"),
                    clockRate.intValue(),
                    channels == null ? 1 : channels.intValue(),
                    Map.copyOf(parameters),
                    feedback(type)));
        }
        return List.copyOf(read);
    }

    private static Set<String> feedback(final JsonFields payloadType) throws RejectedRequest {
        final Set<String> read = new LinkedHashSet<>();
        for (final JsonFields feedback : payloadType.children("rtcp-fbs")) {
            final String type = feedback.requiredString("type", "rtcp-fb");
            final String subtype = feedback.string("subtype");
            read.add(subtype == null || subtype.isEmpty() ? type : type + " " + subtype);
        }
        return Set.copyOf(read);
    }

    private static List<HeaderExtension> extensions(final JsonFields media) throws RejectedRequest {
        final List<HeaderExtension> read = new ArrayList<>();
        for (final JsonFields extension : media.children("rtp-hdrexts")) {
            final long id = extension.requiredDecimal("id", 1, MAX_EXTENSION_ID, "rtp-hdrext");
            if (id == RESERVED_EXTENSION_ID) {
                throw RejectedRequest.badRequest("Header extension id 15 is reserved");
            }
            read.add(new HeaderExtension((int) id, extension.requiredString("uri", "rtp-hdrext")));
        }
        return List.copyOf(read);
    }
}
