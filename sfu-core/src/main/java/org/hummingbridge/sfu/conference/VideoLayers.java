/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.conference;

import java.util.Arrays;
import java.util.List;
import org.hummingbridge.sfu.allocation.SourceLayers;
import org.hummingbridge.sfu.allocation.SourceLayers.Change;
import org.hummingbridge.sfu.codec.LayerId;
import org.hummingbridge.sfu.codec.Layering;
import org.hummingbridge.sfu.codec.TemplateStructure;
import org.hummingbridge.sfu.codec.VideoCodec;
import org.hummingbridge.sfu.codec.VideoLayersAllocation;
import org.hummingbridge.sfu.codec.VideoPacket;
import org.hummingbridge.sfu.datagram.DropReason;
import org.hummingbridge.sfu.datagram.PacketBuffer;
import org.hummingbridge.sfu.receive.LayerMeter;
import org.hummingbridge.sfu.receive.VideoEncoding;
import org.hummingbridge.sfu.rtp.ExtensionReader;
import org.jspecify.annotations.Nullable;

/**
 * The layers of one video source as its packets tell them. Notices at the first packet that a layer has come up, and after a few
 * frames of lower ones that it has stopped, which is long before its measured rate says so.
 *
 * <p>Order of calls: {@link #read} for every packet, {@link #onTick} at every tick, {@link #takeChange} behind either.
 */
final class VideoLayers {
    /** How often rates are looked at. */
    static final long REVIEW_NANOS = 100_000_000L;

    /** Frames of lower layers without one of its own, and time, after which a layer has stopped; encoders do skip some. */
    private static final int STOPPED_AFTER_FRAMES = 8;

    private static final long STOPPED_AFTER_NANOS = 250_000_000L;

    /** Of a source with all temporal layers; each one less halves it. */
    private static final double FULL_FRAME_RATE = 30;

    private static final int STOPPED = -1;

    private final List<VideoEncoding> encodings;
    private final int allocationExtensionId;
    private final SourceLayers layers = new SourceLayers();
    private final VideoLayersAllocation announced = new VideoLayersAllocation();

    /** Per encoding and spatial layer: frames of lower ones since its own last frame, or {@link #STOPPED}. */
    private final int[] framesBehind;

    private @Nullable VideoCodec codec;
    private Change change = Change.NONE;
    private long nextReviewNanos;

    /**
     * @param encodings from low to high
     * @param allocationExtensionId the sender's id of video-layers-allocation00; 0 without
     */
    VideoLayers(final List<VideoEncoding> encodings, final int allocationExtensionId) {
        this.encodings = encodings;
        this.allocationExtensionId = allocationExtensionId;
        this.framesBehind = new int[encodings.size() * LayerId.MAX_SPATIAL];
        Arrays.fill(framesBehind, STOPPED);
        for (int i = 0; i < encodings.size(); i++) {
            // So that receivers can choose before the first packet comes, and do not miss the key frame it begins.
            describe(i, 0);
        }
    }

    SourceLayers layers() {
        return layers;
    }

    /** Whether {@link #takeChange} has something to say. */
    boolean hasChanged() {
        return change != Change.NONE;
    }

    /** What has happened to the layers since the last call. */
    Change takeChange() {
        final Change taken = change;
        change = Change.NONE;
        return taken;
    }

    /** Whether packets of an encoding are coming. */
    boolean isRunning(final int encoding) {
        for (int s = 0; s < LayerId.MAX_SPATIAL; s++) {
            if (framesBehind[encoding * LayerId.MAX_SPATIAL + s] != STOPPED) {
                return true;
            }
        }
        return false;
    }

    /** The codec of the latest packet; null before the first. */
    @Nullable
    VideoCodec codec() {
        return codec;
    }

    /**
     * Reads a packet of one encoding.
     *
     * @param out filled if the packet can be forwarded
     * @return null if it can; otherwise why not
     */
    @Nullable
    DropReason read(final int encoding, final PacketBuffer packet, final VideoPacket out, final long now) {
        final VideoEncoding from = encodings.get(encoding);
        final DropReason refusal = from.read(packet, out, now);
        if (refusal != null || !out.hasFrame()) {
            return refusal;
        }
        if (from.codec() != codec) {
            begin(from.codec());
        }
        final int index = encoding * LayerId.MAX_SPATIAL + out.spatialId();
        final boolean starts = framesBehind[index] == STOPPED;
        framesBehind[index] = 0;
        if (starts || out.keyframe()) {
            describe(encoding, out.spatialId());
        }
        if (starts) {
            start(encoding, out.spatialId(), now);
        }
        if (out.end()) {
            onFrame(index, now);
        }
        stopUnannounced(encoding, out);
        readAnnouncement(packet);
        return null;
    }

    private void begin(final @Nullable VideoCodec newCodec) {
        if (codec != null) {
            change = change.and(layers.clear());
            Arrays.fill(framesBehind, STOPPED);
        }
        codec = newCodec;
        if (newCodec != null) {
            layers.codec(newCodec.name());
        }
    }

    private void describe(final int encoding, final int spatialId) {
        final VideoEncoding of = encodings.get(encoding);
        final int temporalLayers = of.temporalLayers(spatialId);
        double frameRate = FULL_FRAME_RATE;
        for (int t = temporalLayers - 1; t >= 0; t--) {
            change = change.and(layers.put(LayerId.of(encoding, spatialId, t), of.height(spatialId), frameRate));
            frameRate /= 2;
        }
    }

    private void start(final int encoding, final int spatialId, final long now) {
        for (int t = 0; t < encodings.get(encoding).temporalLayers(spatialId); t++) {
            change = change.and(layers.started(LayerId.of(encoding, spatialId, t), now));
        }
    }

    /** A frame of the layer at {@code index} is complete: higher ones that are not due any more have stopped. */
    private void onFrame(final int index, final long now) {
        for (int i = index + 1; i < framesBehind.length; i++) {
            if (framesBehind[i] != STOPPED
                    && ++framesBehind[i] >= STOPPED_AFTER_FRAMES
                    && meter(i).silenceNanos(i % LayerId.MAX_SPATIAL, now) >= STOPPED_AFTER_NANOS) {
                stop(i);
            }
        }
    }

    private void stop(final int index) {
        framesBehind[index] = STOPPED;
        for (int t = 0; t < LayerId.MAX_TEMPORAL; t++) {
            final int id = LayerId.of(index / LayerId.MAX_SPATIAL, index % LayerId.MAX_SPATIAL, t);
            change = change.and(layers.stopped(id));
        }
    }

    private LayerMeter meter(final int index) {
        return encodings.get(index / LayerId.MAX_SPATIAL).meter();
    }

    /** Spatial layers that a structure does not have, or that its mask leaves out, are not coming. */
    private void stopUnannounced(final int encoding, final VideoPacket packet) {
        final int spatialLayers = announcedSpatialLayers(packet);
        for (int s = spatialLayers; spatialLayers > 0 && s < LayerId.MAX_SPATIAL; s++) {
            final int index = encoding * LayerId.MAX_SPATIAL + s;
            if (framesBehind[index] != STOPPED) {
                stop(index);
            }
        }
    }

    /** 0 if the packet does not tell. */
    private static int announcedSpatialLayers(final VideoPacket packet) {
        if (packet.layering() == Layering.VP9) {
            return packet.spatialLayers();
        }
        final TemplateStructure structure = packet.structure();
        if (structure == null || (!packet.structureAttached() && !packet.activeTargetsAttached())) {
            return 0;
        }
        int highest = 0;
        for (int target = 0; target < structure.targetCount(); target++) {
            if ((packet.activeTargets() >>> target & 1) != 0) {
                highest = Math.max(highest, LayerId.spatialId(structure.targetLayer(target)));
            }
        }
        return highest + 1;
    }

    private void readAnnouncement(final PacketBuffer packet) {
        final int at = allocationExtensionId == 0
                ? -1
                : ExtensionReader.find(packet.bytes(), packet.offset(), allocationExtensionId);
        if (at < 0
                || !announced.read(
                        packet.bytes(), at, ExtensionReader.dataLength(packet.bytes(), packet.offset(), at))) {
            return;
        }
        for (int i = 0; i < layers.size(); i++) {
            final int id = layers.id(i);
            if (LayerId.encoding(id) < announced.streams()
                    && LayerId.spatialId(id) < VideoLayersAllocation.MAX_SPATIAL
                    && LayerId.temporalId(id) < VideoLayersAllocation.MAX_TEMPORAL) {
                layers.target(
                        id, announced.bitrateBps(LayerId.encoding(id), LayerId.spatialId(id), LayerId.temporalId(id)));
            }
        }
    }

    /** Looks at what the layers cost now and then. */
    void onTick(final long now) {
        if (now - nextReviewNanos < 0) {
            return;
        }
        nextReviewNanos = now + REVIEW_NANOS;
        for (int i = 0; i < framesBehind.length; i++) {
            if (framesBehind[i] != STOPPED) {
                review(i, now);
            }
        }
    }

    private void review(final int index, final long now) {
        final int encoding = index / LayerId.MAX_SPATIAL;
        final int spatialId = index % LayerId.MAX_SPATIAL;
        final LayerMeter meter = meter(index);
        if (meter.silenceNanos(spatialId, now) > LayerMeter.SILENT_NANOS) {
            stop(index);
            return;
        }
        describe(encoding, spatialId);
        for (int t = 0; t < encodings.get(encoding).temporalLayers(spatialId); t++) {
            final long bitrateBps = meter.bitrateBps(spatialId, t, now);
            // Of a screen that stands still there may be no frame in a second; only its silence tells that a layer has
            // stopped.
            if (bitrateBps > 0) {
                change = change.and(layers.measured(LayerId.of(encoding, spatialId, t), bitrateBps, now));
            }
        }
    }
}
