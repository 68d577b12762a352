/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.codec;

import org.hummingbridge.sfu.rtp.BigEndian;

/**
 * Descriptors and frame headers of a VP8 stream that no decoder could show but every bridge can read (RFC 7741 §4.2, RFC 6386
 * §9.1): picture ids of 15 bits, TL0PICIDX, and up to three temporal layers in the customary pattern.
 */
public final class Vp8Frame {
    /** Of every packet: descriptor octet, extension octet, picture id, TL0PICIDX, TID with Y and KEYIDX. */
    public static final int DESCRIPTOR_BYTES = 6;

    /** Frame tag, start code and size of a key frame. */
    public static final int KEY_HEADER_BYTES = 10;

    private static final int EXTENDED = 0x80;
    private static final int NON_REFERENCE = 0x20;
    private static final int START = 0x10;
    private static final int PICTURE_ID_TL0_TID = 0xe0;
    private static final int MAX_PICTURE_ID = 0x7fff;
    private static final int START_CODE = 0x9d01_2a;
    private static final int INTER_FRAME_BIT = 1;

    /** Version 0, shown. */
    private static final int SHOWN = 0x10;

    private static final int[][] PATTERNS = {{0}, {0, 1}, {0, 2, 1, 2}};

    private final int[] pattern;
    private final int width;
    private final int height;
    private int step = -1;
    private int pictureId;
    private int tl0;
    private int temporalId;
    private boolean key;
    private boolean layerSync;

    /**
     * A stream before its first frame.
     *
     * @param temporalLayers 1 to 3
     */
    public Vp8Frame(final int temporalLayers, final int width, final int height, final int firstPictureId) {
        this.pattern = PATTERNS[temporalLayers - 1];
        this.width = width;
        this.height = height;
        this.pictureId = firstPictureId & MAX_PICTURE_ID;
    }

    /** Goes on to the next frame; a key frame starts the pattern anew. */
    public void next(final boolean keyFrame) {
        key = keyFrame;
        step = keyFrame ? 0 : (step + 1) % pattern.length;
        temporalId = pattern[step];
        layerSync = temporalId > 0 && (step == 1 || temporalId < pattern[1]);
        pictureId = (pictureId + 1) & MAX_PICTURE_ID;
        if (temporalId == 0) {
            tl0 = (tl0 + 1) & 0xff;
        }
    }

    public boolean isKey() {
        return key;
    }

    /** Writes what stands in front of a packet's share of the frame; returns its length. */
    public int write(final byte[] payload, final int at, final boolean first) {
        final boolean discardable = pattern.length > 1 && temporalId == pattern[1];
        payload[at] = (byte) (EXTENDED | (discardable ? NON_REFERENCE : 0) | (first ? START : 0));
        payload[at + 1] = (byte) PICTURE_ID_TL0_TID;
        BigEndian.put16(payload, at + 2, 0x8000 | pictureId);
        payload[at + 4] = (byte) tl0;
        payload[at + 5] = (byte) (temporalId << 6 | (layerSync ? 0x20 : 0));
        if (!first) {
            return DESCRIPTOR_BYTES;
        }
        final int frame = at + DESCRIPTOR_BYTES;
        payload[frame] = (byte) (SHOWN | (key ? 0 : INTER_FRAME_BIT));
        BigEndian.put16(payload, frame + 1, 0);
        if (!key) {
            return DESCRIPTOR_BYTES + 3;
        }
        BigEndian.put24(payload, frame + 3, START_CODE);
        BigEndian.put16(payload, frame + 6, Integer.reverseBytes(width) >>> 16);
        BigEndian.put16(payload, frame + 8, Integer.reverseBytes(height) >>> 16);
        return DESCRIPTOR_BYTES + KEY_HEADER_BYTES;
    }

    /** Whether a received payload is the first packet of a key frame. */
    public static boolean startsKeyFrame(final byte[] bytes, final int start, final int end) {
        final int length = end - start;
        if (length < 1 || (bytes[start] & 0x17) != START) {
            return false;
        }
        int at = start + 1;
        if ((bytes[start] & EXTENDED) != 0) {
            if (length < 4) {
                return false;
            }
            final int extension = bytes[at++];
            if ((extension & 0x80) != 0) {
                at += bytes[at] < 0 ? 2 : 1;
            }
            at += (extension & 0x40) != 0 ? 1 : 0;
            at += (extension & 0x30) != 0 ? 1 : 0;
        }
        return at < end && (bytes[at] & INTER_FRAME_BIT) == 0;
    }
}
