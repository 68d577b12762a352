/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.conference;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.hummingbridge.sfu.media.HeaderExtension;
import org.hummingbridge.sfu.media.MediaDescription;
import org.hummingbridge.sfu.media.MediaType;
import org.hummingbridge.sfu.media.PayloadType;
import org.jspecify.annotations.Nullable;

/**
 * What one endpoint negotiated, per media type; it only ever grows. Numbers mean something within this endpoint alone: others
 * may use other ones for the same codec or extension.
 */
final class EndpointMedia {
    static final String AUDIO_LEVEL = "urn:ietf:params:rtp-hdrext:ssrc-audio-level";
    static final String TRANSPORT_CC = "http://www.ietf.org/id/draft-holmer-rmcat-transport-wide-cc-extensions-01";

    static final String DEPENDENCY_DESCRIPTOR =
            "https://aomediacodec.github.io/av1-rtp-spec/#dependency-descriptor-rtp-header-extension";
    static final String VIDEO_LAYERS_ALLOCATION =
            "http://www.webrtc.org/experiments/rtp-hdrext/video-layers-allocation00";

    private final Map<MediaType, MediaDescription> byType = new EnumMap<>(MediaType.class);

    void add(final List<MediaDescription> medias) {
        for (final MediaDescription media : medias) {
            byType.merge(media.type(), media, EndpointMedia::union);
        }
    }

    /** What was negotiated for {@code type}; null if it is not sent that kind at all. */
    @Nullable
    MediaDescription of(final MediaType type) {
        final MediaDescription media = byType.get(type);
        return media == null || media.payloadTypes().isEmpty() ? null : media;
    }

    /** The id of an extension, or 0. The bundled m-lines share one numbering (RFC 8843 §9.2), so the first to know it tells. */
    int extensionId(final String uri) {
        for (final MediaDescription media : byType.values()) {
            for (final HeaderExtension extension : media.extensions()) {
                if (extension.uri().equals(uri)) {
                    return extension.id();
                }
            }
        }
        return 0;
    }

    boolean hasFeedback(final String feedback) {
        return byType.values().stream()
                .flatMap(media -> media.payloadTypes().stream())
                .anyMatch(type -> type.feedback().contains(feedback));
    }

    /** A payload type or extension that is named again keeps its number and takes the newer meaning. */
    private static MediaDescription union(final MediaDescription before, final MediaDescription added) {
        final Map<Integer, PayloadType> types = new LinkedHashMap<>();
        before.payloadTypes().forEach(type -> types.put(type.id(), type));
        added.payloadTypes().forEach(type -> types.put(type.id(), type));
        final Map<Integer, HeaderExtension> extensions = new LinkedHashMap<>();
        before.extensions().forEach(extension -> extensions.put(extension.id(), extension));
        added.extensions().forEach(extension -> extensions.put(extension.id(), extension));
        return new MediaDescription(
                before.type(),
                new ArrayList<>(types.values()),
                new ArrayList<>(extensions.values()),
                added.extmapAllowMixed());
    }
}
