/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.rtp.rtcp;

import org.hummingbridge.sfu.rtp.BigEndian;

/**
 * Walks the elements of a decrypted RTCP datagram, compound (RFC 3550 §6.1) or reduced-size (RFC 5506), always ending within its
 * length. Checks each element's header, length and padding; the content is for the views of this package, whose
 * {@code read(reader)} says whether the current element is theirs and whole.
 *
 * <p>Order of calls: {@link #start}, then {@link #next} until it is false; the getters describe the element that {@code next}
 * stopped at. Elements before a bad one stay valid, nothing behind it is looked at. One reader and one view of each kind serve any
 * number of packets, one after the other, and read from the array itself: its bytes must not change meanwhile.
 */
public final class RtcpReader {
    /** Length of the header that all elements share. */
    public static final int HEADER_BYTES = 4;

    private byte[] bytes = {};
    private int at;
    private int end;
    private int offset;
    private int length;
    private boolean malformed;

    public void start(final byte[] packet, final int packetOffset, final int packetLength) {
        bytes = packet;
        at = packetOffset;
        end = packetOffset + packetLength;
        offset = packetOffset;
        length = 0;
        malformed = packetLength == 0;
    }

    /** Goes to the next element. False at the end of the datagram, and for good where the rest is {@link #malformed}. */
    public boolean next() {
        if (malformed || at == end) {
            return false;
        }
        malformed = !take();
        return !malformed;
    }

    private boolean take() {
        if (end - at < HEADER_BYTES || (bytes[at] & 0xc0) != 0x80) {
            return false;
        }
        final int whole = 4 * (BigEndian.unsigned16(bytes, at + 2) + 1);
        if (whole > end - at) {
            return false;
        }
        int padding = 0;
        if ((bytes[at] & 0x20) != 0) {
            // Only the last element may be padded (RFC 3550 §6.4.1). libwebrtc's counts need not be multiples of four.
            padding = BigEndian.unsigned8(bytes, at + whole - 1);
            if (whole != end - at || padding == 0 || padding > whole - HEADER_BYTES) {
                return false;
            }
        }
        offset = at;
        length = whole - padding;
        at += whole;
        return true;
    }

    /** Whether the walk ended at something that is no RTCP element, or there was nothing at all. */
    public boolean malformed() {
        return malformed;
    }

    /** 0..255; see {@link RtcpType}. */
    public int packetType() {
        return BigEndian.unsigned8(bytes, offset + 1);
    }

    /** The 5-bit field that is a count in reports and a format (FMT) in feedback. */
    public int format() {
        return bytes[offset] & 0x1f;
    }

    /** The array that was given to {@link #start}. */
    public byte[] bytes() {
        return bytes;
    }

    /** Index of the current element's header in {@link #bytes}. */
    public int offset() {
        return offset;
    }

    /** Length of the current element with its header and without padding. */
    public int length() {
        return length;
    }

    boolean is(final int packetType, final int minLength) {
        return length >= minLength && packetType() == packetType;
    }

    boolean is(final int packetType, final int format, final int minLength) {
        return is(packetType, minLength) && format() == format;
    }
}
