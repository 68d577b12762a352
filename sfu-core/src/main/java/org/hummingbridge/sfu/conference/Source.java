/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.conference;

import java.util.List;
import java.util.stream.IntStream;
import org.hummingbridge.sfu.allocation.SourceLayers;
import org.hummingbridge.sfu.allocation.VideoCandidate;
import org.hummingbridge.sfu.allocation.VideoType;
import org.hummingbridge.sfu.media.MediaType;
import org.hummingbridge.sfu.media.SourceDescription;
import org.hummingbridge.sfu.receive.SourceReceiver;
import org.hummingbridge.sfu.speech.AudioGate;

/** One source that an endpoint sends: its encodings as they come in. Which of them a receiver is given is decided elsewhere. */
final class Source implements VideoCandidate {
    private final Endpoint owner;
    private final SourceDescription description;
    private final int slot;
    private final List<SourceReceiver> encodings;
    private final String key;
    private final VideoLayers video;
    private final AudioGate audioGate;
    private final AudioRedundancy redundancy;
    private long packetsBefore;
    private boolean sending;

    /** When its conference's {@link Distribution} listed it last. */
    int listedRound;

    /**
     * @param slot number of the source in its conference; index of the receivers' subscriptions
     * @param encodings from low to high; not empty
     * @param video what the packets say about layers; without encodings for audio
     * @param redundancy what becomes of redundant audio
     */
    Source(
            final Endpoint owner,
            final SourceDescription description,
            final int slot,
            final List<SourceReceiver> encodings,
            final VideoLayers video,
            final AudioRedundancy redundancy) {
        this.owner = owner;
        this.description = description;
        this.key = owner.id() + '/' + description.name();
        this.slot = slot;
        this.encodings = encodings;
        this.video = video;
        this.redundancy = redundancy;
        this.audioGate = owner.newAudioGate();
    }

    Endpoint owner() {
        return owner;
    }

    /** What it is known by for as long as its name is signalled, whatever else of it is signalled anew. */
    String key() {
        return key;
    }

    SourceDescription description() {
        return description;
    }

    int slot() {
        return slot;
    }

    /** Decides which packets are worth forwarding; of no use for video. */
    AudioGate audioGate() {
        return audioGate;
    }

    /** What becomes of redundant audio; of no use for video. */
    AudioRedundancy redundancy() {
        return redundancy;
    }

    List<SourceReceiver> encodings() {
        return encodings;
    }

    MediaType type() {
        return description.type();
    }

    @Override
    public String name() {
        return description.name();
    }

    @Override
    public VideoType videoType() {
        return owner.videoTypeOf(description);
    }

    @Override
    public SourceLayers layers() {
        return video.layers();
    }

    /** What the packets say about layers; of no use for audio. */
    VideoLayers video() {
        return video;
    }

    /** Looks whether packets came since the last call, which is what counts as sending until the next. */
    boolean reviewSending() {
        final long packets = received();
        sending = packets != packetsBefore;
        packetsBefore = packets;
        return sending;
    }

    /** See {@link #reviewSending}. */
    boolean isSending() {
        return sending;
    }

    boolean isVideo() {
        return type() == MediaType.VIDEO;
    }

    /** Packets of all encodings that the network lost, whether or not they were repaired. */
    long lost() {
        long lost = 0;
        for (int i = 0; i < encodings.size(); i++) {
            lost += Math.max(0, encodings.get(i).statistics().cumulativeLost());
        }
        return lost;
    }

    /** Packets of all encodings that came. */
    long received() {
        long received = 0;
        for (int i = 0; i < encodings.size(); i++) {
            received += encodings.get(i).statistics().received();
        }
        return received;
    }

    EndpointSnapshot.SourceSnapshot snapshot() {
        return new EndpointSnapshot.SourceSnapshot(
                description.name(),
                type(),
                sending,
                encodings.stream()
                        .map(encoding -> new EndpointSnapshot.EncodingSnapshot(
                                encoding.ssrc(),
                                encoding.statistics().received(),
                                encoding.statistics().cumulativeLost(),
                                encoding.statistics().jitter()))
                        .toList(),
                IntStream.range(0, layers().size())
                        .mapToObj(i -> new EndpointSnapshot.LayerSnapshot(
                                layers().id(i), layers().height(i), layers().frameRate(i), layers().bitrateBps(i)))
                        .toList());
    }

    /** The encoding that stands for the source in signalling. */
    SourceReceiver primary() {
        return encodings.getFirst();
    }

    void onTick(final long now) {
        for (int i = 0; i < encodings.size(); i++) {
            encodings.get(i).onTick(now);
        }
        video.onTick(now);
    }

    void close() {
        for (final SourceReceiver encoding : encodings) {
            encoding.close();
        }
    }
}
