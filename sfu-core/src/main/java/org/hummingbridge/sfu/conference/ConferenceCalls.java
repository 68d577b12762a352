/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.conference;

import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.hummingbridge.sfu.allocation.AudioSubscription;
import org.hummingbridge.sfu.allocation.ReceiverConstraints;
import org.hummingbridge.sfu.allocation.VideoType;
import org.hummingbridge.sfu.datagram.Loop;
import org.hummingbridge.sfu.dtls.DtlsCertificate;
import org.hummingbridge.sfu.media.MediaDescription;
import org.hummingbridge.sfu.media.SourceDescription;
import org.jspecify.annotations.Nullable;

/**
 * A conference as signalling sees it: carries every call, from whatever thread, to the conference's loop and waits until it is
 * done; only messages on data channels are left there. Never touches the conference's state on the caller's thread.
 */
final class ConferenceCalls implements ConferenceControl {
    /** Endpoints that are looked at in one turn of the loop; each costs some 20 µs in a conference of 200. */
    private static final int SNAPSHOTS_PER_TURN = 16;

    /** Its ids, and who its endpoints are, are read without the loop; everything else only there. */
    private final Conference conference;

    private final Loop loop;
    private final CertificateRotation certificates;

    /** @param abandoned is told on the loop when nobody has been here for long */
    ConferenceCalls(
            final String meetingId,
            final @Nullable String name,
            final HomeLoop home,
            final EndpointParts parts,
            final Consumer<ConferenceCalls> abandoned) {
        this.conference = new Conference(meetingId, name, home, parts, () -> abandoned.accept(this));
        this.loop = home.loop();
        this.certificates = parts.certificates();
    }

    /** What the calls are carried to. */
    Conference conference() {
        return conference;
    }

    void expire() {
        LoopCall.run(loop, conference::expire);
    }

    @Override
    public String meetingId() {
        return conference.meetingId();
    }

    @Override
    public String id() {
        return conference.id();
    }

    @Override
    public int feedbackAudioSsrc() {
        return conference.feedbackAudioSsrc();
    }

    @Override
    public int feedbackVideoSsrc() {
        return conference.feedbackVideoSsrc();
    }

    @Override
    public Set<String> endpointIds() {
        return conference.endpointIds();
    }

    @Override
    public boolean isVisitor(final String endpointId) {
        final Endpoint endpoint = conference.endpoint(endpointId);
        return endpoint != null && endpoint.isVisitor();
    }

    @Override
    public LocalTransport createEndpoint(final EndpointDescription description) {
        final DtlsCertificate certificate = certificates.certificate();
        return LoopCall.on(
                loop,
                () -> conference.join(description, certificate).transport().description());
    }

    @Override
    public @Nullable LocalTransport localTransport(final String endpointId) {
        final Endpoint endpoint = conference.endpoint(endpointId);
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
            conference.sourcesChanged();
        });
    }

    @Override
    public void replaceSources(final String endpointId, final List<SourceDescription> sources) {
        onEndpoint(endpointId, endpoint -> conference.replaceSources(endpoint, sources));
    }

    @Override
    public void forceMute(final String endpointId, final ForceMute mute) {
        onEndpoint(endpointId, endpoint -> endpoint.forceMute(mute));
    }

    @Override
    public void initialLastN(final String endpointId, final int lastN) {
        onEndpoint(endpointId, endpoint -> {
            endpoint.receiver().reception().initialLastN(lastN);
            conference.lookAtReceivers();
        });
    }

    @Override
    public void receiverConstraints(final String endpointId, final ReceiverConstraints constraints) {
        onEndpoint(endpointId, endpoint -> {
            endpoint.receiver().reception().constraints(constraints);
            conference.lookAtReceivers();
        });
    }

    @Override
    public void audioSubscription(final String endpointId, final AudioSubscription subscription) {
        onEndpoint(endpointId, endpoint -> {
            endpoint.receiver().reception().audio(subscription);
            conference.audioAsked();
        });
    }

    @Override
    public void videoType(final String endpointId, final String sourceName, final VideoType type) {
        onEndpoint(endpointId, endpoint -> {
            if (endpoint.videoType(sourceName, type)) {
                conference.sourcesChanged();
            }
        });
    }

    @Override
    public void channelOpened(final String endpointId) {
        onEndpoint(endpointId, endpoint -> endpoint.receiver().channelOpened());
    }

    @Override
    public void sendOnDataChannel(final String endpointId, final byte[] utf8) {
        final Endpoint endpoint = conference.endpoint(endpointId);
        if (endpoint != null) {
            loop.execute(() -> endpoint.sendOnDataChannel(utf8, loop.nowNanos()));
        }
    }

    @Override
    public ConferenceSnapshot snapshot() {
        // A leaver or joiner replaces the array, so this one stays as it is.
        final Endpoint[] now = LoopCall.on(loop, conference::roster);
        final List<EndpointSnapshot> shown = LoopCall.onEach(
                loop,
                now,
                SNAPSHOTS_PER_TURN,
                endpoint -> !endpoint.isClosed(),
                endpoint -> endpoint.snapshot(loop.nowNanos()));
        return LoopCall.on(loop, () -> conference.snapshot(shown));
    }

    @Override
    public ConferenceTally tally() {
        final TallySheet sheet = new TallySheet(LoopCall.on(loop, conference::roster));
        for (int from = 0; from < sheet.size(); from += SNAPSHOTS_PER_TURN) {
            final int first = from;
            LoopCall.run(
                    loop, () -> sheet.fill(first, Math.min(sheet.size(), first + SNAPSHOTS_PER_TURN), loop.nowNanos()));
        }
        return new ConferenceTally(id(), sheet.read());
    }

    @Override
    public @Nullable LocalTransport restartIce(final String endpointId) {
        final Endpoint endpoint = conference.endpoint(endpointId);
        return endpoint == null
                ? null
                : LoopCall.<LocalTransport>on(loop, () -> endpoint.transport().restart(loop.nowNanos()));
    }

    @Override
    public void expireEndpoint(final String endpointId) {
        onEndpoint(endpointId, conference::leave);
    }

    @Override
    public SpeakerOrder speakers() {
        return LoopCall.on(loop, conference.speech()::explained);
    }

    /** Does nothing to one that is unknown, or left before the loop came to it. */
    private void onEndpoint(final String endpointId, final Consumer<Endpoint> work) {
        final Endpoint known = conference.endpoint(endpointId);
        if (known != null) {
            LoopCall.run(loop, () -> {
                if (conference.endpoint(endpointId) == known) {
                    work.accept(known);
                    known.lookAtAll(loop.nowNanos());
                }
            });
        }
    }
}
