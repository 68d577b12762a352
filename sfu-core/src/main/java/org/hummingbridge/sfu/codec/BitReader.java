/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.codec;

/**
 * Reads numbers off the front of some bytes, bit by bit. Never reads behind their end: there it gives zeros and remembers that it
 * {@link #failed}, so that a reader looks once, when it is through.
 */
final class BitReader {
    private byte[] bytes = {};
    private int at;
    private int end;
    private boolean failed;

    void start(final byte[] newBytes, final int offset, final int length) {
        bytes = newBytes;
        at = Byte.SIZE * offset;
        end = Byte.SIZE * (offset + length);
        failed = false;
    }

    int read(final int count) {
        if (count > end - at) {
            at = end;
            failed = true;
            return 0;
        }
        at += count;
        return Bits.read(bytes, at - count, count);
    }

    boolean flag() {
        return read(1) != 0;
    }

    /** A number below {@code limit}, which is from 1 on, in the fewest bits: ns(n) of the AV1 specification, 4.10.7. */
    int below(final int limit) {
        final int width = Integer.SIZE - Integer.numberOfLeadingZeros(limit);
        final int shortCodes = (1 << width) - limit;
        final int value = read(width - 1);
        return value < shortCodes ? value : (value << 1) - shortCodes + read(1);
    }

    void skip(final int count) {
        if (count > end - at) {
            failed = true;
        }
        at = Math.min(at + count, end);
    }

    boolean failed() {
        return failed;
    }

    byte[] bytes() {
        return bytes;
    }

    /** The next bit's index in {@link #bytes}. */
    int position() {
        return at;
    }

    int left() {
        return end - at;
    }
}
