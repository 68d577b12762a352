/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.signaling.colibri2;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import org.hummingbridge.sfu.media.SourceDescription;
import org.hummingbridge.sfu.media.SourceDescription.SsrcGroup;

/** Reads a set of media sources. Never compares them with each other; {@link RequestCheck} does. */
final class SourcesJson {
    private static final long MAX_SSRC = 0xffff_ffffL;

    private SourcesJson() {}

    static List<SourceDescription> read(final List<JsonFields> mediaSources) throws RejectedRequest {
        final List<SourceDescription> read = new ArrayList<>();
        for (final JsonFields mediaSource : mediaSources) {
            read.add(source(mediaSource));
        }
        return List.copyOf(read);
    }

    private static SourceDescription source(final JsonFields mediaSource) throws RejectedRequest {
        final List<Integer> ssrcs = new ArrayList<>();
        String videoType = null;
        for (final JsonFields source : mediaSource.children("sources")) {
            ssrcs.add((int) source.requiredDecimal("ssrc", 0, MAX_SSRC, "source"));
            final String said = source.string("videoType");
            videoType = videoType == null ? said : videoType;
        }
        return new SourceDescription(
                mediaSource.requiredString("id", "media-source"),
                MediaJson.type(mediaSource, "media-source"),
                videoType,
                List.copyOf(ssrcs),
                groups(mediaSource));
    }

    private static List<SsrcGroup> groups(final JsonFields mediaSource) throws RejectedRequest {
        final List<SsrcGroup> read = new ArrayList<>();
        for (final JsonFields group : mediaSource.children("ssrc-groups")) {
            final List<Integer> members = new ArrayList<>();
            for (final JsonNode ssrc : group.array("sources")) {
                members.add((int) JsonFields.integer(ssrc, "ssrc-group sources", 0, MAX_SSRC));
            }
            // A group of one says nothing; such are sent while encodings are being taken away.
            if (members.size() > 1) {
                read.add(new SsrcGroup(group.requiredString("semantics", "ssrc-group"), List.copyOf(members)));
            }
        }
        return List.copyOf(read);
    }
}
