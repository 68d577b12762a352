/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.allocation;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * All that a receiver wants of the others' video, after merging what it said over time.
 *
 * @param lastN number of video sources; -1 for all
 * @param onStage source names of highest priority, the first first
 * @param selected source names of the next priority
 * @param fallback for sources that {@code bySource} does not name
 * @param bySource per source name
 * @param assumedBandwidthBps what to take for the estimate; null to estimate
 */
public record ReceiverConstraints(
        int lastN,
        List<String> onStage,
        List<String> selected,
        VideoConstraint fallback,
        Map<String, VideoConstraint> bySource,
        @Nullable Double assumedBandwidthBps) {

    /** A receiver that said nothing and is given everything. */
    public static final ReceiverConstraints EVERYTHING =
            new ReceiverConstraints(-1, List.of(), List.of(), VideoConstraint.ANY, Map.of(), null);

    public VideoConstraint of(final String sourceName) {
        return bySource.getOrDefault(sourceName, fallback);
    }

    public ReceiverConstraints withLastN(final int newLastN) {
        return new ReceiverConstraints(newLastN, onStage, selected, fallback, bySource, assumedBandwidthBps);
    }
}
