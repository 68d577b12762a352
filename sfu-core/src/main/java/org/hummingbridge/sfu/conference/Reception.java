/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.conference;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.hummingbridge.sfu.allocation.AudioSubscription;
import org.hummingbridge.sfu.allocation.ReceiverConstraints;
import org.hummingbridge.sfu.allocation.VideoConstraint;
import org.hummingbridge.sfu.allocation.VideoSelection;
import org.hummingbridge.sfu.allocation.VideoType;
import org.hummingbridge.sfu.media.MediaType;

/** What one endpoint wants of the others and which of their sources it is therefore sent. */
final class Reception {
    private final Subscriptions subscriptions;
    private final int limit;
    private ReceiverConstraints constraints;
    private AudioSubscription audio = AudioSubscription.EVERYTHING;
    private boolean told;
    private Set<String> chosen = Set.of();
    private List<String> forwarded = List.of();

    Reception(final Subscriptions subscriptions, final BridgeSettings settings) {
        this.subscriptions = subscriptions;
        this.limit = settings.lastN();
        this.constraints = settings.initial();
    }

    /** A number of videos that holds until the endpoint has said what it wants. */
    void initialLastN(final int lastN) {
        if (!told) {
            constraints = constraints.withLastN(lastN);
        }
    }

    void constraints(final ReceiverConstraints wanted) {
        told = true;
        constraints = wanted;
    }

    void audio(final AudioSubscription wanted) {
        audio = wanted;
    }

    /** Whether it wants an audio source by name, even if others are louder. */
    boolean asksFor(final String sourceName) {
        return audio.include().contains(sourceName) && audio.wants(sourceName);
    }

    ReceiverConstraints constraints() {
        return constraints;
    }

    /** Names of the video sources that it is being sent. */
    List<String> forwarded() {
        return forwarded;
    }

    /** How much of a video source it takes: nothing of one that was not chosen. */
    VideoConstraint takes(final String sourceName) {
        return chosen.contains(sourceName) ? constraints.of(sourceName) : VideoConstraint.NONE;
    }

    /**
     * Starts and stops forwarding by what is wanted now.
     *
     * @param others all sources of the other endpoints, in the order of their owners' last speech
     * @return whether {@link #forwarded} changed
     */
    boolean review(final List<Source> others, final boolean ready, final long now) {
        final List<String> names = new ArrayList<>();
        for (final Source source : others) {
            if (showsSomething(source)) {
                names.add(source.description().name());
            }
        }
        chosen = VideoSelection.choose(constraints, limit, names);
        final List<String> sent = new ArrayList<>();
        for (final Source source : others) {
            final Subscription subscription = subscriptions.bySlot(source.slot());
            if (subscription == null) {
                continue;
            }
            final String name = source.description().name();
            final boolean video = source.type() == MediaType.VIDEO;
            final boolean active = ready && (video ? chosen.contains(name) : audio.wants(name));
            subscription.active(active, now);
            if (video && active) {
                sent.add(name);
            }
        }
        final boolean changed = !sent.equals(forwarded);
        forwarded = List.copyOf(sent);
        return changed;
    }

    private static boolean showsSomething(final Source source) {
        return source.type() == MediaType.VIDEO && source.videoType() != VideoType.DISABLED;
    }
}
