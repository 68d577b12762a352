/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.conference;

import java.util.ArrayList;
import java.util.List;
import org.hummingbridge.sfu.allocation.AllocatedVideo;
import org.hummingbridge.sfu.allocation.LastNLimit;
import org.hummingbridge.sfu.allocation.SenderConstraints;
import org.hummingbridge.sfu.codec.LayerId;
import org.hummingbridge.sfu.datagram.Counters;
import org.hummingbridge.sfu.datagram.DropReason;
import org.hummingbridge.sfu.datagram.PacketBuffer;
import org.hummingbridge.sfu.forward.Downlink;
import org.hummingbridge.sfu.spread.SealingLane;
import org.jspecify.annotations.Nullable;

/** One endpoint as a receiver: what it is sent of the others, within what its link carries. */
final class Receiver {
    /** From one look for key frames that are waited for to the next: what a sender is given between its first two requests. */
    private static final long MIN_WISH_NANOS = 200_000_000;

    /** The same once nothing new is waited for: a camera may be announced and send nothing for as long as it likes. */
    private static final long MAX_WISH_NANOS = 1_600_000_000;

    private final String id;
    private final Conference conference;
    private final EndpointTransport transport;
    private final Counters counters;
    private final Downlink downlink;
    private final ReceiverLink link;
    private final Traffic traffic;
    private final RtpOutlet outlet;
    private final @Nullable RewrittenStreams rewritten;
    private final Subscriptions subscriptions;
    private final VideoQueue videoQueue;
    private final Prober prober;
    private final Reception reception;
    private final Due due;
    private final List<Source> others = new ArrayList<>();
    private final long estimateReportNanos;
    private final ConferenceEvent estimateReported;
    private long nextEstimateReportNanos;
    private long wishNanos = MIN_WISH_NANOS;
    private long nextWishNanos;

    /** Written on the loop, read by those who tell the client. */
    private volatile long reportedBps;

    private long packetsBefore;
    private long recentPackets;

    /** Whether video may be waiting in the queue; spares the look at it. */
    private boolean waiting;

    Receiver(
            final EndpointDescription description,
            final Conference conference,
            final EndpointMedia media,
            final EndpointTransport transport,
            final Traffic traffic,
            final EndpointParts parts,
            final Due endpointDue) {
        this.id = description.id();
        this.conference = conference;
        this.transport = transport;
        this.counters = conference.home().counters();
        this.downlink = new Downlink(conference.headers());
        this.reception = new Reception(parts.settings());
        this.traffic = traffic;
        this.link = new ReceiverLink(parts.settings().bandwidth());
        this.outlet = new RtpOutlet(transport, conference.home(), downlink, link, traffic);
        this.rewritten = description.ssrcRewriting()
                ? new RewrittenStreams(
                        description, parts.settings().streamLimits(), downlink, parts.random(), conference::isSsrcTaken)
                : null;
        this.subscriptions = new Subscriptions(media, parts, conference.negotiations(), downlink, counters, rewritten);
        this.videoQueue = new VideoQueue(link, outlet, subscriptions, counters);
        this.prober = new Prober(outlet, subscriptions, counters);
        this.estimateReported = new ConferenceEvent.EstimateReported(id, () -> reportedBps);
        this.estimateReportNanos = parts.settings().bandwidth().reportInterval().toNanos();
        final long now = conference.home().nowNanos();
        this.due = new Due(endpointDue, now);
        this.nextWishNanos = now;
        this.nextEstimateReportNanos = conference.reportTimes().first(estimateReportNanos, now);
    }

    /** When {@link #onTick} wants to be called. */
    Due due() {
        return due;
    }

    Downlink downlink() {
        return downlink;
    }

    ReceiverLink link() {
        return link;
    }

    RtpOutlet outlet() {
        return outlet;
    }

    Subscriptions subscriptions() {
        return subscriptions;
    }

    Reception reception() {
        return reception;
    }

    void negotiated(final EndpointMedia media) {
        link.negotiated(media);
    }

    /** A way to tell the client something opened. */
    void channelOpened() {
        if (rewritten != null) {
            rewritten.reopened();
        }
    }

    /**
     * Decides anew which video it is sent, and tells of it.
     *
     * @param bySpeech all video sources, in the order of their owners' last speech
     */
    void allocate(
            final List<Source> bySpeech,
            final int endpoints,
            final int reduced,
            final SenderConstraints demand,
            final long now) {
        others.clear();
        for (int i = 0; i < bySpeech.size(); i++) {
            final Source source = bySpeech.get(i);
            if (source.owner().receiver() != this) {
                others.add(source);
            }
        }
        final int most = rewritten == null ? LastNLimit.UNLIMITED : rewritten.videoLimit();
        final List<AllocatedVideo> videos = reception.allocate(others, endpoints, reduced, most, link, now);
        final boolean ready = transport.sealing() != null;
        if (rewritten != null) {
            rewritten.activate(videos, subscriptions, now);
        }
        // What would be of use, and what is waited for, may be others now.
        due.by(now);
        boolean news = false;
        for (int i = 0; i < videos.size(); i++) {
            final AllocatedVideo video = videos.get(i);
            final Source source = (Source) video.source();
            demand.set(source.name(), id, video.constraint(), now);
            final boolean given = ready && video.target() != LayerId.SUSPENDED;
            final Subscription subscription =
                    given ? subscriptions.to(source, now) : subscriptions.bySlot(source.slot());
            if (subscription instanceof VideoSubscription taken) {
                news |= taken.target(given ? video.target() : LayerId.SUSPENDED, now);
            }
        }
        if (news) {
            wishNanos = MIN_WISH_NANOS;
            nextWishNanos = now + wishNanos;
        }
        if (reception.forwarded(ready ? reception.allocation().forwarded() : List.of())) {
            conference.tell(new ConferenceEvent.ForwardedSourcesChanged(id, reception.forwarded()));
        }
    }

    /** Starts and stops forwarding of audio by what is wanted now. */
    void reviewAudio(final List<Source> audio, final long now) {
        final boolean ready = transport.sealing() != null;
        for (int i = 0; i < audio.size(); i++) {
            final Source source = audio.get(i);
            if (source.owner().receiver() == this) {
                continue;
            }
            final boolean wanted = ready && reception.audio().wants(source.name());
            final Subscription subscription =
                    wanted ? subscriptions.to(source, now) : subscriptions.bySlot(source.slot());
            if (subscription instanceof SoundSubscription sound) {
                sound.active(wanted, now);
            }
        }
    }

    void forget(final List<Source> ended) {
        final long now = conference.home().nowNanos();
        subscriptions.remove(ended, now);
        due.by(now);
    }

    /** The way to the loop that encrypts and sends what it is sent; null if that is this one, or nobody can yet. */
    @Nullable
    SealingLane lane() {
        final Sealing sealing = transport.sealing();
        return sealing == null ? null : sealing.lane();
    }

    /** Whether another loop encrypts and sends what it is sent. */
    boolean isSpread() {
        return lane() != null;
    }

    /** Lets another loop encrypt and send what it is sent; only if none does. */
    void spread(final SealingLane lane) {
        final Sealing sealing = transport.sealing();
        if (sealing != null) {
            sealing.move(lane);
        }
    }

    /** Whether it is sent to by way of that lane. */
    boolean isOn(final SealingLane lane) {
        final Sealing sealing = transport.sealing();
        return sealing != null && sealing.lane() == lane;
    }

    /** Lets this loop encrypt and send again what it is sent; only if another does, and the lane to that one is idle. */
    void moveBack() {
        final Sealing sealing = transport.sealing();
        if (sealing != null) {
            sealing.moveBack();
        }
    }

    /** Packets that it was sent since this was called last. */
    long takePackets() {
        recentPackets = traffic.packetsSent() - packetsBefore;
        packetsBefore = traffic.packetsSent();
        return recentPackets;
    }

    /** What {@link #takePackets} said last. */
    long recentPackets() {
        return recentPackets;
    }

    /** Sends its share of a read batch. */
    void sendBatch(final ForwardBatch batch, final long now) {
        if (transport.sealing() == null) {
            return;
        }
        if (waiting) {
            videoQueue.drain(now);
        }
        for (int i = 0; i < batch.size(); i++) {
            final Incoming origin = batch.origin(i);
            final Subscription subscription =
                    subscriptions.bySlot(origin.source().slot());
            if (subscription instanceof VideoSubscription video) {
                if (video.heeds(origin.index())) {
                    videoQueue.send(video, origin, batch.mark(i), batch.packet(i), now);
                    waiting |= !videoQueue.isEmpty();
                }
            } else if (subscription instanceof SoundSubscription sound && sound.takes(batch.audience(i))) {
                sendAudio(sound, batch.packet(i), now);
            }
        }
        if (waiting) {
            waiting = !videoQueue.isEmpty();
            due.by(now);
        }
    }

    private void sendAudio(final SoundSubscription sound, final PacketBuffer packet, final long now) {
        if (rewritten == null || rewritten.lend(sound, now)) {
            sound.send(packet, outlet, now);
        } else {
            counters.drop(DropReason.RECEIVER_NOT_TOLD);
            due.by(now);
        }
    }

    /** Sees to what is due, while media can be sent. */
    void onTick(final long now) {
        if (due.take(now)) {
            look(now);
        }
        due.remind();
    }

    private void look(final long now) {
        if (link.onTick(now) && reception.trigger().estimate(link.budgetBps())) {
            conference.lookAtReceivers();
        }
        due.by(link.nextDeadline(now));
        videoQueue.drain(now);
        repeatKeyframeRequests(now);
        if (rewritten != null) {
            rewritten.onTick(conference, subscriptions, now);
            if (!rewritten.isQuiet()) {
                due.by(now);
            }
        }
        // Nothing is learnt about a link from what this loop is late with.
        final boolean mayProbe =
                videoQueue.isEmpty() && !conference.home().backlog().isBehind();
        final int probeBytes = mayProbe ? link.probeBytes(now) : 0;
        if (probeBytes > 0) {
            prober.send(probeBytes, now);
        }
        if (!videoQueue.isEmpty()) {
            due.by(now);
        }
        reportEstimate(now);
    }

    /** Whoever begins to wait for a key frame asks by itself, and at each packet that it cannot use; this is for when none come. */
    private void repeatKeyframeRequests(final long now) {
        if (now - nextWishNanos >= 0) {
            wishNanos = Math.min(2 * wishNanos, MAX_WISH_NANOS);
            nextWishNanos = now + wishNanos;
            final List<VideoSubscription> videos = subscriptions.videos();
            for (int i = 0; i < videos.size(); i++) {
                videos.get(i).askForKeyframe(now);
            }
        }
        due.by(nextWishNanos);
    }

    private void reportEstimate(final long now) {
        if (estimateReportNanos <= 0) {
            return;
        }
        if (now - nextEstimateReportNanos >= 0) {
            nextEstimateReportNanos = now + estimateReportNanos;
            reportedBps = link.estimateBps();
            conference.tell(estimateReported);
        }
        due.by(nextEstimateReportNanos);
    }

    /** Whether it wants a video that there is no bandwidth for. */
    boolean hasSuspendedVideo() {
        final List<AllocatedVideo> videos = reception.allocation().videos();
        for (int i = 0; i < videos.size(); i++) {
            final AllocatedVideo video = videos.get(i);
            if (video.target() == LayerId.SUSPENDED && video.ideal() != LayerId.SUSPENDED) {
                return true;
            }
        }
        return false;
    }

    /** Whether it is sent more than its link is estimated to carry, as a screen on stage may be. */
    boolean isOversent() {
        final List<AllocatedVideo> videos = reception.allocation().videos();
        long bitrateBps = 0;
        for (int i = 0; i < videos.size(); i++) {
            bitrateBps += videos.get(i).bitrateBps();
        }
        return link.isKnown() && bitrateBps > link.estimateBps();
    }

    /** What it is given of each video, the most important first. */
    List<EndpointSnapshot.VideoSnapshot> videos() {
        return reception.allocation().videos().stream().map(this::videoSnapshot).toList();
    }

    private EndpointSnapshot.VideoSnapshot videoSnapshot(final AllocatedVideo video) {
        final Source source = (Source) video.source();
        final int current = subscriptions.bySlot(source.slot()) instanceof VideoSubscription taken
                ? taken.current()
                : LayerId.SUSPENDED;
        return new EndpointSnapshot.VideoSnapshot(
                source.name(),
                video.constraint().maxHeight(),
                video.onStage(),
                video.ideal(),
                video.target(),
                current,
                video.bitrateBps());
    }

    /** Lets go of what waits. */
    void close() {
        videoQueue.clear();
    }
}
