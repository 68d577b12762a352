/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.rtp;

/**
 * Walks the header extensions of one packet in either form of RFC 8285, always ending within the block. Reads only packets whose
 * header {@link RtpHeader#isValid} accepted, and never judges an element's content.
 *
 * <p>Order of calls: {@link #start}, then {@link #next} until it is false; the getters describe the element that {@code next}
 * stopped at. One reader serves any number of packets, one after the other.
 */
public final class ExtensionReader {
    static final int ONE_BYTE_PROFILE = 0xbede;
    static final int TWO_BYTE_PROFILE = 0x1000;

    /** The low four bits of the two-byte profile are "appbits", free for applications (RFC 8285 §4.3). */
    private static final int TWO_BYTE_MASK = 0xfff0;

    private static final int BLOCK_HEADER_BYTES = 4;
    private static final long NONE = -1;

    private byte[] bytes = {};
    private boolean twoByte;
    private int at;
    private int end;
    private int id;
    private int dataOffset;
    private int dataLength;

    /** Goes to the front of the packet's extensions. False if there is no block, or none of a form of RFC 8285. */
    public boolean start(final byte[] packet, final int packetOffset) {
        bytes = packet;
        at = 0;
        end = 0;
        if (!RtpHeader.hasExtension(packet, packetOffset)) {
            return false;
        }
        final int block = RtpHeader.extensionIndex(packet, packetOffset);
        final int profile = BigEndian.unsigned16(packet, block);
        if (!isKnown(profile)) {
            return false;
        }
        twoByte = profile != ONE_BYTE_PROFILE;
        at = block + BLOCK_HEADER_BYTES;
        end = at + 4 * BigEndian.unsigned16(packet, block + 2);
        return true;
    }

    /** Goes to the next element. False at the end, or where an element does not fit or forbids reading on. */
    public boolean next() {
        final long element = element(bytes, at, end, twoByte);
        if (element == NONE) {
            at = end;
            return false;
        }
        id = idOf(element);
        dataLength = lengthOf(element);
        dataOffset = (int) element;
        at = dataOffset + dataLength;
        return true;
    }

    /** 1..14 in the one-byte form, 1..255 in the two-byte form. */
    public int id() {
        return id;
    }

    /** Index in the packet's array. */
    public int dataOffset() {
        return dataOffset;
    }

    /** 1..16 in the one-byte form, 0..255 in the two-byte form. */
    public int dataLength() {
        return dataLength;
    }

    /** Index of the data of the first element with this id, or -1. {@link #dataLength(byte[], int, int)} tells its length. */
    public static int find(final byte[] packet, final int packetOffset, final int id) {
        if (!RtpHeader.hasExtension(packet, packetOffset)) {
            return -1;
        }
        final int block = RtpHeader.extensionIndex(packet, packetOffset);
        final int profile = BigEndian.unsigned16(packet, block);
        if (!isKnown(profile)) {
            return -1;
        }
        final boolean twoByte = profile != ONE_BYTE_PROFILE;
        int at = block + BLOCK_HEADER_BYTES;
        final int end = at + 4 * BigEndian.unsigned16(packet, block + 2);
        for (long e = element(packet, at, end, twoByte); e != NONE; e = element(packet, at, end, twoByte)) {
            if (idOf(e) == id) {
                return (int) e;
            }
            at = (int) e + lengthOf(e);
        }
        return -1;
    }

    /** Length of the data that {@link #find} has found at {@code dataOffset} in the same packet. */
    public static int dataLength(final byte[] packet, final int packetOffset, final int dataOffset) {
        final int profile = BigEndian.unsigned16(packet, RtpHeader.extensionIndex(packet, packetOffset));
        return profile == ONE_BYTE_PROFILE
                ? (packet[dataOffset - 1] & 0x0f) + 1
                : BigEndian.unsigned8(packet, dataOffset - 1);
    }

    private static boolean isKnown(final int profile) {
        return profile == ONE_BYTE_PROFILE || (profile & TWO_BYTE_MASK) == TWO_BYTE_PROFILE;
    }

    /** The element at or behind {@code at}: data offset in the lower 32 bits, then length and id in 8 bits each; or NONE. */
    private static long element(final byte[] bytes, final int at, final int end, final boolean twoByte) {
        int header = at;
        while (header < end && bytes[header] == 0) {
            header++;
        }
        if (header + (twoByte ? 2 : 1) > end) {
            return NONE;
        }
        final int first = BigEndian.unsigned8(bytes, header);
        final int id = twoByte ? first : first >>> 4;
        final int length = twoByte ? BigEndian.unsigned8(bytes, header + 1) : (first & 0x0f) + 1;
        final int data = header + (twoByte ? 2 : 1);
        // In the one-byte form, id 15 and id 0 with a length both end the block (RFC 8285 §4.2).
        if ((!twoByte && (id == 0 || id == 15)) || length > end - data) {
            return NONE;
        }
        return ((long) id << 40) | ((long) length << 32) | data;
    }

    private static int idOf(final long element) {
        return (int) (element >>> 40);
    }

    private static int lengthOf(final long element) {
        return (int) (element >>> 32) & 0xff;
    }
}
