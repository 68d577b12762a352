/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.codec;

import org.hummingbridge.sfu.rtp.BigEndian;

/**
 * The VP9 payload descriptor (RFC 9628 §4.2), read and changed in place. The changes never touch a field that is not there, and
 * work on descriptors that a {@link VideoPacketReader} has accepted.
 */
public final class Vp9Descriptor {
    private static final int HAS_PICTURE_ID = 0x80;
    private static final int INTER_PICTURE = 0x40;
    private static final int HAS_LAYER = 0x20;
    private static final int FLEXIBLE = 0x10;
    private static final int START_OF_FRAME = 0x08;
    private static final int END_OF_FRAME = 0x04;
    private static final int HAS_SCALABILITY = 0x02;
    private static final int NOT_FOR_UPPER_LAYERS = 0x01;

    private static final int SWITCHING_UP = 0x10;
    private static final int INTER_LAYER = 0x01;

    /** P_DIFFs of one picture (§4.2: up to three reference pictures). */
    private static final int MAX_REFERENCES = 3;

    private static final int MORE_REFERENCES = 0x01;

    private static final int HAS_RESOLUTIONS = 0x10;
    private static final int HAS_GROUP_OF_FRAMES = 0x08;
    private static final int RESOLUTION_BYTES = 4;

    private Vp9Descriptor() {}

    /** False if the descriptor does not fit the payload, or nothing is behind it. Leaves layering opaque without PictureID. */
    static boolean read(final byte[] bytes, final int offset, final int end, final VideoPacket out) {
        final int first = bytes[offset];
        final int layerAt = afterPictureId(bytes, offset, end);
        final int scalabilityAt = scalability(bytes, offset, end);
        final int length = afterScalability(bytes, first, scalabilityAt, end) - offset;
        if (length >= end - offset) {
            return false;
        }
        out.descriptorOffset = offset;
        out.descriptorLength = length;
        out.start = (first & START_OF_FRAME) != 0;
        out.end = (first & END_OF_FRAME) != 0;
        out.interPicture = (first & INTER_PICTURE) != 0;
        out.upperLayerReference = (first & NOT_FOR_UPPER_LAYERS) == 0;
        if ((first & HAS_PICTURE_ID) != 0) {
            out.layering = Layering.VP9;
            out.frameIdBits = PictureId.bits(bytes, offset + 1);
            out.frameId = PictureId.read(bytes, offset + 1);
        }
        if ((first & HAS_LAYER) != 0) {
            readLayer(bytes, layerAt, (first & FLEXIBLE) != 0, out);
        }
        if ((first & HAS_SCALABILITY) != 0) {
            out.spatialLayers = spatialLayers(bytes, scalabilityAt);
        }
        out.keyframe = out.start && !out.interPicture && (out.spatialId == 0 || !out.interLayer);
        return true;
    }

    private static void readLayer(final byte[] bytes, final int at, final boolean flexible, final VideoPacket out) {
        final int layer = BigEndian.unsigned8(bytes, at);
        out.temporalId = layer >>> 5;
        out.switchingPoint = (layer & SWITCHING_UP) != 0;
        out.spatialId = (layer >>> 1) & 7;
        out.interLayer = (layer & INTER_LAYER) != 0;
        if (!flexible) {
            out.tl0PicIdx = BigEndian.unsigned8(bytes, at + 1);
        }
    }

    private static int afterPictureId(final byte[] bytes, final int offset, final int end) {
        if ((bytes[offset] & HAS_PICTURE_ID) == 0) {
            return offset + 1;
        }
        return offset + 1 < end ? offset + 1 + PictureId.length(bytes, offset + 1) : end;
    }

    /** Where the scalability structure stands or would stand; {@code end} or more if what is before it does not fit. */
    private static int scalability(final byte[] bytes, final int offset, final int end) {
        final int first = bytes[offset];
        int at = afterPictureId(bytes, offset, end);
        if ((first & HAS_LAYER) != 0) {
            at += (first & FLEXIBLE) != 0 ? 1 : 2;
        }
        if ((first & FLEXIBLE) == 0 || (first & INTER_PICTURE) == 0) {
            return at;
        }
        for (int i = 0; i < MAX_REFERENCES && at < end; i++) {
            if ((bytes[at++] & MORE_REFERENCES) == 0) {
                return at;
            }
        }
        return end;
    }

    /** {@code end} or more if the structure does not fit. */
    private static int afterScalability(final byte[] bytes, final int first, final int scalabilityAt, final int end) {
        if ((first & HAS_SCALABILITY) == 0 || scalabilityAt >= end) {
            return scalabilityAt;
        }
        final int flags = bytes[scalabilityAt];
        int at = scalabilityAt + 1;
        if ((flags & HAS_RESOLUTIONS) != 0) {
            at += RESOLUTION_BYTES * spatialLayers(bytes, scalabilityAt);
        }
        if ((flags & HAS_GROUP_OF_FRAMES) == 0 || at >= end) {
            return at;
        }
        final int pictures = BigEndian.unsigned8(bytes, at++);
        for (int i = 0; i < pictures && at < end; i++) {
            final int references = (bytes[at] >>> 2) & 3;
            at += 1 + references;
            if (i == pictures - 1) {
                return at;
            }
        }
        return pictures == 0 ? at : end;
    }

    private static int spatialLayers(final byte[] bytes, final int scalabilityAt) {
        return ((bytes[scalabilityAt] >>> 5) & 7) + 1;
    }

    /**
     * The shorter side of a spatial layer's pictures, in pixels, from an accepted descriptor with a scalability structure that has
     * the layer; 0 if it does not tell.
     */
    static int pictureHeight(final byte[] bytes, final int offset, final int end, final int spatialId) {
        final int scalabilityAt = scalability(bytes, offset, end);
        if ((bytes[scalabilityAt] & HAS_RESOLUTIONS) == 0) {
            return 0;
        }
        final int at = scalabilityAt + 1 + RESOLUTION_BYTES * spatialId;
        return Math.min(BigEndian.unsigned16(bytes, at), BigEndian.unsigned16(bytes, at + 2));
    }

    /** Sets PictureID to as many of the lower bits of {@code value} as it has. */
    public static void pictureId(final byte[] bytes, final int offset, final int value) {
        if ((bytes[offset] & HAS_PICTURE_ID) != 0) {
            PictureId.write(bytes, offset + 1, value);
        }
    }

    /** Sets TL0PICIDX to the lower 8 bits of {@code value}. */
    public static void tl0PicIdx(final byte[] bytes, final int offset, final int value) {
        if ((bytes[offset] & (HAS_LAYER | FLEXIBLE)) == HAS_LAYER) {
            bytes[afterPictureId(bytes, offset, Integer.MAX_VALUE) + 1] = (byte) value;
        }
    }
}
