/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.conference;

import java.util.Arrays;
import java.util.List;
import org.hummingbridge.sfu.forward.Downlink;
import org.hummingbridge.sfu.media.MediaDescription;
import org.hummingbridge.sfu.rtp.SsrcTable;
import org.jspecify.annotations.Nullable;

/**
 * What one endpoint receives: a subscription for each source of the others that it has a codec for, found by the source's slot on
 * the way out and by SSRC when feedback comes back.
 */
final class Subscriptions {
    /** Sources of other endpoints that one receiver can be given. */
    static final int MAX_SUBSCRIPTIONS = 1024;

    private final EndpointMedia media;
    private final EndpointParts parts;
    private final Downlink downlink;
    private final Traffic traffic;
    private final SsrcTable<Subscription> bySsrc = new SsrcTable<>(MAX_SUBSCRIPTIONS);
    private @Nullable Subscription[] bySlot = new Subscription[16];

    Subscriptions(
            final EndpointMedia media, final EndpointParts parts, final Downlink downlink, final Traffic traffic) {
        this.media = media;
        this.parts = parts;
        this.downlink = downlink;
        this.traffic = traffic;
    }

    @Nullable
    Subscription bySlot(final int slot) {
        return slot < bySlot.length ? bySlot[slot] : null;
    }

    @Nullable
    Subscription bySsrc(final int ssrc) {
        return bySsrc.get(ssrc);
    }

    /** The worst loss that the receiver reported about a stream it is being sent; 0 to 1. */
    double worstLossFraction() {
        double worst = 0;
        for (final Subscription subscription : bySlot) {
            if (subscription != null && subscription.isActive()) {
                worst = Math.max(worst, subscription.lossFraction());
            }
        }
        return worst;
    }

    /** Adds what is missing. A source whose SSRC is taken by another sender's is left out: it could not be told apart. */
    void add(final List<Source> sources) {
        for (final Source source : sources) {
            final MediaDescription mine = media.of(source.type());
            final MediaDescription theirs = source.owner().media().of(source.type());
            final int ssrc = source.forwarded().ssrc();
            if (bySlot(source.slot()) != null || mine == null || theirs == null || bySsrc.get(ssrc) != null) {
                continue;
            }
            final Subscription subscription = new Subscription(source, theirs, mine, downlink, traffic, parts);
            if (bySsrc.put(ssrc, subscription)) {
                if (source.slot() >= bySlot.length) {
                    bySlot = Arrays.copyOf(bySlot, Math.max(source.slot() + 1, 2 * bySlot.length));
                }
                bySlot[source.slot()] = subscription;
            }
        }
    }

    void remove(final List<Source> ended) {
        for (final Source source : ended) {
            final Subscription subscription = bySlot(source.slot());
            if (subscription != null && subscription.source() == source) {
                bySlot[source.slot()] = null;
                bySsrc.remove(subscription.ssrc());
            }
        }
    }
}
