/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.rtp;

/**
 * Writes the header extensions of one packet behind its fixed header and CSRCs (RFC 8285), in the one-byte form for as long as
 * every element fits it. Never writes more than {@link #MAX_BLOCK_BYTES} or past the array, and leaves out what does not fit.
 *
 * <p>Order of calls: {@link #begin}, any number of {@link #add} or {@link #reserve}, {@link #end}; the payload goes behind what
 * {@code end} returns. One writer serves any number of packets, one after the other.
 */
public final class ExtensionWriter {
    /** Most that a block takes: an AV1 dependency descriptor with templates (about 100 bytes) and everything else we forward. */
    public static final int MAX_BLOCK_BYTES = 200;

    private static final int BLOCK_HEADER_BYTES = 4;
    private static final int MAX_ONE_BYTE_ID = 14;
    private static final int MAX_ONE_BYTE_LENGTH = 16;
    private static final int MAX_TWO_BYTE = 255;

    private byte[] out = {};
    private int headerStart;
    private int block;
    private int at;
    private int limit;
    private int elements;
    private boolean extmapAllowMixed;
    private boolean twoByte;

    /**
     * Starts the block of the packet at {@code newHeaderStart}, whose fixed header and CSRCs are in place.
     *
     * @param allowMixed whether the receiver negotiated extmap-allow-mixed (RFC 8285 §4.1.2); without it, elements that only
     *     the two-byte form can carry are left out
     */
    public void begin(final byte[] newOut, final int newHeaderStart, final boolean allowMixed) {
        out = newOut;
        headerStart = newHeaderStart;
        extmapAllowMixed = allowMixed;
        block = RtpHeader.extensionIndex(newOut, newHeaderStart);
        at = block + BLOCK_HEADER_BYTES;
        // A multiple of four, so that the padding of end() fits as well.
        limit = block + (Math.min(MAX_BLOCK_BYTES, newOut.length - block) & ~3);
        elements = 0;
        twoByte = false;
    }

    /** Appends an element; false if it was left out. {@code source} is another array than the one being written. */
    public boolean add(final int id, final byte[] source, final int sourceOffset, final int length) {
        final int data = reserve(id, length);
        if (data < 0) {
            return false;
        }
        System.arraycopy(source, sourceOffset, out, data, length);
        return true;
    }

    /** Appends an element whose data the caller writes at the returned index before the next call; -1 if it was left out. */
    public int reserve(final int id, final int length) {
        if (id < 1 || id > MAX_TWO_BYTE || length < 0 || length > MAX_TWO_BYTE) {
            return -1;
        }
        final boolean wide = twoByte || id > MAX_ONE_BYTE_ID || length == 0 || length > MAX_ONE_BYTE_LENGTH;
        final int widening = wide && !twoByte ? elements : 0;
        if ((wide && !extmapAllowMixed) || at + widening + (wide ? 2 : 1) + length > limit) {
            return -1;
        }
        if (wide && !twoByte) {
            widen();
        }
        if (twoByte) {
            out[at++] = (byte) id;
            out[at++] = (byte) length;
        } else {
            out[at++] = (byte) ((id << 4) | (length - 1));
        }
        elements++;
        final int data = at;
        at += length;
        return data;
    }

    /** Finishes the block, or removes it if it stayed empty. Returns the length of the whole RTP header. */
    public int end() {
        RtpHeader.extension(out, headerStart, elements > 0);
        if (elements == 0) {
            return block - headerStart;
        }
        while (((at - block) & 3) != 0) {
            out[at++] = 0;
        }
        BigEndian.put16(out, block, twoByte ? ExtensionReader.TWO_BYTE_PROFILE : ExtensionReader.ONE_BYTE_PROFILE);
        BigEndian.put16(out, block + 2, (at - block - BLOCK_HEADER_BYTES) / 4);
        return at - headerStart;
    }

    /** Rewrites what is there in the two-byte form: moved right by one byte per element, then spread leftwards again. */
    private void widen() {
        final int start = block + BLOCK_HEADER_BYTES;
        System.arraycopy(out, start, out, start + elements, at - start);
        int from = start + elements;
        int to = start;
        for (int i = 0; i < elements; i++) {
            final int header = BigEndian.unsigned8(out, from++);
            final int length = (header & 0x0f) + 1;
            out[to++] = (byte) (header >>> 4);
            out[to++] = (byte) length;
            System.arraycopy(out, from, out, to, length);
            from += length;
            to += length;
        }
        at = to;
        twoByte = true;
    }
}
