/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.receive;

import org.hummingbridge.sfu.bwe.BandwidthEstimator;
import org.hummingbridge.sfu.codec.VideoCodec;
import org.hummingbridge.sfu.codec.VideoPacket;
import org.hummingbridge.sfu.codec.VideoPacketReader;
import org.hummingbridge.sfu.datagram.DropReason;
import org.hummingbridge.sfu.datagram.PacketBuffer;
import org.hummingbridge.sfu.rtp.RtpHeader;
import org.jspecify.annotations.Nullable;

/**
 * What the packets of one encoding say about its layers, and what those cost. Reads every packet that {@link SourceReceiver} let
 * pass, once for all receivers.
 */
public final class VideoEncoding {
    private final ReceivedPayloadTypes payloadTypes;
    private final int dependencyDescriptorId;
    private final VideoPacketReader reader = new VideoPacketReader();
    private LayerMeter meter = new LayerMeter();
    private @Nullable VideoCodec codec;

    /** @param dependencyDescriptorId the sender's id of that header extension; 0 without */
    public VideoEncoding(final ReceivedPayloadTypes payloadTypes, final int dependencyDescriptorId) {
        this.payloadTypes = payloadTypes;
        this.dependencyDescriptorId = dependencyDescriptorId;
    }

    /**
     * Reads a packet.
     *
     * @param out filled if the packet can be forwarded
     * @return null if it can; otherwise why not
     */
    public @Nullable DropReason read(final PacketBuffer packet, final VideoPacket out, final long now) {
        final byte[] bytes = packet.bytes();
        final VideoCodec packetCodec = payloadTypes.codec(RtpHeader.payloadType(bytes, packet.offset()));
        final DropReason refusal =
                reader.read(bytes, packet.offset(), packet.length(), packetCodec, dependencyDescriptorId, out);
        if (refusal != null || !out.hasFrame()) {
            return refusal;
        }
        if (packetCodec != codec) {
            // The layers of one codec say nothing about those of another.
            codec = packetCodec;
            meter = new LayerMeter();
        }
        meter.onPacket(out, packet.length() + BandwidthEstimator.OVERHEAD_BYTES, now);
        return null;
    }

    /** Whether nothing can be forwarded before a key frame comes. */
    public boolean needsKeyframe() {
        return reader.needsKeyframe();
    }

    /** The codec of the latest packet; null before the first. */
    public @Nullable VideoCodec codec() {
        return codec;
    }

    public LayerMeter meter() {
        return meter;
    }

    /** The shorter side of a spatial layer's pictures, in pixels; 0 if unknown. */
    public int height(final int spatialId) {
        return reader.height(spatialId);
    }

    /** Spatial layers that the sender announces; 0 if it does not. */
    public int spatialLayers() {
        return reader.spatialLayers();
    }

    /** Temporal layers that the sender announces, or else those seen so far; at least 1. */
    public int temporalLayers(final int spatialId) {
        return Math.max(1, Math.max(reader.temporalLayers(), meter.temporalLayers(spatialId)));
    }
}
