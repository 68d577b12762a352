/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.conference;

import java.util.List;
import org.hummingbridge.sfu.allocation.AllocationTrigger;
import org.hummingbridge.sfu.allocation.VideoType;
import org.hummingbridge.sfu.codec.VideoPacket;
import org.hummingbridge.sfu.datagram.Counter;
import org.hummingbridge.sfu.datagram.Counters;
import org.hummingbridge.sfu.datagram.DropReason;
import org.hummingbridge.sfu.datagram.PacketBuffer;
import org.hummingbridge.sfu.dtls.DtlsCertificate;
import org.hummingbridge.sfu.media.MediaDescription;
import org.hummingbridge.sfu.media.MediaType;
import org.hummingbridge.sfu.media.SourceDescription;
import org.hummingbridge.sfu.rtp.RtpHeader;
import org.hummingbridge.sfu.speech.AudioGate;
import org.hummingbridge.sfu.speech.Speaker;
import org.jspecify.annotations.Nullable;

/**
 * One participant: what it sends goes to its conference, what the others send comes out of it. Lives on the conference's loop;
 * knows signalling only as the descriptions it is given.
 */
final class Endpoint implements TransportListener {
    /** How often old packets are let go and rates are looked at: often enough for the one, as often as needed for the other. */
    private static final long SOURCES_INTERVAL_NANOS = VideoLayers.REVIEW_NANOS;

    private final Conference conference;
    private final EndpointDescription description;
    private final Counters counters;
    private final EndpointMedia media = new EndpointMedia();
    private final EndpointTransport transport;
    private final SentSources sources;
    private final Receiver receiver;
    private final UplinkFeedback uplink;
    private final FeedbackHandler feedback;
    private final AudioIntake audio;
    private final Traffic traffic = new Traffic();
    private final Activity activity;
    private final VideoTypes videoTypes = new VideoTypes();
    private ForceMute mute = new ForceMute(false, false);
    private final @Nullable BridgeChannel channel;
    private boolean closed;

    /** When anything of it is to be looked at; of the parts below, {@link Receiver} keeps its own. */
    private final Due due;

    private final Due transportDue;
    private final Due channelDue;
    private final Due sourcesDue;
    private final Due uplinkDue;

    Endpoint(
            final Conference conference,
            final EndpointDescription description,
            final EndpointParts parts,
            final DtlsCertificate certificate) {
        this.conference = conference;
        this.description = description;
        this.counters = conference.home().counters();
        final long now = conference.home().nowNanos();
        this.due = new Due(conference.due(), now);
        this.transportDue = new Due(due, now);
        this.channelDue = new Due(due, now);
        this.sourcesDue = new Due(due, now);
        this.uplinkDue = new Due(due, now);
        this.sources =
                new SentSources(this, conference.slots(), parts.settings().red(), counters);
        this.activity = new Activity(parts.settings().connectivity(), now);
        this.transport = new EndpointTransport(
                conference.meetingId() + '/' + description.id(),
                conference.home(),
                description.role(),
                parts,
                certificate,
                this);
        this.receiver = new Receiver(description, conference, media, transport, traffic, parts, due);
        this.uplink = new UplinkFeedback(
                transport, conference.home().backlog(), conference.feedbackVideoSsrc(), parts.random());
        this.feedback = new FeedbackHandler(this, conference, counters);
        this.channel = description.dataChannel()
                ? new BridgeChannel(description.id(), conference, transport, parts.random())
                : null;
        this.audio = new AudioIntake(
                conference,
                counters,
                description.visitor() ? null : conference.speech().join(description.id()));
        addMedia(description.medias());
    }

    String id() {
        return description.id();
    }

    boolean isVisitor() {
        return description.visitor();
    }

    /** Whether it has left for good. */
    boolean isClosed() {
        return closed;
    }

    EndpointMedia media() {
        return media;
    }

    EndpointTransport transport() {
        return transport;
    }

    AudioGate newAudioGate() {
        return conference.speech().gate();
    }

    /** Null for a visitor. */
    @Nullable
    Speaker speaker() {
        return audio.speaker();
    }

    /** What it is as a receiver. */
    Receiver receiver() {
        return receiver;
    }

    List<Source> sources() {
        return sources.current();
    }

    @Nullable
    Incoming incoming(final int ssrc) {
        return sources.bySsrc(ssrc);
    }

    void addMedia(final List<MediaDescription> medias) {
        media.add(medias);
        audio.negotiated(media);
        uplink.negotiated(media);
        receiver.negotiated(media);
    }

    /** Replaces the source set; returns the sources that ended, for the receivers to forget. */
    List<Source> replaceSources(final List<SourceDescription> descriptions) {
        return sources.replace(descriptions, media);
    }

    void forceMute(final ForceMute newMute) {
        final ForceMute before = mute;
        mute = newMute;
        final long now = conference.home().nowNanos();
        for (final Source source : sources.current()) {
            if (before.forbids(source.type()) && !newMute.forbids(source.type())) {
                conference.resume(source, now);
            }
        }
    }

    /** False if it is known. */
    boolean videoType(final String sourceName, final VideoType type) {
        return videoTypes.put(sourceName, type);
    }

    VideoType videoTypeOf(final SourceDescription source) {
        return videoTypes.of(source);
    }

    Activity activity() {
        return activity;
    }

    @Override
    public void onReady(final long now) {
        receiver.reception().trigger().mark(AllocationTrigger.Reason.READY);
        receiver.reception().markAudio();
        lookAtAll(now);
        conference.distribute(now);
    }

    @Override
    public void onDue(final long nanos) {
        transportDue.by(nanos);
    }

    /** Something about it changed from outside: nothing that it planned need be right. */
    void lookAtAll(final long now) {
        transportDue.by(now);
        channelDue.by(now);
        sourcesDue.by(now);
        uplinkDue.by(now);
        receiver.due().by(now);
    }

    /** The sender may have something to be told. */
    void feedbackWanted(final long now) {
        uplinkDue.by(now);
    }

    @Override
    public void onApplicationData(final byte[] bytes, final int offset, final int length, final long now) {
        if (channel == null) {
            counters.drop(DropReason.CHANNEL_NOT_READY);
        } else {
            channel.onApplicationData(bytes, offset, length, now);
            channelDue.by(channel.nextDeadline());
        }
    }

    @Override
    public void onHeard(final long now) {
        activity.heard(now);
    }

    @Override
    public void onRtp(final PacketBuffer plain, final long now) {
        traffic.received(plain.length());
        final byte[] bytes = plain.bytes();
        final int ssrc = RtpHeader.ssrc(bytes, plain.offset());
        uplink.onPacket(plain);
        if (plain.length() > RtpOutlet.MAX_PACKET_BYTES) {
            uplinkDue.by(uplink.nextDeadline(now));
            drop(plain, DropReason.TOO_LONG);
            return;
        }
        final Incoming incoming = sources.bySsrc(ssrc);
        if (incoming == null) {
            uplinkDue.by(uplink.nextDeadline(now));
            drop(plain, DropReason.RTP_UNKNOWN_SSRC);
            return;
        }
        final DropReason reason = incoming.encoding().onPacket(plain, now);
        uplinkDue.by(uplink.nextDeadline(incoming.encoding(), now));
        if (reason != null) {
            drop(plain, reason);
            return;
        }
        if (mute.forbids(incoming.source().type())) {
            drop(plain, DropReason.FORCE_MUTED);
        } else if (incoming.source().type() == MediaType.AUDIO) {
            audio.onPacket(incoming, plain, now);
        } else {
            forwardVideo(incoming, plain, now);
        }
    }

    private void forwardVideo(final Incoming incoming, final PacketBuffer plain, final long now) {
        final VideoPacket mark = conference.nextMark(now);
        final VideoLayers layers = incoming.source().video();
        final DropReason reason = layers.read(incoming.index(), plain, mark, now);
        if (layers.hasChanged()) {
            conference.layersChanged(now);
        }
        if (reason != null) {
            drop(plain, reason);
            return;
        }
        if (mark.keyframe()) {
            counters.add(Counter.KEYFRAMES_RECEIVED, 1);
            incoming.encoding().onKeyframe();
        }
        conference.forward(incoming, plain, Audience.EVERYBODY, now);
    }

    private void drop(final PacketBuffer plain, final DropReason reason) {
        plain.release();
        counters.drop(reason);
    }

    @Override
    public void onRtcp(final PacketBuffer plain, final long now) {
        traffic.received(plain.length());
        feedback.onRtcp(plain.bytes(), plain.offset(), plain.length(), now);
        plain.release();
    }

    void onTick(final long now) {
        if (due.take(now)) {
            look(now);
        }
        due.remind();
    }

    private void look(final long now) {
        if (transportDue.take(now)) {
            transport.onTick(now);
            transportDue.by(transport.nextDeadline(now));
        }
        if (channel != null && channelDue.take(now)) {
            channel.onTick(now);
            channelDue.by(channel.nextDeadline());
        }
        if (sourcesDue.take(now)) {
            lookAtSources(now);
        }
        if (transport.isReady()) {
            if (uplinkDue.take(now)) {
                uplink.onTick(sources.current(), now);
                uplinkDue.by(uplink.nextDeadline(sources.current(), now));
            }
            uplinkDue.remind();
            receiver.onTick(now);
        }
        transportDue.remind();
        channelDue.remind();
        sourcesDue.remind();
    }

    private void lookAtSources(final long now) {
        final List<Source> all = sources.current();
        for (int i = 0; i < all.size(); i++) {
            all.get(i).onTick(now);
            if (all.get(i).video().hasChanged()) {
                conference.layersChanged(now);
            }
        }
        sourcesDue.by(now + SOURCES_INTERVAL_NANOS);
    }

    long packetsSent() {
        return traffic.packetsSent();
    }

    EndpointSnapshot snapshot(final long now) {
        long lost = 0;
        long received = 0;
        for (final Source source : sources.current()) {
            lost += source.lost();
            received += source.received();
        }
        return new EndpointSnapshot(
                id(),
                description.statsId(),
                isVisitor(),
                transport.iceState(),
                transport.sealing() != null,
                channel != null && channel.isOpen(),
                activity.isActive(),
                activity.everHeard(),
                activity.idleNanos(now),
                transport.rttNanos(),
                traffic.packetsReceived(),
                traffic.bytesReceived(),
                traffic.packetsSent(),
                traffic.bytesSent(),
                lost,
                received + lost,
                receiver.subscriptions().worstLossFraction(now),
                mute,
                receiver.reception().constraints(),
                receiver.reception().forwarded(),
                receiver.link().snapshot(),
                receiver.videos(),
                sources.current().stream().map(Source::snapshot).toList());
    }

    void sendOnDataChannel(final byte[] utf8, final long now) {
        if (channel == null || closed) {
            counters.drop(DropReason.CHANNEL_NOT_READY);
        } else {
            channel.sendText(utf8, now);
            channelDue.by(channel.nextDeadline());
        }
    }

    /** Ends the endpoint; returns its sources, for the receivers to forget. */
    List<Source> close() {
        if (closed) {
            return List.of();
        }
        closed = true;
        audio.close();
        if (channel != null) {
            channel.close(conference.home().nowNanos());
        }
        receiver.close();
        transport.close();
        return sources.clear();
    }
}
