/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.allocation;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The order in which one receiver is served: what is on its stage, what it selected, the speakers' order, and last what shows
 * nothing. Keeps what is known of each source from run to run, for as long as the source is a candidate.
 */
final class VideoRanking {
    private final Map<String, AllocatedVideo> byName = new HashMap<>();
    private final List<AllocatedVideo> ordered = new ArrayList<>();
    private int run;

    List<AllocatedVideo> ordered() {
        return ordered;
    }

    @Nullable
    AllocatedVideo of(final String name) {
        return byName.get(name);
    }

    void rank(final ReceiverConstraints wanted, final List<? extends VideoCandidate> bySpeaker) {
        run++;
        for (int i = 0; i < bySpeaker.size(); i++) {
            meet(bySpeaker.get(i));
        }
        ordered.clear();
        placeNamed(wanted.onStage(), true);
        placeNamed(wanted.selected(), false);
        placeOthers(bySpeaker, true);
        placeOthers(bySpeaker, false);
        if (byName.size() > ordered.size()) {
            byName.values().removeIf(video -> video.run != run);
        }
    }

    private void meet(final VideoCandidate source) {
        AllocatedVideo video = byName.get(source.name());
        if (video == null || !video.source().equals(source)) {
            video = new AllocatedVideo(source);
            byName.put(source.name(), video);
        }
        video.run = run;
        video.ranked = false;
    }

    private void placeNamed(final List<String> names, final boolean onStage) {
        for (int i = 0; i < names.size(); i++) {
            final AllocatedVideo video = byName.get(names.get(i));
            if (video != null && video.run == run && showsSomething(video.source())) {
                place(video, onStage);
            }
        }
    }

    private void placeOthers(final List<? extends VideoCandidate> bySpeaker, final boolean showing) {
        for (int i = 0; i < bySpeaker.size(); i++) {
            final VideoCandidate source = bySpeaker.get(i);
            final AllocatedVideo video = byName.get(source.name());
            if (video != null && showsSomething(source) == showing) {
                place(video, false);
            }
        }
    }

    private void place(final AllocatedVideo video, final boolean onStage) {
        if (!video.ranked) {
            video.ranked = true;
            video.nowOnStage = onStage;
            ordered.add(video);
        }
    }

    static boolean showsSomething(final VideoCandidate source) {
        return source.videoType() != VideoType.DISABLED;
    }
}
