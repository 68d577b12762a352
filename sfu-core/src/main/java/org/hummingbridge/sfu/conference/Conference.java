/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.conference;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.hummingbridge.sfu.allocation.AudioSubscription;
import org.hummingbridge.sfu.allocation.ReceiverConstraints;
import org.hummingbridge.sfu.allocation.VideoConstraint;
import org.hummingbridge.sfu.allocation.VideoType;
import org.hummingbridge.sfu.datagram.Counter;
import org.hummingbridge.sfu.datagram.Loop;
import org.hummingbridge.sfu.datagram.LoopTask;
import org.hummingbridge.sfu.datagram.PacketBuffer;
import org.hummingbridge.sfu.dtls.DtlsCertificate;
import org.hummingbridge.sfu.media.MediaDescription;
import org.hummingbridge.sfu.media.MediaType;
import org.hummingbridge.sfu.media.SourceDescription;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One conference on its home loop: every packet of a sender goes to every other endpoint that wants it. All state is touched on
 * the loop only; signalling's calls are carried there.
 */
final class Conference implements ConferenceControl, LoopTask {
    private static final Logger LOG = LoggerFactory.getLogger(Conference.class);

    /** How soon a change of connectivity is noticed, and over what time a source counts as sending. */
    private static final long CARE_INTERVAL_NANOS = 500_000_000L;

    private static final long NANOS_PER_MILLI = 1_000_000L;

    /** How long a conference may be empty: time enough for a focus between creating it and inviting. */
    private static final long MAX_EMPTY_NANOS = 20_000_000_000L;

    private final String meetingId;
    private final String id;
    private final @Nullable String name;
    private final long createdNanos;
    private final Loop loop;
    private final EndpointParts parts;
    private final Consumer<Conference> abandoned;
    private final int feedbackAudioSsrc;
    private final int feedbackVideoSsrc;

    /** Written on the loop; the ids are read by any thread. */
    private final ConcurrentMap<String, Endpoint> endpoints = new ConcurrentHashMap<>();

    private final ForwardBatch batch = new ForwardBatch();
    private final SourceSlots slots = new SourceSlots();
    private final ConferenceSpeech speech;
    private @Nullable String dominantSpeaker;
    private ConferenceListener listener = ConferenceListener.NONE;
    private Endpoint[] roster = {};
    private long nextCareNanos;
    private long occupiedNanos;
    private boolean expired;

    /** What receivers want changed since the last tick; clients may say so a hundred times a second. */
    private boolean reviewDue;

    /** @param abandoned is told on the loop when nobody has been here for long */
    Conference(
            final String meetingId,
            final @Nullable String name,
            final Loop loop,
            final EndpointParts parts,
            final Consumer<Conference> abandoned) {
        this.meetingId = meetingId;
        this.id = HexFormat.of().toHexDigits(parts.random().nextLong());
        this.name = name;
        this.createdNanos = loop.nowNanos();
        this.nextCareNanos = createdNanos;
        this.occupiedNanos = createdNanos;
        this.abandoned = abandoned;
        this.loop = loop;
        this.parts = parts;
        this.speech = new ConferenceSpeech(parts.settings().speech());
        this.feedbackAudioSsrc = parts.random().nextInt();
        this.feedbackVideoSsrc = parts.random().nextInt();
    }

    void start(final ConferenceListener newListener) {
        listener = newListener;
        loop.execute(() -> {
            // Signalling may have ended it before this got its turn.
            if (!expired) {
                loop.add(this);
            }
        });
    }

    Loop home() {
        return loop;
    }

    void expire() {
        LoopCall.run(loop, () -> {
            expired = true;
            loop.remove(this);
            for (final Endpoint endpoint : roster) {
                leave(endpoint);
            }
            batch.release();
            parts.totals().conferencesCompleted.increment();
            parts.totals().conferenceNanos.add(loop.nowNanos() - createdNanos);
            tell(new ConferenceEvent.Ended());
        });
    }

    /** Tells the listener. Loop only. */
    void tell(final ConferenceEvent event) {
        listener.on(event);
    }

    /** The endpoint with that id, or null. Its state is the loop's. */
    @Nullable
    Endpoint endpoint(final String id) {
        return endpoints.get(id);
    }

    @Override
    public String meetingId() {
        return meetingId;
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public int feedbackAudioSsrc() {
        return feedbackAudioSsrc;
    }

    @Override
    public int feedbackVideoSsrc() {
        return feedbackVideoSsrc;
    }

    @Override
    public Set<String> endpointIds() {
        return Set.copyOf(endpoints.keySet());
    }

    @Override
    public boolean isVisitor(final String endpointId) {
        final Endpoint endpoint = endpoints.get(endpointId);
        return endpoint != null && endpoint.isVisitor();
    }

    @Override
    public LocalTransport createEndpoint(final EndpointDescription description) {
        final DtlsCertificate certificate = parts.certificates().certificate();
        return LoopCall.on(loop, () -> {
            if (expired || endpoints.containsKey(description.id())) {
                throw new IllegalStateException("endpoint " + description.id() + " cannot be created here");
            }
            final Endpoint endpoint = new Endpoint(this, description, parts, certificate);
            endpoints.put(description.id(), endpoint);
            roster = Arrays.copyOf(roster, roster.length + 1);
            roster[roster.length - 1] = endpoint;
            endpoint.replaceSources(description.sources());
            reviewSubscriptions();
            parts.totals().endpointsCreated.increment();
            if (description.visitor()) {
                parts.totals().visitorsCreated.increment();
            }
            tell(new ConferenceEvent.EndpointJoined(description.id(), description.visitor()));
            return endpoint.transport().description();
        });
    }

    @Override
    public @Nullable LocalTransport localTransport(final String endpointId) {
        final Endpoint endpoint = endpoints.get(endpointId);
        return endpoint == null
                ? null
                : LoopCall.on(loop, () -> endpoint.transport().description());
    }

    @Override
    public void updateTransport(final String endpointId, final RemoteTransport update) {
        onEndpoint(endpointId, endpoint -> endpoint.transport().update(update, loop.nowNanos()));
    }

    @Override
    public void addMedia(final String endpointId, final List<MediaDescription> medias) {
        onEndpoint(endpointId, endpoint -> {
            endpoint.addMedia(medias);
            reviewSubscriptions();
        });
    }

    @Override
    public void replaceSources(final String endpointId, final List<SourceDescription> sources) {
        onEndpoint(endpointId, endpoint -> {
            final List<Source> before = endpoint.sources();
            forget(endpoint.replaceSources(sources));
            reviewSubscriptions();
            // One that rested and is back would otherwise seem to have lost what passed meanwhile.
            final long now = loop.nowNanos();
            endpoint.sources().stream()
                    .filter(source -> !before.contains(source))
                    .forEach(source -> resume(source, now));
        });
    }

    @Override
    public void forceMute(final String endpointId, final ForceMute mute) {
        onEndpoint(endpointId, endpoint -> endpoint.forceMute(mute));
    }

    @Override
    public void initialLastN(final String endpointId, final int lastN) {
        onEndpoint(endpointId, endpoint -> {
            endpoint.initialLastN(lastN);
            reviewDue = true;
        });
    }

    @Override
    public void receiverConstraints(final String endpointId, final ReceiverConstraints constraints) {
        onEndpoint(endpointId, endpoint -> {
            endpoint.constraints(constraints);
            reviewDue = true;
        });
    }

    @Override
    public void audioSubscription(final String endpointId, final AudioSubscription subscription) {
        onEndpoint(endpointId, endpoint -> {
            endpoint.audioSubscription(subscription);
            reviewDue = true;
        });
    }

    @Override
    public void videoType(final String endpointId, final String sourceName, final VideoType type) {
        onEndpoint(endpointId, endpoint -> {
            if (endpoint.videoType(sourceName, type)) {
                reviewDue = true;
            }
        });
    }

    @Override
    public void sendOnDataChannel(final String endpointId, final byte[] utf8) {
        final Endpoint endpoint = endpoints.get(endpointId);
        if (endpoint != null) {
            loop.execute(() -> endpoint.sendOnDataChannel(utf8, loop.nowNanos()));
        }
    }

    @Override
    public ConferenceSnapshot snapshot() {
        return LoopCall.on(loop, () -> {
            final long now = loop.nowNanos();
            return new ConferenceSnapshot(
                    meetingId,
                    id,
                    name,
                    loop.index(),
                    now - createdNanos,
                    speech.order(),
                    Stream.of(roster).map(endpoint -> endpoint.snapshot(now)).toList());
        });
    }

    @Override
    public @Nullable LocalTransport restartIce(final String endpointId) {
        final Endpoint endpoint = endpoints.get(endpointId);
        return endpoint == null
                ? null
                : LoopCall.<LocalTransport>on(loop, () -> endpoint.transport().restart(loop.nowNanos()));
    }

    @Override
    public void expireEndpoint(final String endpointId) {
        onEndpoint(endpointId, this::leave);
    }

    @Override
    public SpeakerOrder speakers() {
        return LoopCall.on(loop, speech::order);
    }

    private void onEndpoint(final String endpointId, final Consumer<Endpoint> work) {
        final Endpoint known = endpoints.get(endpointId);
        if (known != null) {
            LoopCall.run(loop, () -> {
                if (endpoints.get(endpointId) == known) {
                    work.accept(known);
                }
            });
        }
    }

    private void leave(final Endpoint endpoint) {
        endpoints.remove(endpoint.id());
        final List<Endpoint> remaining = new ArrayList<>(Arrays.asList(roster));
        remaining.remove(endpoint);
        roster = remaining.toArray(new Endpoint[0]);
        // What waits for the fan-out may be the leaver's; its slots are about to be given to others.
        batch.release();
        forget(endpoint.close());
        reviewSubscriptions();
        tell(new ConferenceEvent.EndpointLeft(endpoint.id()));
    }

    private void forget(final List<Source> ended) {
        for (final Endpoint receiver : roster) {
            receiver.forget(ended);
        }
    }

    /** What was held back of {@code source} ends here; nobody shall take it for lost. */
    void resume(final Source source, final long now) {
        // What waits for the fan-out was let pass before.
        onBatchEnd(now);
        for (final Endpoint receiver : roster) {
            final Subscription subscription = receiver.subscriptions().bySlot(source.slot());
            if (subscription != null && subscription.isActive()) {
                subscription.resume(now);
            }
        }
    }

    /** Decides anew who is sent what, and tells senders what is wanted of them. */
    void reviewSubscriptions() {
        final long now = loop.nowNanos();
        final List<Source> all = new ArrayList<>();
        for (final Endpoint sender : speech.bySpeech(roster)) {
            all.addAll(sender.sources());
        }
        for (final Endpoint receiver : roster) {
            receiver.reviewSubscriptions(all, now);
        }
        for (final Source source : all) {
            if (source.type() == MediaType.VIDEO) {
                reviewWantedHeight(source);
            } else {
                final String sourceName = source.description().name();
                source.audioGate()
                        .askedFor(Stream.of(roster).anyMatch(r -> r.reception().asksFor(sourceName)));
            }
        }
    }

    private void reviewWantedHeight(final Source source) {
        final String sourceName = source.description().name();
        int most = 0;
        for (final Endpoint receiver : roster) {
            if (receiver != source.owner() && most != VideoConstraint.UNLIMITED) {
                final int height = receiver.reception().takes(sourceName).maxHeight();
                most = height == VideoConstraint.UNLIMITED ? height : Math.max(most, height);
            }
        }
        if (source.wantedHeight(most)) {
            tell(new ConferenceEvent.SenderConstraintChanged(source.owner().id(), sourceName, most));
        }
    }

    SourceSlots slots() {
        return slots;
    }

    ConferenceSpeech speech() {
        return speech;
    }

    /** All endpoints in the order in which they joined. Loop only. */
    Endpoint[] roster() {
        return roster;
    }

    /** Queues one packet for everybody but its sender; takes over the caller's reference. */
    void forward(final Source source, final PacketBuffer packet, final long now) {
        if (batch.isFull()) {
            onBatchEnd(now);
        }
        batch.add(source, packet);
    }

    @Override
    public void onBatchEnd(final long now) {
        if (batch.size() == 0) {
            return;
        }
        for (final Endpoint receiver : roster) {
            receiver.sendBatch(batch, now);
        }
        batch.release();
    }

    @Override
    public void onTick(final long now) {
        for (final Endpoint endpoint : roster) {
            endpoint.onTick(now);
        }
        if (speech.onTick(now)) {
            onSpeakersChanged();
        }
        if (reviewDue) {
            reviewDue = false;
            reviewSubscriptions();
        }
        if (now - nextCareNanos >= 0) {
            nextCareNanos = now + CARE_INTERVAL_NANOS;
            care(now);
        }
    }

    private void onSpeakersChanged() {
        final SpeakerOrder order = speech.order();
        if (!Objects.equals(order.dominant(), dominantSpeaker)) {
            dominantSpeaker = order.dominant();
            parts.totals().dominantSpeakerChanges.increment();
        }
        reviewSubscriptions();
        tell(new ConferenceEvent.SpeakersChanged(order));
    }

    /** What need not be looked at in every tick: who fell silent, who is to be given up, who sends. */
    private void care(final long now) {
        for (final Endpoint endpoint : roster) {
            for (final Source source : endpoint.sources()) {
                if (source.reviewSending() && source.type() == MediaType.VIDEO) {
                    loop.counters().add(Counter.VIDEO_MILLIS_RECEIVED, CARE_INTERVAL_NANOS / NANOS_PER_MILLI);
                }
            }
            if (endpoint.activity().isExpired(now)) {
                LOG.info("{}/{}: expired, it has been silent for too long", meetingId, endpoint.id());
                parts.totals().endpointsExpiredSilent.increment();
                leave(endpoint);
            } else if (endpoint.activity().review(now) && !endpoint.isVisitor()) {
                final boolean active = endpoint.activity().isActive();
                (active ? parts.totals().reconnected : parts.totals().disconnected).increment();
                tell(new ConferenceEvent.ConnectivityChanged(endpoint.id(), active));
            }
        }
        if (roster.length > 0) {
            occupiedNanos = now;
        } else if (now - occupiedNanos > MAX_EMPTY_NANOS) {
            LOG.info("{}: ended, nobody has been in it for a while", meetingId);
            abandoned.accept(this);
        }
    }
}
