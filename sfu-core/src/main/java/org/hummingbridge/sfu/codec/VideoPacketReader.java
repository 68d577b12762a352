/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.codec;

import org.hummingbridge.sfu.datagram.DropReason;
import org.hummingbridge.sfu.rtp.ExtensionReader;
import org.hummingbridge.sfu.rtp.RtpHeader;
import org.hummingbridge.sfu.rtp.SequenceNumber;
import org.jspecify.annotations.Nullable;

/**
 * Reads what the video packets of one encoding (one SSRC) say about their frames, in whatever order they arrive and whatever their
 * codecs. A packet that is damaged is lost and changes nothing for others. Never changes the packet.
 *
 * <p>{@link #read} takes every packet that {@code SourceReceiver} let pass: retransmissions restored, padding off, no copies. The
 * other getters describe the encoding as of the latest packet that told.
 */
public final class VideoPacketReader {
    private static final VideoCodec[] CODECS = VideoCodec.values();

    private final LayeringChoice[] choices = new LayeringChoice[CODECS.length];
    private final DependencyDescriptorReader descriptors = new DependencyDescriptorReader();
    private final H264Payload h264 = new H264Payload();
    private final EncodingLayers layers = new EncodingLayers();
    private long newest;
    private boolean started;

    public VideoPacketReader() {
        for (int i = 0; i < choices.length; i++) {
            choices[i] = new LayeringChoice();
        }
    }

    /**
     * Reads a packet with a valid header and no padding.
     *
     * @param codec of the packet's payload type
     * @param ddExtensionId the sender's id of the dependency descriptor extension; 0 without
     * @param out filled if the packet was read; anything otherwise
     * @return null if it was read; otherwise why it cannot be forwarded
     */
    public @Nullable DropReason read(
            final byte[] bytes,
            final int offset,
            final int length,
            final VideoCodec codec,
            final int ddExtensionId,
            final VideoPacket out) {
        final long sequence = extend(RtpHeader.sequence(bytes, offset));
        final int payload = offset + RtpHeader.headerLength(bytes, offset);
        final int end = offset + length;
        final LayeringChoice choice = choices[codec.ordinal()];
        out.clear();
        if (payload >= end) {
            out.layering = choice.settled();
            return null;
        }
        if (!readPayload(bytes, payload, end, codec, out)) {
            return DropReason.RTP_BAD_DESCRIPTOR;
        }
        if (out.layering == Layering.OPAQUE) {
            final DropReason refusal = readExtension(bytes, offset, sequence, codec, ddExtensionId, out);
            if (refusal != null) {
                return refusal;
            }
        }
        if (!choice.accept(out)) {
            return DropReason.RTP_BAD_DESCRIPTOR;
        }
        layers.learn(bytes, payload, end, codec, sequence, out);
        out.frame = true;
        if (out.layering != Layering.DEPENDENCY_DESCRIPTOR && sequence == newest) {
            descriptors.onOtherLayering();
        }
        if (out.layering == Layering.OPAQUE) {
            out.forgetDescriptor();
        }
        if (out.layering == Layering.OPAQUE || out.layering == Layering.VP8) {
            out.end = RtpHeader.marker(bytes, offset);
        }
        return null;
    }

    private long extend(final int sequence) {
        final long extended = started ? SequenceNumber.extend(sequence, newest) : sequence;
        newest = started ? Math.max(newest, extended) : extended;
        started = true;
        return extended;
    }

    private boolean readPayload(
            final byte[] bytes, final int payload, final int end, final VideoCodec codec, final VideoPacket out) {
        return switch (codec) {
            case VP8 -> Vp8Descriptor.read(bytes, payload, end, out);
            case VP9 -> Vp9Descriptor.read(bytes, payload, end, out);
            case AV1 -> {
                out.keyframe = Av1Payload.isKeyframeStart(bytes, payload);
                yield true;
            }
            case H264 -> {
                out.keyframe = h264.isKeyframeStart(bytes, payload, end);
                yield true;
            }
            case OTHER -> true;
        };
    }

    /** For packets whose payload descriptor does not tell enough. */
    private @Nullable DropReason readExtension(
            final byte[] bytes,
            final int offset,
            final long sequence,
            final VideoCodec codec,
            final int id,
            final VideoPacket out) {
        final int data = id == 0 ? VideoPacket.NONE : ExtensionReader.find(bytes, offset, id);
        if (data >= 0) {
            out.clear();
            final int dataLength = ExtensionReader.dataLength(bytes, offset, data);
            return descriptors.read(bytes, data, dataLength, sequence, codec, out);
        }
        return null;
    }

    /** Whether packets come that refer to a template structure which has not: nothing can be forwarded before a key frame. */
    public boolean needsKeyframe() {
        return descriptors.needsKeyframe();
    }

    /** The shorter side of a spatial layer's pictures, in pixels; 0 if unknown. */
    public int height(final int spatialId) {
        return layers.height(spatialId);
    }

    /** Spatial layers that the encoding has now; 0 if unknown. */
    public int spatialLayers() {
        return layers.spatialLayers();
    }

    /** Temporal layers that the template structure announces; 0 if unknown. */
    public int temporalLayers() {
        return layers.temporalLayers();
    }
}
