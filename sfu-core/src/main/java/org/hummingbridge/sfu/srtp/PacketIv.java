/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.srtp;

/** Forms the IV of a packet out of session salt, SSRC and index. Knows nothing of which IVs were used before. */
final class PacketIv {
    private PacketIv() {}

    /** (00 00 ‖ SSRC ‖ 48-bit index) XOR salt: RFC 7714 §8.1 for SRTP, §9.1 for SRTCP. */
    static void gcm(final byte[] iv, final byte[] salt, final int ssrc, final long index) {
        BigEndian.putShort(iv, 0, BigEndian.shortAt(salt, 0));
        BigEndian.putInt(iv, 2, BigEndian.intAt(salt, 2) ^ ssrc);
        BigEndian.putShort(iv, 6, (short) (BigEndian.shortAt(salt, 6) ^ (index >>> 32)));
        BigEndian.putInt(iv, 8, BigEndian.intAt(salt, 8) ^ (int) index);
    }

    /** (salt · 2^16) XOR (SSRC · 2^64) XOR (index · 2^16): RFC 3711 §4.1.1. */
    static void counterMode(final byte[] iv, final byte[] salt, final int ssrc, final long index) {
        BigEndian.putLong(iv, 0, BigEndian.longAt(salt, 0) ^ (ssrc & 0xffff_ffffL));
        BigEndian.putLong(iv, 8, (BigEndian.longAt(salt, 6) ^ index) << 16);
    }
}
