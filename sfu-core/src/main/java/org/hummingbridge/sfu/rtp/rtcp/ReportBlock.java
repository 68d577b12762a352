/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.rtp.rtcp;

import org.hummingbridge.sfu.rtp.BigEndian;

/**
 * Walks the report blocks of one sender or receiver report (RFC 3550 §6.4.1). Obtained from the report's view, which has checked
 * that all announced blocks are there; call {@link #next} before the getters.
 */
public final class ReportBlock {
    static final int BYTES = 24;

    private byte[] bytes = {};
    private int at;
    private int remaining;

    void start(final byte[] packet, final int firstBlock, final int count) {
        bytes = packet;
        at = firstBlock - BYTES;
        remaining = count;
    }

    public boolean next() {
        if (remaining == 0) {
            return false;
        }
        remaining--;
        at += BYTES;
        return true;
    }

    /** The stream that this block reports on. */
    public int ssrc() {
        return BigEndian.int32(bytes, at);
    }

    /** Share lost since the previous report, in 1/256: 0..255. */
    public int fractionLost() {
        return BigEndian.unsigned8(bytes, at + 4);
    }

    /** Packets lost since the beginning; negative if duplicates outnumber losses. */
    public int cumulativeLost() {
        return BigEndian.signed24(bytes, at + 5);
    }

    /** Cycles in the upper 16 bits, highest sequence number in the lower. */
    public int extendedHighestSequence() {
        return BigEndian.int32(bytes, at + 8);
    }

    /** In units of the RTP timestamp, unsigned. */
    public int jitter() {
        return BigEndian.int32(bytes, at + 12);
    }

    /** LSR: the {@link NtpTime#compact} time of the last sender report that arrived, or 0. */
    public int lastSenderReport() {
        return BigEndian.int32(bytes, at + 16);
    }

    /** DLSR: how long ago that was, in 1/65536 s. */
    public int delaySinceLastSenderReport() {
        return BigEndian.int32(bytes, at + 20);
    }
}
