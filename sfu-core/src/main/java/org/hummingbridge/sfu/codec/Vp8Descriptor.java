/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.codec;

import org.hummingbridge.sfu.rtp.BigEndian;

/**
 * The VP8 payload descriptor (RFC 7741 §4.2), read and changed in place. The changes never touch a field that is not there, and
 * work on descriptors that a {@link VideoPacketReader} has accepted.
 */
public final class Vp8Descriptor {
    private static final int EXTENDED = 0x80;
    private static final int NON_REFERENCE = 0x20;
    private static final int START_OF_PARTITION = 0x10;
    private static final int PARTITION_MASK = 0x07;

    private static final int HAS_PICTURE_ID = 0x80;
    private static final int HAS_TL0_PIC_IDX = 0x40;
    private static final int HAS_TID = 0x20;
    private static final int HAS_KEY_IDX = 0x10;
    private static final int LAYER_SYNC = 0x20;

    /** P of the payload header (§4.3). */
    private static final int INTER_FRAME = 0x01;

    /** Frame tag, start code, width and height (RFC 6386 §9.1). */
    private static final int KEYFRAME_HEADER_BYTES = 10;

    private static final int FRAME_TAG_BYTES = 3;
    private static final int START_CODE = 0x9d012a;

    private Vp8Descriptor() {}

    /** False if the descriptor does not fit the payload, or nothing is behind it. Leaves layering opaque without PictureID or TID. */
    static boolean read(final byte[] bytes, final int offset, final int end, final VideoPacket out) {
        final int length = length(bytes, offset, end);
        if (length >= end - offset) {
            return false;
        }
        final int first = bytes[offset];
        final int fields = (first & EXTENDED) != 0 ? bytes[offset + 1] : 0;
        out.start = (first & START_OF_PARTITION) != 0 && (first & PARTITION_MASK) == 0;
        out.keyframe = out.start && (bytes[offset + length] & INTER_FRAME) == 0;
        out.discardable = (first & NON_REFERENCE) != 0;
        out.descriptorOffset = offset;
        out.descriptorLength = length;
        int at = offset + 2;
        if ((fields & HAS_PICTURE_ID) != 0) {
            out.frameIdBits = PictureId.bits(bytes, at);
            out.frameId = PictureId.read(bytes, at);
            at += PictureId.length(bytes, at);
        }
        if ((fields & HAS_TL0_PIC_IDX) != 0) {
            out.tl0PicIdx = BigEndian.unsigned8(bytes, at++);
        }
        if ((fields & HAS_TID) != 0) {
            out.temporalId = BigEndian.unsigned8(bytes, at) >>> 6;
            out.switchingPoint = (bytes[at] & LAYER_SYNC) != 0;
        }
        final boolean complete = (fields & HAS_PICTURE_ID) != 0 && (fields & HAS_TID) != 0;
        out.layering = complete ? Layering.VP8 : Layering.OPAQUE;
        return true;
    }

    /** As the descriptor's flags say; at least {@code end - offset} if that is not there. */
    private static int length(final byte[] bytes, final int offset, final int end) {
        if ((bytes[offset] & EXTENDED) == 0) {
            return 1;
        }
        if (end - offset < 3) {
            return end - offset;
        }
        final int fields = bytes[offset + 1];
        return 2
                + ((fields & HAS_PICTURE_ID) != 0 ? PictureId.length(bytes, offset + 2) : 0)
                + ((fields & HAS_TL0_PIC_IDX) != 0 ? 1 : 0)
                + ((fields & (HAS_TID | HAS_KEY_IDX)) != 0 ? 1 : 0);
    }

    /** The shorter side of the picture, in pixels, from the header of a key frame that starts at {@code at}; 0 if it is not there. */
    static int pictureHeight(final byte[] bytes, final int at, final int end) {
        if (end - at < KEYFRAME_HEADER_BYTES || BigEndian.unsigned24(bytes, at + FRAME_TAG_BYTES) != START_CODE) {
            return 0;
        }
        final int width = littleEndian14(bytes, at + 6);
        final int height = littleEndian14(bytes, at + 8);
        return Math.min(width, height);
    }

    private static int littleEndian14(final byte[] bytes, final int at) {
        return ((bytes[at + 1] & 0x3f) << 8) | (bytes[at] & 0xff);
    }

    /** Sets PictureID to as many of the lower bits of {@code value} as it has. */
    public static void pictureId(final byte[] bytes, final int offset, final int value) {
        if (hasField(bytes, offset, HAS_PICTURE_ID)) {
            PictureId.write(bytes, offset + 2, value);
        }
    }

    /** Sets TL0PICIDX to the lower 8 bits of {@code value}. */
    public static void tl0PicIdx(final byte[] bytes, final int offset, final int value) {
        if (hasField(bytes, offset, HAS_TL0_PIC_IDX)) {
            final boolean behindId = hasField(bytes, offset, HAS_PICTURE_ID);
            bytes[offset + 2 + (behindId ? PictureId.length(bytes, offset + 2) : 0)] = (byte) value;
        }
    }

    private static boolean hasField(final byte[] bytes, final int offset, final int field) {
        return (bytes[offset] & EXTENDED) != 0 && (bytes[offset + 1] & field) != 0;
    }
}
