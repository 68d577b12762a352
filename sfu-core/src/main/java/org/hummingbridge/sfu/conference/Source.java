/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.conference;

import java.util.List;
import org.hummingbridge.sfu.allocation.VideoConstraint;
import org.hummingbridge.sfu.allocation.VideoType;
import org.hummingbridge.sfu.media.MediaType;
import org.hummingbridge.sfu.media.SourceDescription;
import org.hummingbridge.sfu.receive.SourceReceiver;
import org.hummingbridge.sfu.speech.AudioGate;

/**
 * One source that an endpoint sends: its encodings as they come in, of which one is forwarded. Which one is a decision of its
 * own; so far it is the lowest.
 */
final class Source {
    private final Endpoint owner;
    private final SourceDescription description;
    private final int slot;
    private final List<SourceReceiver> encodings;
    private final AudioGate audioGate;
    private int wantedHeight = VideoConstraint.UNLIMITED;
    private long packetsBefore;
    private boolean sending;

    /**
     * @param slot number of the source in its conference; index of the receivers' subscriptions
     * @param encodings from low to high; not empty
     */
    Source(
            final Endpoint owner,
            final SourceDescription description,
            final int slot,
            final List<SourceReceiver> encodings) {
        this.owner = owner;
        this.description = description;
        this.slot = slot;
        this.encodings = encodings;
        this.audioGate = owner.newAudioGate();
    }

    Endpoint owner() {
        return owner;
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

    List<SourceReceiver> encodings() {
        return encodings;
    }

    MediaType type() {
        return description.type();
    }

    VideoType videoType() {
        return owner.videoTypeOf(description);
    }

    /** Takes note of the most that any receiver wants, in pixels of height; false if that is known. */
    boolean wantedHeight(final int height) {
        final boolean changed = height != wantedHeight;
        wantedHeight = height;
        return changed;
    }

    /** Looks whether packets came since the last call, which is what counts as sending until the next. */
    boolean reviewSending() {
        long packets = 0;
        for (final SourceReceiver encoding : encodings) {
            packets += encoding.statistics().received();
        }
        sending = packets != packetsBefore;
        packetsBefore = packets;
        return sending;
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
                        .toList());
    }

    /** The encoding that receivers get. */
    SourceReceiver forwarded() {
        return encodings.getFirst();
    }

    void onTick(final long now) {
        for (int i = 0; i < encodings.size(); i++) {
            encodings.get(i).onTick(now);
        }
    }

    void close() {
        for (final SourceReceiver encoding : encodings) {
            encoding.close();
        }
    }
}
