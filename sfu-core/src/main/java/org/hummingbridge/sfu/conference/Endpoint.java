/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.conference;

import java.util.List;
import org.hummingbridge.sfu.allocation.AudioSubscription;
import org.hummingbridge.sfu.allocation.ReceiverConstraints;
import org.hummingbridge.sfu.allocation.VideoType;
import org.hummingbridge.sfu.datagram.Counters;
import org.hummingbridge.sfu.datagram.DropReason;
import org.hummingbridge.sfu.datagram.PacketBuffer;
import org.hummingbridge.sfu.datagram.Path;
import org.hummingbridge.sfu.dtls.DtlsCertificate;
import org.hummingbridge.sfu.forward.Downlink;
import org.hummingbridge.sfu.media.MediaDescription;
import org.hummingbridge.sfu.media.MediaType;
import org.hummingbridge.sfu.media.SourceDescription;
import org.hummingbridge.sfu.receive.SourceReceiver;
import org.hummingbridge.sfu.rtp.AudioLevel;
import org.hummingbridge.sfu.rtp.ExtensionReader;
import org.hummingbridge.sfu.rtp.RtpHeader;
import org.hummingbridge.sfu.speech.AudioGate;
import org.hummingbridge.sfu.speech.Speaker;
import org.hummingbridge.sfu.srtp.SrtpSender;
import org.jspecify.annotations.Nullable;

/**
 * One participant: what it sends goes to its conference, what the others send comes out of it. Lives on the conference's loop;
 * knows signalling only as the descriptions it is given.
 */
final class Endpoint implements TransportListener {
    private final Conference conference;
    private final EndpointDescription description;
    private final Counters counters;
    private final EndpointMedia media = new EndpointMedia();
    private final EndpointTransport transport;
    private final SentSources sources;
    private final Downlink downlink = new Downlink();
    private final Subscriptions subscriptions;
    private final UplinkFeedback uplink;
    private final FeedbackHandler feedback;
    private final @Nullable Speaker speaker;
    private final Traffic traffic = new Traffic();
    private final Activity activity;
    private final Reception reception;
    private final VideoTypes videoTypes = new VideoTypes();
    private ForceMute mute = new ForceMute(false, false);
    private int audioLevelId;
    private final @Nullable BridgeChannel channel;
    private boolean closed;

    Endpoint(
            final Conference conference,
            final EndpointDescription description,
            final EndpointParts parts,
            final DtlsCertificate certificate) {
        this.conference = conference;
        this.description = description;
        this.counters = conference.home().counters();
        this.sources = new SentSources(this, conference.slots(), counters);
        this.subscriptions = new Subscriptions(media, parts, downlink, traffic);
        this.reception = new Reception(subscriptions, parts.settings());
        this.activity =
                new Activity(parts.settings().connectivity(), conference.home().nowNanos());
        this.transport = new EndpointTransport(
                conference.meetingId() + '/' + description.id(),
                conference.home(),
                description.role(),
                parts,
                certificate,
                this);
        this.uplink = new UplinkFeedback(transport, conference.feedbackVideoSsrc(), parts.random());
        this.feedback = new FeedbackHandler(this, conference, counters);
        this.channel = description.dataChannel()
                ? new BridgeChannel(description.id(), conference, transport, parts.random())
                : null;
        this.speaker = description.visitor() ? null : conference.speech().join(description.id());
        addMedia(description.medias());
    }

    String id() {
        return description.id();
    }

    boolean isVisitor() {
        return description.visitor();
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

    Downlink downlink() {
        return downlink;
    }

    Subscriptions subscriptions() {
        return subscriptions;
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
        audioLevelId = media.extensionId(EndpointMedia.AUDIO_LEVEL);
        uplink.negotiated(media);
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

    void initialLastN(final int lastN) {
        reception.initialLastN(lastN);
    }

    void constraints(final ReceiverConstraints wanted) {
        reception.constraints(wanted);
    }

    void audioSubscription(final AudioSubscription wanted) {
        reception.audio(wanted);
    }

    /** False if it is known. */
    boolean videoType(final String sourceName, final VideoType type) {
        return videoTypes.put(sourceName, type);
    }

    VideoType videoTypeOf(final SourceDescription source) {
        return videoTypes.of(source);
    }

    Reception reception() {
        return reception;
    }

    Activity activity() {
        return activity;
    }

    /** Subscribes to sources that are new here, and starts and stops forwarding by what is wanted now. */
    void reviewSubscriptions(final List<Source> all, final long now) {
        final List<Source> others =
                all.stream().filter(source -> source.owner() != this).toList();
        subscriptions.add(others);
        if (reception.review(others, transport.srtpSender() != null, now)) {
            conference.tell(new ConferenceEvent.ForwardedSourcesChanged(id(), reception.forwarded()));
        }
    }

    void forget(final List<Source> ended) {
        subscriptions.remove(ended);
    }

    @Override
    public void onReady(final long now) {
        conference.reviewSubscriptions();
    }

    @Override
    public void onApplicationData(final byte[] bytes, final int offset, final int length, final long now) {
        if (channel == null) {
            counters.drop(DropReason.CHANNEL_NOT_READY);
        } else {
            channel.onApplicationData(bytes, offset, length, now);
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
        if (plain.length() > Subscription.MAX_PACKET_BYTES) {
            drop(plain, DropReason.TOO_LONG);
            return;
        }
        final Incoming incoming = sources.bySsrc(ssrc);
        if (incoming == null) {
            drop(plain, DropReason.RTP_UNKNOWN_SSRC);
            return;
        }
        final DropReason reason = incoming.encoding().onPacket(plain, now);
        if (reason != null) {
            drop(plain, reason);
            return;
        }
        if (mute.forbids(incoming.source().type())) {
            drop(plain, DropReason.FORCE_MUTED);
            return;
        }
        if (!incoming.isForwarded()) {
            plain.release();
        } else if (incoming.source().type() == MediaType.AUDIO) {
            forwardAudio(incoming.source(), plain, now);
        } else {
            conference.forward(incoming.source(), plain, now);
        }
    }

    private void forwardAudio(final Source source, final PacketBuffer plain, final long now) {
        final int sequence = RtpHeader.sequence(plain.bytes(), plain.offset());
        switch (source.audioGate().onPacket(sequence, speaker, audioLevel(plain), now)) {
            case FORWARD -> conference.forward(source, plain, now);
            case RESUME -> {
                conference.resume(source, now);
                conference.forward(source, plain, now);
            }
            case SILENT -> drop(plain, DropReason.AUDIO_SILENT);
            case NOT_LOUDEST -> drop(plain, DropReason.AUDIO_NOT_LOUDEST);
            case LATE -> drop(plain, DropReason.RTP_TOO_OLD);
        }
    }

    private int audioLevel(final PacketBuffer plain) {
        final int at = audioLevelId == 0 ? -1 : ExtensionReader.find(plain.bytes(), plain.offset(), audioLevelId);
        return at < 0 || ExtensionReader.dataLength(plain.bytes(), plain.offset(), at) < AudioLevel.BYTES
                ? AudioGate.NO_LEVEL
                : AudioLevel.level(plain.bytes()[at]);
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

    /** Sends this endpoint its share of a read batch. */
    void sendBatch(final ForwardBatch batch, final long now) {
        final SrtpSender srtp = transport.srtpSender();
        if (srtp == null) {
            return;
        }
        final Path path = transport.sendPath(now);
        for (int i = 0; i < batch.size(); i++) {
            final Source source = batch.source(i);
            if (source.owner() == this) {
                continue;
            }
            final Subscription subscription = subscriptions.bySlot(source.slot());
            if (subscription == null || !subscription.isActive()) {
                continue;
            }
            if (path == null) {
                counters.drop(DropReason.NO_CONSENT);
            } else {
                subscription.send(batch.packet(i), path, srtp, conference.home().sends(), counters, now);
            }
        }
    }

    void onTick(final long now) {
        transport.onTick(now);
        if (channel != null) {
            channel.onTick(now);
        }
        for (final Source source : sources.current()) {
            source.onTick(now);
        }
        if (transport.isReady()) {
            uplink.onTick(sources.current(), now);
        }
    }

    EndpointSnapshot snapshot(final long now) {
        long lost = 0;
        long expected = 0;
        for (final Source source : sources.current()) {
            for (final SourceReceiver encoding : source.encodings()) {
                lost += Math.max(0, encoding.statistics().cumulativeLost());
                expected += encoding.statistics().received();
            }
        }
        return new EndpointSnapshot(
                id(),
                description.statsId(),
                isVisitor(),
                transport.iceState(),
                transport.srtpSender() != null,
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
                expected + lost,
                subscriptions.worstLossFraction(),
                mute,
                reception.constraints(),
                reception.forwarded(),
                sources.current().stream().map(Source::snapshot).toList());
    }

    void sendOnDataChannel(final byte[] utf8, final long now) {
        if (channel == null || closed) {
            counters.drop(DropReason.CHANNEL_NOT_READY);
        } else {
            channel.sendText(utf8, now);
        }
    }

    /** Ends the endpoint; returns its sources, for the receivers to forget. */
    List<Source> close() {
        if (closed) {
            return List.of();
        }
        closed = true;
        if (speaker != null) {
            conference.speech().leave(speaker);
        }
        if (channel != null) {
            channel.close(conference.home().nowNanos());
        }
        transport.close();
        return sources.clear();
    }
}
