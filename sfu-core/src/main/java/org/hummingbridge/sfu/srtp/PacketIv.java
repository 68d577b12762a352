/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.srtp;

import org.hummingbridge.sfu.rtp.BigEndian;

/** Forms the IV of a packet out of session salt, SSRC and index. Knows nothing of which IVs were used before. */
final class PacketIv {
    private PacketIv() {}

    /** The first four bytes of (00 00 ‖ SSRC ‖ 48-bit index) XOR salt: RFC 7714 §8.1 for SRTP, §9.1 for SRTCP. */
    static int gcmHead(final int saltHead, final int ssrc) {
        return saltHead ^ (ssrc >>> 16);
    }

    /** The other eight. */
    static long gcmTail(final long saltTail, final int ssrc, final long index) {
        return saltTail ^ ((long) ssrc << 48) ^ index;
    }

    /** Puts the two together. */
    static void put(final byte[] iv, final int head, final long tail) {
        BigEndian.put32(iv, 0, head);
        BigEndian.put64(iv, Integer.BYTES, tail);
    }

    /** (salt · 2^16) XOR (SSRC · 2^64) XOR (index · 2^16): RFC 3711 §4.1.1. */
    static void counterMode(final byte[] iv, final byte[] salt, final int ssrc, final long index) {
        BigEndian.put64(iv, 0, BigEndian.int64(salt, 0) ^ (ssrc & 0xffff_ffffL));
        BigEndian.put64(iv, 8, (BigEndian.int64(salt, 6) ^ index) << 16);
    }
}
