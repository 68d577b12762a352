/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.sctp;

/**
 * Walks over chunks or parameters, which share one shape: two bytes of type and flags, two of length with these four in it,
 * padding to a multiple of four that the length leaves out (RFC 9260 §3.2, §3.2.1). Always advances, and never past its end.
 */
final class TlvCursor {
    static final int HEADER_BYTES = 4;

    private static final byte[] NOTHING = new byte[0];

    private byte[] bytes = NOTHING;
    private int end;
    private int next;
    private int at;
    private int length;
    private boolean malformed;

    /** Over nothing. */
    TlvCursor() {}

    TlvCursor(final byte[] bytes, final int start, final int end) {
        over(bytes, start, end);
    }

    /** Begins anew, before the first element in {@code newBytes}. */
    final void over(final byte[] newBytes, final int start, final int newEnd) {
        bytes = newBytes;
        end = newEnd;
        next = start;
        malformed = false;
    }

    /** Moves to the next element; false at the end or at one whose length cannot be, see {@link #isMalformed}. */
    boolean next() {
        if (malformed || next >= end) {
            return false;
        }
        at = next;
        length = end - at < HEADER_BYTES ? 0 : Wire.u16(bytes, at + 2);
        malformed = length < HEADER_BYTES || length > end - at;
        // The padding of the last element may be missing.
        next = Math.min(end, at + padded(length));
        return !malformed;
    }

    boolean isMalformed() {
        return malformed;
    }

    /** Whether this is the last element. */
    boolean isLast() {
        return next >= end;
    }

    byte[] bytes() {
        return bytes;
    }

    int chunkType() {
        return Wire.u8(bytes, at);
    }

    int flags() {
        return Wire.u8(bytes, at + 1);
    }

    int parameterType() {
        return Wire.u16(bytes, at);
    }

    /** Where the element's header begins. */
    int start() {
        return at;
    }

    /** Where its value begins. */
    int value() {
        return at + HEADER_BYTES;
    }

    /** Where its value ends, without padding. */
    int end() {
        return at + length;
    }

    int valueBytes() {
        return length - HEADER_BYTES;
    }

    static int padded(final int size) {
        return (size + 3) & ~3;
    }
}
