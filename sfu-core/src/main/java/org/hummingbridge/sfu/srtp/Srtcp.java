/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.srtp;

import org.hummingbridge.sfu.rtp.BigEndian;

/** Where things stand in an SRTCP packet (RFC 3711 §3.4). */
final class Srtcp {
    /** The part of the first RTCP header that stays in the clear: up to and including the sender's SSRC. */
    static final int CLEAR_BYTES = 8;

    /** The word that carries the E flag and the index. */
    static final int INDEX_BYTES = 4;

    static final int E_FLAG = 0x8000_0000;

    static final int MAX_INDEX = 0x7fff_ffff;

    private Srtcp() {}

    static int ssrc(final byte[] bytes, final int offset) {
        return BigEndian.int32(bytes, offset + 4);
    }
}
