/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.bench.call;

import java.util.random.RandomGenerator;
import org.hummingbridge.bench.media.Pacer;

/**
 * What is asked of a bridge: so many conferences, and what the participants of each send.
 *
 * @param senders the first so many participants of each conference send, all of them receive
 * @param videoBps of each sender; 0 without video
 * @param pacing multiple of the bitrate at which a sender's debt drains; 0: all of a frame leaves at once
 * @param burstNanos how much debt does not hold up a packet, as time to drain: see {@link Pacer}
 */
public record Load(
        String name,
        int conferences,
        int participants,
        int senders,
        long videoBps,
        boolean audio,
        boolean simulcast,
        int temporalLayers,
        double pacing,
        long burstNanos,
        Channel channel) {
    /** How the bridge channel is carried. */
    public enum Channel {
        SCTP,
        WEBSOCKET,
        NONE
    }

    static final int MAX_LAYERS = 3;

    /** Streams that each sender may have: audio and the layers of its video. */
    static final int STREAMS_PER_SENDER = 1 + MAX_LAYERS;

    /** Shares of libwebrtc's three VP8 encodings of a 720p camera: 150, 500 and 1,850 kbit/s of 2.5 Mbit/s. */
    private static final double[] LAYER_SHARES = {0.06, 0.20, 0.74};

    private static final int[] LAYER_HEIGHTS = {180, 360, 720};

    public Load {
        if (conferences < 1 || participants < 2 || senders < 1 || senders > participants) {
            throw new IllegalArgumentException(
                    "a load needs a conference, two participants and a sender, and no more senders than participants");
        }
        if (temporalLayers < 1 || temporalLayers > 3) {
            throw new IllegalArgumentException("VP8 has 1 to 3 temporal layers here, not " + temporalLayers);
        }
    }

    /** With libwebrtc's burst interval. */
    public Load(
            final String name,
            final int conferences,
            final int participants,
            final int senders,
            final long videoBps,
            final boolean audio,
            final boolean simulcast,
            final int temporalLayers,
            final double pacing,
            final Channel channel) {
        this(
                name,
                conferences,
                participants,
                senders,
                videoBps,
                audio,
                simulcast,
                temporalLayers,
                pacing,
                Pacer.DEFAULT_BURST_NANOS,
                channel);
    }

    public int videoLayers() {
        if (videoBps == 0) {
            return 0;
        }
        return simulcast ? MAX_LAYERS : 1;
    }

    int streams() {
        return senders * STREAMS_PER_SENDER;
    }

    VideoSource newVideo(final OutgoingStream stream, final int layer, final RandomGenerator random) {
        final double share = simulcast ? LAYER_SHARES[layer] : 1;
        final int height = simulcast ? LAYER_HEIGHTS[layer] : LAYER_HEIGHTS[1];
        final long bitrate = (long) (videoBps * share);
        final Pacer pacer = new Pacer((long) (bitrate * Math.max(0, pacing)), burstNanos);
        return new VideoSource(stream, bitrate, height, temporalLayers, pacer, random);
    }

    public Load withName(final String other) {
        return with(other, conferences);
    }

    public Load withConferences(final int count) {
        return with(name, count);
    }

    private Load with(final String newName, final int newConferences) {
        return new Load(
                newName,
                newConferences,
                participants,
                senders,
                videoBps,
                audio,
                simulcast,
                temporalLayers,
                pacing,
                burstNanos,
                channel);
    }
}
