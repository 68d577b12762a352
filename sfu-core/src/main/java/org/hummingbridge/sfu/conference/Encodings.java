/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.conference;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.hummingbridge.sfu.media.SourceDescription;
import org.jspecify.annotations.Nullable;

/** Sorts a source's SSRCs into simulcast encodings with their retransmissions, by its SIM and FID groups (RFC 5576 §4.2). */
final class Encodings {
    private Encodings() {}

    /** One encoding: the SSRC of the media and that of its retransmissions, null without. */
    record Ssrcs(int primary, @Nullable Integer rtx) {}

    /** The source's encodings from low to high; one for a source without simulcast, none for a source without SSRCs. */
    static List<Ssrcs> of(final SourceDescription source) {
        final Set<Integer> retransmissions = new HashSet<>();
        final List<Integer> ordered = new ArrayList<>();
        for (final SourceDescription.SsrcGroup group : source.groups()) {
            switch (group.semantics()) {
                case "FID" ->
                    retransmissions.addAll(
                            group.ssrcs().subList(1, group.ssrcs().size()));
                case "SIM" -> ordered.addAll(group.ssrcs());
                default -> {
                    // FEC-FR and what may come: those SSRCs are neither media nor retransmissions.
                    retransmissions.addAll(
                            group.ssrcs().subList(1, group.ssrcs().size()));
                }
            }
        }
        for (final Integer ssrc : source.ssrcs()) {
            if (!ordered.contains(ssrc) && !retransmissions.contains(ssrc)) {
                ordered.add(ssrc);
            }
        }
        return ordered.stream()
                .map(primary -> new Ssrcs(primary, rtxOf(primary, source.groups())))
                .toList();
    }

    private static @Nullable Integer rtxOf(final Integer primary, final List<SourceDescription.SsrcGroup> groups) {
        for (final SourceDescription.SsrcGroup group : groups) {
            if (group.semantics().equals("FID")
                    && group.ssrcs().size() >= 2
                    && group.ssrcs().getFirst().equals(primary)) {
                return group.ssrcs().get(1);
            }
        }
        return null;
    }
}
