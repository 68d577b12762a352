/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.codec;

/**
 * Numbers of up to 32 bits at a bit of an array, most significant bit first; bit 8 is the highest of the second byte. Does not
 * check bounds beyond those of the array.
 */
final class Bits {
    private Bits() {}

    static int read(final byte[] bytes, final int bit, final int count) {
        int value = 0;
        int at = bit;
        final int end = bit + count;
        while (at < end) {
            final int free = 8 - (at & 7);
            final int take = Math.min(free, end - at);
            final int part = ((bytes[at >>> 3] & 0xff) >>> (free - take)) & ((1 << take) - 1);
            value = (value << take) | part;
            at += take;
        }
        return value;
    }

    /** Writes the lower {@code count} bits of {@code value} and leaves all others as they are. */
    static void write(final byte[] bytes, final int bit, final int count, final int value) {
        int at = bit;
        final int end = bit + count;
        while (at < end) {
            final int free = 8 - (at & 7);
            final int take = Math.min(free, end - at);
            final int shift = free - take;
            final int mask = (1 << take) - 1;
            final int part = (value >>> (end - at - take)) & mask;
            bytes[at >>> 3] = (byte) ((bytes[at >>> 3] & ~(mask << shift)) | (part << shift));
            at += take;
        }
    }

    /** Copies between different arrays. */
    static void copy(final byte[] from, final int fromBit, final byte[] to, final int toBit, final int count) {
        for (int done = 0; done < count; done += Byte.SIZE) {
            final int take = Math.min(Byte.SIZE, count - done);
            write(to, toBit + done, take, read(from, fromBit + done, take));
        }
    }
}
