/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.conference;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.IntPredicate;
import java.util.random.RandomGenerator;
import org.hummingbridge.sfu.allocation.AllocatedVideo;
import org.hummingbridge.sfu.allocation.VideoType;
import org.hummingbridge.sfu.conference.ConferenceEvent.AudioMapping;
import org.hummingbridge.sfu.conference.ConferenceEvent.AudioSourcesMapped;
import org.hummingbridge.sfu.conference.ConferenceEvent.VideoMapping;
import org.hummingbridge.sfu.conference.ConferenceEvent.VideoSourcesMapped;
import org.hummingbridge.sfu.forward.Downlink;
import org.hummingbridge.sfu.forward.OutgoingStream;
import org.hummingbridge.sfu.media.MediaType;
import org.hummingbridge.sfu.rewriting.MapAnnouncements;
import org.hummingbridge.sfu.rewriting.Slot;
import org.hummingbridge.sfu.rewriting.StreamLimits;
import org.hummingbridge.sfu.rewriting.StreamSlots;
import org.jspecify.annotations.Nullable;

/**
 * SSRC rewriting for one receiver: which of its SSRCs carries which source, and telling it so. A source's packets are sent from when
 * the receiver was told.
 */
final class RewrittenStreams {
    private final String receiverId;
    private final StreamSlots<String, SentStream> video;
    private final StreamSlots<String, SentStream> audio;
    private final MapAnnouncements<String, SentStream> videoMap;
    private final MapAnnouncements<String, SentStream> audioMap;

    /** Who is meant by a slot's borrower: the source that goes by that {@link Source#key} now. */
    private final Map<String, Source> sources = new HashMap<>();

    /** @param taken whether an SSRC is in use in the conference */
    RewrittenStreams(
            final EndpointDescription receiver,
            final StreamLimits limits,
            final Downlink downlink,
            final RandomGenerator random,
            final IntPredicate taken) {
        this.receiverId = receiver.id();
        this.video = new StreamSlots<>(
                MediaType.VIDEO,
                limits.video(),
                receiver.midDemux(),
                random,
                taken,
                (ssrc, rtxSsrc, mid) ->
                        new SentStream(new OutgoingStream(ssrc, rtxSsrc, bytes(mid), downlink, random)));
        this.audio = new StreamSlots<>(
                MediaType.AUDIO,
                limits.audio(),
                receiver.midDemux(),
                random,
                ssrc -> taken.test(ssrc) || video.bySsrc(ssrc) != null,
                (ssrc, rtxSsrc, mid) -> new SentStream(new OutgoingStream(ssrc, null, bytes(mid), downlink, random)));
        this.videoMap = new MapAnnouncements<>(video);
        this.audioMap = new MapAnnouncements<>(audio);
    }

    private static byte @Nullable [] bytes(final @Nullable String mid) {
        return mid == null ? null : mid.getBytes(StandardCharsets.US_ASCII);
    }

    /** The receiver can be told things, perhaps for the first time. */
    void reopened() {
        videoMap.reopened();
        audioMap.reopened();
    }

    @Nullable
    SentStream bySsrc(final int ssrc) {
        final Slot<String, SentStream> inVideo = video.bySsrc(ssrc);
        final Slot<String, SentStream> slot = inVideo != null ? inVideo : audio.bySsrc(ssrc);
        return slot == null ? null : slot.stream();
    }

    /** Most videos that there are SSRCs for. */
    int videoLimit() {
        return video.limit();
    }

    /** Sees to SSRCs for what the receiver wants, and for what it may want soon as far as there are any. */
    void activate(final List<AllocatedVideo> videos, final Subscriptions subscriptions, final long now) {
        final List<String> wanted = new ArrayList<>();
        final List<String> spare = new ArrayList<>();
        for (final AllocatedVideo allocated : videos) {
            final Source source = (Source) allocated.source();
            if (allocated.constraint().wantsVideo()) {
                sources.put(source.key(), source);
                wanted.add(source.key());
            } else if (source.videoType() != VideoType.DISABLED) {
                sources.put(source.key(), source);
                spare.add(source.key());
            }
        }
        for (final Slot<String, SentStream> changed : video.activate(wanted, spare, now)) {
            takeAway(changed, now);
        }
        for (final String key : wanted) {
            final Slot<String, SentStream> slot = video.of(key);
            if (slot != null && slot.isTold()) {
                attach(slot, subscriptions, now);
            }
        }
    }

    /** Whether the subscription has a stream to send on now; if not, it will get one as soon as the receiver was told. */
    boolean lend(final SoundSubscription subscription, final long now) {
        final Source source = subscription.source();
        final Slot<String, SentStream> slot = audio.slotFor(source.key(), now);
        if (slot != null && slot.stream().subscription() != subscription) {
            sources.put(source.key(), source);
            takeAway(slot, now);
            if (slot.isTold()) {
                give(slot, subscription, now);
            }
        }
        return subscription.stream() != null;
    }

    /** A source ended; what goes by its key now may be another one, which keeps the slot. */
    void release(final Source source) {
        if (sources.remove(source.key(), source)) {
            if (source.owner().isClosed()) {
                video.discard(source.key());
                audio.discard(source.key());
            } else {
                video.release(source.key());
                audio.release(source.key());
            }
        }
    }

    /** Whether {@link #onTick} has nothing to do until something changes. */
    boolean isQuiet() {
        return videoMap.isQuiet() && audioMap.isQuiet();
    }

    /** Tells the receiver what is new, and lets the media of it pass from then on. */
    void onTick(final Conference conference, final Subscriptions subscriptions, final long now) {
        final List<Slot<String, SentStream>> videos = videoMap.poll(now);
        if (!videos.isEmpty()) {
            attach(videos, subscriptions, now);
            conference.tell(new VideoSourcesMapped(
                    receiverId, videos.stream().map(this::videoMapping).toList()));
        }
        final List<Slot<String, SentStream>> audios = audioMap.poll(now);
        if (!audios.isEmpty()) {
            attach(audios, subscriptions, now);
            conference.tell(new AudioSourcesMapped(
                    receiverId, audios.stream().map(this::audioMapping).toList()));
        }
        for (final Slot<String, SentStream> slot : videoMap.keyframesDue(now)) {
            if (slot.stream().subscription() instanceof VideoSubscription subscription && subscription.isActive()) {
                subscription.wantKeyframe(now);
            }
        }
    }

    private void attach(final List<Slot<String, SentStream>> slots, final Subscriptions subscriptions, final long now) {
        for (final Slot<String, SentStream> slot : slots) {
            attach(slot, subscriptions, now);
        }
    }

    private void attach(final Slot<String, SentStream> slot, final Subscriptions subscriptions, final long now) {
        final Subscription subscription = subscriptions.to(sourceOf(slot), now);
        if (subscription != null && slot.stream().subscription() != subscription) {
            takeAway(slot, now);
            give(slot, subscription, now);
        }
    }

    private static void give(final Slot<String, SentStream> slot, final Subscription subscription, final long now) {
        slot.stream().subscription(subscription);
        subscription.stream(slot.stream(), now);
    }

    /** Whoever had it is silent from now on. */
    private static void takeAway(final Slot<String, SentStream> slot, final long now) {
        final Subscription before = slot.stream().subscription();
        if (before != null && before.stream() == slot.stream()) {
            before.stream(null, now);
        }
        slot.stream().subscription(null);
    }

    private VideoMapping videoMapping(final Slot<String, SentStream> slot) {
        final Source source = sourceOf(slot);
        return new VideoMapping(
                source.name(), source.owner().id(), slot.ssrc(), slot.rtxSsrc(), source.videoType(), slot.mid());
    }

    private AudioMapping audioMapping(final Slot<String, SentStream> slot) {
        final Source source = sourceOf(slot);
        return new AudioMapping(source.name(), source.owner().id(), slot.ssrc(), slot.mid());
    }

    private Source sourceOf(final Slot<String, SentStream> slot) {
        return Objects.requireNonNull(sources.get(slot.source()), "only lent slots are told of");
    }
}
