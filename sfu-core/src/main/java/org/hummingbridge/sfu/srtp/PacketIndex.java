/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.srtp;

/** The 48-bit index of an SRTP packet, ROC · 2^16 + SEQ, told from its 16-bit sequence number (RFC 3711 §3.3.1). */
final class PacketIndex {
    /** There is no index for this packet: it would lie before the first or behind the last. */
    static final long NONE = -1;

    /** The last index under one key (RFC 3711 §9.2). */
    static final long MAX = (1L << 48) - 1;

    private static final int HALF = 1 << 15;
    private static final int ROC_SHIFT = 16;

    private PacketIndex() {}

    /**
     * The likeliest index of a packet.
     *
     * @param highest highest index so far, or {@link IndexWindow#NONE} if this is the first packet, whose ROC is 0
     * @return {@link #NONE} if there is none
     */
    static long guess(final long highest, final int sequence) {
        if (highest == IndexWindow.NONE) {
            return sequence;
        }
        final int highestSequence = (int) highest & 0xffff;
        long roc = highest >>> ROC_SHIFT;
        if (highestSequence < HALF) {
            roc -= sequence - highestSequence > HALF ? 1 : 0;
        } else {
            roc += highestSequence - HALF > sequence ? 1 : 0;
        }
        final long index = (roc << ROC_SHIFT) + sequence;
        return index < 0 || index > MAX ? NONE : index;
    }
}
