/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.conference;

import java.util.LinkedHashMap;
import java.util.Map;
import org.hummingbridge.sfu.allocation.VideoType;
import org.hummingbridge.sfu.media.SourceDescription;
import org.jspecify.annotations.Nullable;

/** What one endpoint's video sources show, as it told by itself; that may come before the source is signalled. */
final class VideoTypes {
    /** Sources that an endpoint may speak of; far above the cameras and screens anybody has. */
    static final int MAX_SOURCES = 64;

    private final Map<String, VideoType> told = new LinkedHashMap<>();

    /** False if it was known already. */
    boolean put(final String sourceName, final VideoType type) {
        if (told.size() >= MAX_SOURCES && !told.containsKey(sourceName)) {
            told.remove(told.keySet().iterator().next());
        }
        return told.put(sourceName, type) != type;
    }

    VideoType of(final SourceDescription source) {
        final VideoType type = told.get(source.name());
        return type != null ? type : signalled(source.videoType());
    }

    private static VideoType signalled(final @Nullable String videoType) {
        return "desktop".equalsIgnoreCase(videoType) ? VideoType.DESKTOP : VideoType.CAMERA;
    }
}
