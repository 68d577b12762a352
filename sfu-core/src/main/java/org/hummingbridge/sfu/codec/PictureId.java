/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.codec;

import org.hummingbridge.sfu.rtp.BigEndian;

/** PictureID of 7 or 15 bits as VP8 and VP9 write it: the first bit, M, says which (RFC 7741 §4.2, RFC 9628 §4.2). */
final class PictureId {
    private static final int LONG = 0x80;

    private PictureId() {}

    static int length(final byte[] bytes, final int at) {
        return (bytes[at] & LONG) != 0 ? 2 : 1;
    }

    static int bits(final byte[] bytes, final int at) {
        return (bytes[at] & LONG) != 0 ? 15 : 7;
    }

    static int read(final byte[] bytes, final int at) {
        return (bytes[at] & LONG) != 0 ? BigEndian.unsigned16(bytes, at) & 0x7fff : bytes[at];
    }

    /** Writes the lower bits of {@code value}; the width stays. */
    static void write(final byte[] bytes, final int at, final int value) {
        if ((bytes[at] & LONG) != 0) {
            BigEndian.put16(bytes, at, (LONG << Byte.SIZE) | (value & 0x7fff));
        } else {
            bytes[at] = (byte) (value & 0x7f);
        }
    }
}
