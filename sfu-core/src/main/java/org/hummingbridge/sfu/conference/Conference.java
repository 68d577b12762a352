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
import java.util.stream.Stream;
import org.hummingbridge.sfu.allocation.AllocationTrigger;
import org.hummingbridge.sfu.allocation.LastNLimit;
import org.hummingbridge.sfu.allocation.SentVideos;
import org.hummingbridge.sfu.codec.VideoPacket;
import org.hummingbridge.sfu.datagram.Loop;
import org.hummingbridge.sfu.datagram.LoopTask;
import org.hummingbridge.sfu.datagram.PacketBuffer;
import org.hummingbridge.sfu.dtls.DtlsCertificate;
import org.hummingbridge.sfu.forward.HeaderRewriter;
import org.hummingbridge.sfu.media.SourceDescription;
import org.hummingbridge.sfu.spread.SealingLane;
import org.hummingbridge.sfu.spread.SpreadPolicy;
import org.jspecify.annotations.Nullable;

/**
 * One conference on its home loop: every packet of a sender goes to every other endpoint that wants it. All state is touched on
 * the loop only, unless a method says otherwise; {@link ConferenceCalls} carries signalling's calls there.
 */
final class Conference implements LoopTask {
    /** Between two looks at everybody while the loop is behind: then each is due in every tick, which takes a sixth of its time. */
    private static final long BEHIND_TICK_NANOS = 4 * Loop.TICK_NANOS - Loop.TICK_NANOS / 2;

    private final String meetingId;
    private final String id;
    private final @Nullable String name;
    private final long createdNanos;
    private final ReportTimes reportTimes;
    private final HomeLoop home;
    private final Loop loop;
    private final EndpointParts parts;
    private final int feedbackAudioSsrc;
    private final int feedbackVideoSsrc;

    /** Written on the loop; the ids are read by any thread. */
    private final ConcurrentMap<String, Endpoint> endpoints = new ConcurrentHashMap<>();

    private final FanOut fanOut;
    private final SourceSlots slots = new SourceSlots();
    private final Negotiations negotiations = new Negotiations();
    private final HeaderRewriter headers = new HeaderRewriter();
    private final ConferenceSpeech speech;
    private final ConferenceEvent speakersChanged;
    private @Nullable String dominantSpeaker;
    private ConferenceListener listener = ConferenceListener.NONE;
    private Endpoint[] roster = {};

    private final Due due;
    private boolean expired;
    private boolean distributed;
    private long tickedNanos;

    private final Distribution distribution;
    private final ConferenceCare care;

    /** @param abandoned is run on the loop when nobody has been here for long */
    Conference(
            final String meetingId,
            final @Nullable String name,
            final HomeLoop home,
            final EndpointParts parts,
            final Runnable abandoned) {
        this.meetingId = meetingId;
        this.id = HexFormat.of().toHexDigits(parts.random().nextLong());
        this.name = name;
        this.home = home;
        this.loop = home.loop();
        this.fanOut = new FanOut(loop, parts.settings().maxPaddingBytes());
        this.createdNanos = loop.nowNanos();
        this.tickedNanos = createdNanos;
        this.due = new Due(null, createdNanos);
        this.reportTimes = new ReportTimes(createdNanos);
        this.parts = parts.forConference();
        this.speech = new ConferenceSpeech(parts.settings().speech());
        this.speakersChanged = new ConferenceEvent.SpeakersChanged(speech.board());
        this.distribution = new Distribution(
                this, () -> LastNLimit.lower(parts.reducedLastN().getAsInt(), home.videoLimit()));
        this.care = new ConferenceCare(this, parts.totals(), abandoned, createdNanos);
        this.feedbackAudioSsrc = parts.random().nextInt();
        this.feedbackVideoSsrc = parts.random().nextInt();
    }

    /** From any thread, once, before anybody joins. */
    void start(final ConferenceListener newListener) {
        listener = newListener;
        loop.execute(() -> {
            // Signalling may have ended it before this got its turn.
            if (!expired) {
                // Behind the home loop, which moves receivers before anything is sent in a tick.
                home.add(this);
                loop.add(this);
            }
        });
    }

    Loop home() {
        return loop;
    }

    /** When anything of the conference is to be looked at. */
    Due due() {
        return due;
    }

    HomeLoop homeLoop() {
        return home;
    }

    /** Ends it, and everybody's part in it. */
    void expire() {
        expired = true;
        loop.remove(this);
        home.remove(this);
        for (final Endpoint endpoint : roster) {
            leave(endpoint);
        }
        fanOut.release();
        parts.totals().conferencesCompleted.increment();
        parts.totals().conferenceNanos.add(loop.nowNanos() - createdNanos);
        tell(new ConferenceEvent.Ended());
    }

    /** Tells the listener. */
    void tell(final ConferenceEvent event) {
        listener.on(event);
    }

    /** The endpoint with that id, or null; any thread. Its state is the loop's. */
    @Nullable
    Endpoint endpoint(final String id) {
        return endpoints.get(id);
    }

    /** Number of endpoints; any thread. */
    int size() {
        return endpoints.size();
    }

    /** Of those who are here; any thread. */
    Set<String> endpointIds() {
        return Set.copyOf(endpoints.keySet());
    }

    String meetingId() {
        return meetingId;
    }

    String id() {
        return id;
    }

    int feedbackAudioSsrc() {
        return feedbackAudioSsrc;
    }

    int feedbackVideoSsrc() {
        return feedbackVideoSsrc;
    }

    /** Everything but the endpoints, which are {@code shown} already. */
    ConferenceSnapshot snapshot(final List<EndpointSnapshot> shown) {
        return new ConferenceSnapshot(
                meetingId, id, name, loop.index(), loop.nowNanos() - createdNanos, speech.explained(), shown);
    }

    /** Lets somebody in whose id is free. */
    Endpoint join(final EndpointDescription description, final DtlsCertificate certificate) {
        if (expired || endpoints.containsKey(description.id())) {
            throw new IllegalStateException("endpoint " + description.id() + " cannot be created here");
        }
        final Endpoint endpoint = new Endpoint(this, description, parts, certificate);
        endpoints.put(description.id(), endpoint);
        final Endpoint[] grown = Arrays.copyOf(roster, roster.length + 1);
        grown[roster.length] = endpoint;
        roster(grown);
        endpoint.replaceSources(description.sources());
        sourcesChanged();
        parts.totals().endpointsCreated.increment();
        if (description.visitor()) {
            parts.totals().visitorsCreated.increment();
        }
        tell(new ConferenceEvent.EndpointJoined(description.id(), description.visitor()));
        return endpoint;
    }

    void leave(final Endpoint endpoint) {
        endpoints.remove(endpoint.id());
        final List<Endpoint> remaining = new ArrayList<>(Arrays.asList(roster));
        remaining.remove(endpoint);
        roster(remaining.toArray(new Endpoint[0]));
        // What waits for the fan-out may be the leaver's; its slots are about to be given to others.
        fanOut.release();
        forget(endpoint.close());
        distribution.left(endpoint, loop.nowNanos());
        sourcesChanged();
        tell(new ConferenceEvent.EndpointLeft(endpoint.id()));
    }

    /** Replaces the whole source set of one endpoint. */
    void replaceSources(final Endpoint endpoint, final List<SourceDescription> sources) {
        final List<Source> before = endpoint.sources();
        forget(endpoint.replaceSources(sources));
        sourcesChanged();
        // One that rested and is back would otherwise seem to have lost what passed meanwhile.
        final long now = loop.nowNanos();
        endpoint.sources().stream().filter(source -> !before.contains(source)).forEach(source -> resume(source, now));
    }

    private void forget(final List<Source> ended) {
        distribution.ended(ended);
        for (final Endpoint receiver : roster) {
            receiver.receiver().forget(ended);
        }
    }

    /** What was held back of {@code source} ends here; nobody shall take it for lost. */
    void resume(final Source source, final long now) {
        // What waits for the fan-out was let pass before.
        sendQueued(now);
        for (final Endpoint receiver : roster) {
            final Subscription subscription =
                    receiver.receiver().subscriptions().bySlot(source.slot());
            if (subscription != null && subscription.isActive()) {
                subscription.resume(now);
            }
        }
    }

    /** Sources came or went, show something else, or can be received by others. */
    void sourcesChanged() {
        distribution.sourcesChanged();
        due.by(loop.nowNanos());
    }

    /** Layers of some source came, went, or cost something else. */
    void layersChanged(final long now) {
        distribution.layersChanged();
        due.by(now);
    }

    /** Somebody asks for audio by name, or no longer. */
    void audioAsked() {
        distribution.audioAsked();
        due.by(loop.nowNanos());
    }

    /** What some receiver is given may have to change. */
    void lookAtReceivers() {
        distribution.lookAtReceivers();
        due.by(loop.nowNanos());
    }

    /** Adds what each receiver is sent; more than {@code limit} only until it is looked at. */
    void count(final SentVideos sent, final int limit) {
        for (final Endpoint endpoint : roster) {
            final int videos = endpoint.receiver().reception().forwarded().size();
            sent.add(limit < 0 ? videos : Math.min(videos, limit));
        }
    }

    /** The loop can carry fewer videos than before, or more. */
    void videoLimitChanged() {
        for (final Endpoint endpoint : roster) {
            endpoint.receiver().reception().trigger().mark(AllocationTrigger.Reason.SHEDDING);
        }
        lookAtReceivers();
    }

    /**
     * Looks anew at those to whom something changed, who would otherwise wait for the next tick. Once between two ticks, since in a
     * storm of joins everybody would be looked at for each of them.
     */
    void distribute(final long now) {
        distribution.lookAtReceivers();
        due.by(now);
        if (!distributed) {
            distributed = true;
            distribution.onTick(roster, now);
        }
    }

    /** Whether one of the senders, or the bridge itself, uses an SSRC. */
    boolean isSsrcTaken(final int ssrc) {
        return ssrc == feedbackAudioSsrc
                || ssrc == feedbackVideoSsrc
                || Stream.of(roster).anyMatch(endpoint -> endpoint.incoming(ssrc) != null);
    }

    SourceSlots slots() {
        return slots;
    }

    Negotiations negotiations() {
        return negotiations;
    }

    /** Writes the headers of all that is sent here. */
    HeaderRewriter headers() {
        return headers;
    }

    /** When estimates are reported. */
    ReportTimes reportTimes() {
        return reportTimes;
    }

    ConferenceSpeech speech() {
        return speech;
    }

    /** All endpoints in the order in which they joined; never changed, only replaced. */
    Endpoint[] roster() {
        return roster;
    }

    /** Where the descriptor of the next packet to {@link #forward} is to be read to. */
    VideoPacket nextMark(final long now) {
        return fanOut.nextMark(now);
    }

    /** Queues one packet for the others; takes over the caller's reference. */
    void forward(final Incoming origin, final PacketBuffer packet, final Audience audience, final long now) {
        fanOut.add(origin, packet, audience, now);
    }

    /** What each of that many loops sent to its receivers since this was called last. */
    SpreadPolicy.Share takeShare(final int loops) {
        return fanOut.takeShare(loops);
    }

    /** Sends to that part of those receivers again whom another loop sends to; while the lane is idle. */
    void takeBack(final SealingLane lane, final double part) {
        fanOut.takeBack(lane, part);
    }

    /** Has another loop send to some more receivers, who were sent about so many packets lately. */
    void spread(final SealingLane lane, final long packets, final int most) {
        fanOut.spread(lane, packets, most);
    }

    private void roster(final Endpoint[] newRoster) {
        roster = newRoster;
        fanOut.receivers(Stream.of(newRoster).map(Endpoint::receiver).toArray(Receiver[]::new));
    }

    /** Sends what {@link #forward} queued; the loop has that done behind each batch. */
    void sendQueued(final long now) {
        fanOut.send(now);
    }

    @Override
    public void onTick(final long now) {
        if (loop.backlog().isBehind() && now - tickedNanos < BEHIND_TICK_NANOS) {
            return;
        }
        if (!due.take(now)) {
            return;
        }
        tickedNanos = now;
        for (final Endpoint endpoint : roster) {
            endpoint.onTick(now);
        }
        if (speech.onTick(now)) {
            onSpeakersChanged();
        }
        distributed = false;
        due.by(speech.nextDecisionNanos());
        due.by(distribution.onTick(roster, now));
        care.onTick(now);
    }

    private void onSpeakersChanged() {
        if (!Objects.equals(speech.dominant(), dominantSpeaker)) {
            dominantSpeaker = speech.dominant();
            parts.totals().dominantSpeakerChanges.increment();
        }
        distribution.sourcesChanged();
        tell(speakersChanged);
    }
}
