/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.signaling.channel;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.hummingbridge.sfu.conference.ConferenceControl.SpeakerOrder;
import org.hummingbridge.signaling.channel.BridgeMessage.DominantSpeakerEndpointChangeEvent;
import org.jspecify.annotations.Nullable;

/** What a whole conference has been told last: who speaks, and who has fallen silent. Lane only. */
final class Attention {
    /** Silent endpoints, those that left included; beyond it the oldest are forgotten. */
    static final int MAX_INACTIVE = 1_000;

    private final Set<String> inactive = new LinkedHashSet<>();
    private List<String> recent = List.of();
    private @Nullable DominantSpeakerEndpointChangeEvent speakers;

    /** False if nothing changed that clients are told. */
    boolean speakers(final SpeakerOrder order) {
        recent = order.recent();
        final DominantSpeakerEndpointChangeEvent before = speakers;
        final String dominant = order.dominant() == null && !recent.isEmpty() ? recent.getFirst() : order.dominant();
        if (dominant == null) {
            return false;
        }
        final List<String> previous =
                recent.stream().filter(id -> !id.equals(dominant)).toList();
        speakers = new DominantSpeakerEndpointChangeEvent(dominant, previous, order.silence());
        return !Objects.equals(speakers, before);
    }

    /** Null until somebody has spoken. */
    @Nullable
    DominantSpeakerEndpointChangeEvent speakers() {
        return speakers;
    }

    boolean spokeLately(final String endpointId) {
        return recent.contains(endpointId)
                || (speakers != null && speakers.dominantSpeakerEndpoint().equals(endpointId));
    }

    /** False if it is known. An endpoint that leaves stays in it: clients may go on showing who is about to be invited again. */
    boolean active(final String endpointId, final boolean active) {
        if (active) {
            return inactive.remove(endpointId);
        }
        final boolean added = inactive.add(endpointId);
        if (inactive.size() > MAX_INACTIVE) {
            inactive.remove(inactive.iterator().next());
        }
        return added;
    }

    boolean isInactive(final String endpointId) {
        return inactive.contains(endpointId);
    }
}
