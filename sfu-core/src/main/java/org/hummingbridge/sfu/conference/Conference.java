/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.conference;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Consumer;
import org.hummingbridge.sfu.datagram.Loop;
import org.hummingbridge.sfu.datagram.LoopTask;
import org.hummingbridge.sfu.datagram.PacketBuffer;
import org.hummingbridge.sfu.dtls.DtlsCertificate;
import org.hummingbridge.sfu.media.MediaDescription;
import org.hummingbridge.sfu.media.SourceDescription;
import org.jspecify.annotations.Nullable;

/**
 * One conference on its home loop: every packet of a sender goes to every other endpoint that wants it. All state is touched on
 * the loop only; signalling's calls are carried there.
 */
final class Conference implements ConferenceControl, LoopTask {
    private final String meetingId;
    private final Loop loop;
    private final EndpointParts parts;
    private final int feedbackAudioSsrc;
    private final int feedbackVideoSsrc;

    /** Written on the loop; the ids are read by any thread. */
    private final ConcurrentMap<String, Endpoint> endpoints = new ConcurrentHashMap<>();

    private final ForwardBatch batch = new ForwardBatch();
    private final SourceSlots slots = new SourceSlots();
    private final SpeakerRanking speakers = new SpeakerRanking();
    private Endpoint[] roster = {};
    private boolean expired;

    Conference(final String meetingId, final Loop loop, final EndpointParts parts) {
        this.meetingId = meetingId;
        this.loop = loop;
        this.parts = parts;
        this.feedbackAudioSsrc = parts.random().nextInt();
        this.feedbackVideoSsrc = parts.random().nextInt();
    }

    void start() {
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
        });
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
        onEndpoint(endpointId, endpoint -> endpoint.lastN(lastN));
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
        return LoopCall.on(loop, () -> speakers.order(roster));
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
    }

    private void forget(final List<Source> ended) {
        for (final Endpoint receiver : roster) {
            receiver.forget(ended);
        }
    }

    /** What was held back of {@code source} ends here; nobody shall take it for lost. */
    void resume(final Source source, final long now) {
        for (final Endpoint receiver : roster) {
            final Subscription subscription = receiver.subscriptions().bySlot(source.slot());
            if (subscription != null && subscription.isActive()) {
                subscription.resume(now);
            }
        }
    }

    private void reviewSubscriptions() {
        final long now = loop.nowNanos();
        for (final Endpoint receiver : roster) {
            receiver.reviewSubscriptions(now);
        }
    }

    SourceSlots slots() {
        return slots;
    }

    SpeakerRanking speakerRanking() {
        return speakers;
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
    }
}
