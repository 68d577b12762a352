/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.conference;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.hummingbridge.sfu.codec.LayerId;
import org.hummingbridge.sfu.datagram.Counters;
import org.hummingbridge.sfu.forward.AudioForwarder;
import org.hummingbridge.sfu.forward.Downlink;
import org.hummingbridge.sfu.forward.ExtensionMap;
import org.hummingbridge.sfu.forward.OutgoingStream;
import org.hummingbridge.sfu.forward.PayloadTypeMap;
import org.hummingbridge.sfu.forward.VideoForwarder;
import org.hummingbridge.sfu.media.MediaDescription;
import org.hummingbridge.sfu.media.MediaType;
import org.hummingbridge.sfu.receive.PacketHistory;
import org.hummingbridge.sfu.receive.SourceReceiver;
import org.hummingbridge.sfu.rtp.SsrcTable;
import org.jspecify.annotations.Nullable;

/**
 * What one endpoint receives: a subscription for each source that it was ever to be given, found by the source's slot on the way
 * out, and by the SSRC of its stream when feedback comes back.
 */
final class Subscriptions {
    /** Streams of other endpoints that one receiver can be given. */
    static final int MAX_STREAMS = 1024;

    private final EndpointMedia media;
    private final EndpointParts parts;
    private final Negotiations negotiations;
    private final Downlink downlink;
    private final Counters counters;
    private final @Nullable RewrittenStreams rewritten;
    private final SsrcTable<SentStream> bySsrc = new SsrcTable<>(MAX_STREAMS);
    private @Nullable Subscription[] bySlot = new Subscription[16];
    private final List<VideoSubscription> videos = new ArrayList<>();

    /** @param rewritten the receiver's own SSRCs; null if it is sent those of the sources */
    Subscriptions(
            final EndpointMedia media,
            final EndpointParts parts,
            final Negotiations negotiations,
            final Downlink downlink,
            final Counters counters,
            final @Nullable RewrittenStreams rewritten) {
        this.media = media;
        this.parts = parts;
        this.negotiations = negotiations;
        this.downlink = downlink;
        this.counters = counters;
        this.rewritten = rewritten;
    }

    @Nullable
    Subscription bySlot(final int slot) {
        return slot < bySlot.length ? bySlot[slot] : null;
    }

    /** The stream with that SSRC of media; null if there is none. */
    @Nullable
    SentStream bySsrc(final int ssrc) {
        return rewritten != null ? rewritten.bySsrc(ssrc) : bySsrc.get(ssrc);
    }

    /** Subscriptions to video, in the order in which they began. */
    List<VideoSubscription> videos() {
        return videos;
    }

    /** The worst loss that the receiver reported lately about a stream it is being sent; 0 to 1. */
    double worstLossFraction(final long now) {
        double worst = 0;
        for (final Subscription subscription : bySlot) {
            final SentStream stream = subscription == null ? null : subscription.stream();
            if (stream != null && subscription.isActive()) {
                worst = Math.max(worst, stream.lossFraction(now));
            }
        }
        return worst;
    }

    /**
     * The subscription to a source, which begins now if there is none. Null if the receiver has no codec for it, or if its SSRC is
     * taken by another sender's and could not be told apart.
     */
    @Nullable
    Subscription to(final Source source, final long now) {
        final Subscription known = bySlot(source.slot());
        if (known != null) {
            if (rewritten == null && known.stream() == null) {
                giveOwnStream(known, now);
            }
            return known;
        }
        final MediaDescription mine = media.of(source.type());
        final MediaDescription theirs = source.owner().media().of(source.type());
        if (mine == null || theirs == null) {
            return null;
        }
        final Subscription made = create(source, theirs, mine);
        if (rewritten == null && !giveOwnStream(made, now)) {
            return null;
        }
        if (source.slot() >= bySlot.length) {
            bySlot = Arrays.copyOf(bySlot, Math.max(source.slot() + 1, 2 * bySlot.length));
        }
        bySlot[source.slot()] = made;
        if (made instanceof VideoSubscription video) {
            videos.add(video);
        }
        return made;
    }

    private Subscription create(final Source source, final MediaDescription theirs, final MediaDescription mine) {
        final PayloadTypeMap payloadTypes = negotiations.of(theirs, mine).payloadTypes();
        final ExtensionMap extensions = negotiations.of(theirs, mine).extensions();
        if (source.type() == MediaType.AUDIO) {
            return new SoundSubscription(
                    source,
                    AudioRedundancy.payloadType(mine),
                    new AudioForwarder(
                            payloadTypes, extensions, source.primary().history()),
                    counters);
        }
        final List<PacketHistory> histories =
                source.encodings().stream().map(SourceReceiver::history).toList();
        return new VideoSubscription(source, new VideoForwarder(histories, payloadTypes, extensions), counters);
    }

    /** A source that is signalled anew under its SSRC goes on with the stream of the one that rests; nobody else's is taken. */
    private boolean giveOwnStream(final Subscription subscription, final long now) {
        final SourceReceiver primary = subscription.source().primary();
        final SentStream known = bySsrc.get(primary.ssrc());
        if (known != null) {
            return takeOver(known, subscription, now);
        }
        final SentStream stream =
                new SentStream(new OutgoingStream(primary.ssrc(), primary.rtxSsrc(), null, downlink, parts.random()));
        if (!bySsrc.put(primary.ssrc(), stream)) {
            return false;
        }
        stream.subscription(subscription);
        subscription.stream(stream, now);
        return true;
    }

    private static boolean takeOver(final SentStream stream, final Subscription subscription, final long now) {
        final Subscription holder = stream.subscription();
        if (holder != null && holder.source().owner() != subscription.source().owner()) {
            return false;
        }
        if (holder != null) {
            holder.stream(null, now);
        }
        stream.subscription(subscription);
        subscription.stream(stream, now);
        return true;
    }

    /** Ends the subscriptions to sources that are gone. */
    void remove(final List<Source> ended, final long now) {
        for (final Source source : ended) {
            final Subscription subscription = bySlot(source.slot());
            if (subscription != null && subscription.source() == source) {
                bySlot[source.slot()] = null;
                end(subscription, now);
            }
            if (rewritten != null) {
                rewritten.release(source);
            }
        }
    }

    private void end(final Subscription subscription, final long now) {
        if (subscription instanceof VideoSubscription video) {
            video.target(LayerId.SUSPENDED, now);
            videos.remove(video);
        }
        if (rewritten == null && subscription.stream() != null) {
            bySsrc.remove(subscription.source().primary().ssrc());
        }
        subscription.stream(null, now);
    }
}
