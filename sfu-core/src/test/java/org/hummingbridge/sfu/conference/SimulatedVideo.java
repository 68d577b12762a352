/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.conference;

import java.util.ArrayList;
import java.util.List;
import org.hummingbridge.sfu.rtp.RtpHeader;

/**
 * One VP8 encoding as a browser sends it, without a picture: descriptors with PictureID, TL0PICIDX and TID (RFC 7741 §4.2), key
 * frames when asked. Each packet carries its own number and encoding beyond the reach of any rewriting.
 */
final class SimulatedVideo {
    /** Descriptor, frame header of a key frame (RFC 6386 §9.1), number and encoding. */
    static final int HEAD_BYTES = 20;

    private static final int NUMBER_AT = 16;
    private static final int TICKS_PER_FRAME = 3600;

    private final int ssrc;
    private final int encoding;
    private final int height;
    private final int firstTimestamp;
    private final List<byte[]> sent = new ArrayList<>();
    private final List<Integer> timestamps = new ArrayList<>();
    private int pictureId;
    private int tl0PicIdx;
    private int frames;
    private boolean keyframeWanted = true;

    /** @param encoding position among the source's encodings, from 0, the lowest */
    SimulatedVideo(final int ssrc, final int encoding, final int height) {
        this.ssrc = ssrc;
        this.encoding = encoding;
        this.height = height;
        this.firstTimestamp = 1_000_000 * encoding;
        this.pictureId = 100 * encoding;
    }

    int ssrc() {
        return ssrc;
    }

    int sent() {
        return sent.size();
    }

    void wantKeyframe() {
        keyframeWanted = true;
    }

    /** Writes the next packet of the frame, header and head of the payload, to {@code out[0..]}; returns the header's length. */
    int write(final int payloadType, final boolean first, final boolean last, final byte[] out) {
        if (first) {
            frames++;
            pictureId = pictureId + 1 & 0x7fff;
            tl0PicIdx = tl0PicIdx + 1 & 0xff;
        }
        final byte[] head = head(first);
        if (last) {
            keyframeWanted = false;
        }
        sent.add(head);
        timestamps.add(firstTimestamp + frames * TICKS_PER_FRAME);
        writeHeader(payloadType, sent.size() - 1, sent.size() - 1, ssrc, last, out);
        System.arraycopy(head, 0, out, RtpHeader.FIXED_BYTES, HEAD_BYTES);
        return RtpHeader.FIXED_BYTES;
    }

    /** Writes a packet again, as a retransmission without its OSN; false if there never was one of that number. */
    boolean again(
            final int payloadType, final int sequence, final int rtxSequence, final int rtxSsrc, final byte[] out) {
        if (sequence >= sent.size()) {
            return false;
        }
        writeHeader(payloadType, rtxSequence, sequence, rtxSsrc, false, out);
        System.arraycopy(sent.get(sequence), 0, out, RtpHeader.FIXED_BYTES + 2, HEAD_BYTES);
        return true;
    }

    private void writeHeader(
            final int payloadType,
            final int sequence,
            final int number,
            final int of,
            final boolean marker,
            final byte[] out) {
        FreshHeader.write(payloadType, sequence, timestamps.get(number), of, out);
        RtpHeader.marker(out, 0, marker);
    }

    private byte[] head(final boolean first) {
        final byte[] head = new byte[HEAD_BYTES];
        head[0] = (byte) (first ? 0x90 : 0x80);
        head[1] = (byte) 0xe0;
        head[2] = (byte) (0x80 | pictureId >>> 8);
        head[3] = (byte) pictureId;
        head[4] = (byte) tl0PicIdx;
        head[5] = 0x20;
        head[6] = (byte) (keyframeWanted ? 0x10 : 0x11);
        head[9] = (byte) 0x9d;
        head[10] = 1;
        head[11] = 0x2a;
        final int width = height * 16 / 9;
        head[12] = (byte) width;
        head[13] = (byte) (width >>> 8);
        head[14] = (byte) height;
        head[15] = (byte) (height >>> 8);
        head[NUMBER_AT] = (byte) (sent.size() >>> 16);
        head[NUMBER_AT + 1] = (byte) (sent.size() >>> 8);
        head[NUMBER_AT + 2] = (byte) sent.size();
        head[NUMBER_AT + 3] = (byte) encoding;
        return head;
    }

    /** The number of the packet whose payload begins at {@code at}. */
    static int number(final byte[] bytes, final int at) {
        return (bytes[at + NUMBER_AT] & 0xff) << 16
                | (bytes[at + NUMBER_AT + 1] & 0xff) << 8
                | (bytes[at + NUMBER_AT + 2] & 0xff);
    }

    /** The encoding that it came from. */
    static int encoding(final byte[] bytes, final int at) {
        return bytes[at + NUMBER_AT + 3];
    }
}
