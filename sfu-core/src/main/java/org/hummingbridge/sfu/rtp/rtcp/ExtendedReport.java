/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.rtp.rtcp;

import org.hummingbridge.sfu.rtp.BigEndian;

/**
 * View of an extended report (XR, RFC 3611 §2) that walks its blocks. Understands the receiver reference time (RRTR, §4.4), by
 * which a peer that sends no media asks for its round trip; other blocks are only stepped over.
 */
public final class ExtendedReport {
    static final int FIXED_BYTES = 8;
    static final int BLOCK_HEADER_BYTES = 4;
    static final int DLRR = 5;

    private static final int RECEIVER_REFERENCE_TIME = 4;
    private static final int RECEIVER_REFERENCE_TIME_BYTES = 12;

    private byte[] bytes = {};
    private int at;
    private int block;
    private int nextBlock;
    private int end;

    public boolean read(final RtcpReader reader) {
        if (!reader.is(RtcpType.EXTENDED_REPORT, FIXED_BYTES)) {
            return false;
        }
        bytes = reader.bytes();
        at = reader.offset();
        block = at;
        nextBlock = at + FIXED_BYTES;
        end = at + reader.length();
        return true;
    }

    public int senderSsrc() {
        return BigEndian.int32(bytes, at + 4);
    }

    /** Goes to the next block. False at the end, or where a block does not fit. */
    public boolean next() {
        if (end - nextBlock < BLOCK_HEADER_BYTES) {
            return false;
        }
        final int blockBytes = 4 * (BigEndian.unsigned16(bytes, nextBlock + 2) + 1);
        if (blockBytes > end - nextBlock) {
            nextBlock = end;
            return false;
        }
        block = nextBlock;
        nextBlock += blockBytes;
        return true;
    }

    /** Whether the current block is a whole RRTR. */
    public boolean isReceiverReferenceTime() {
        return BigEndian.unsigned8(bytes, block) == RECEIVER_REFERENCE_TIME
                && nextBlock - block >= RECEIVER_REFERENCE_TIME_BYTES;
    }

    /** The peer's NTP time when it sent the RRTR; its {@link NtpTime#compact} goes back in a DLRR block as "last RR". */
    public long receiverReferenceTime() {
        return BigEndian.int64(bytes, block + 4);
    }
}
