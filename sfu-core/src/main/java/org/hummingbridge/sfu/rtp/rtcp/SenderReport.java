/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.rtp.rtcp;

import org.hummingbridge.sfu.rtp.BigEndian;

/** View of a sender report (SR, RFC 3550 §6.4.1). The getters hold only after {@link #read} was true. */
public final class SenderReport {
    static final int FIXED_BYTES = 28;

    private final ReportBlock blocks = new ReportBlock();
    private byte[] bytes = {};
    private int at;
    private int blockCount;

    /** Whether the reader's element is a sender report with all the blocks that it announces. */
    public boolean read(final RtcpReader reader) {
        if (!reader.is(RtcpType.SENDER_REPORT, FIXED_BYTES + ReportBlock.BYTES * reader.format())) {
            return false;
        }
        bytes = reader.bytes();
        at = reader.offset();
        blockCount = reader.format();
        return true;
    }

    public int senderSsrc() {
        return BigEndian.int32(bytes, at + 4);
    }

    /** 64 bits; see {@link NtpTime}. */
    public long ntpTime() {
        return BigEndian.int64(bytes, at + 8);
    }

    public int rtpTimestamp() {
        return BigEndian.int32(bytes, at + 16);
    }

    /** Unsigned. */
    public int packetCount() {
        return BigEndian.int32(bytes, at + 20);
    }

    /** Unsigned. */
    public int octetCount() {
        return BigEndian.int32(bytes, at + 24);
    }

    /** The report blocks from the first on; the same object at every call. */
    public ReportBlock blocks() {
        blocks.start(bytes, at + FIXED_BYTES, blockCount);
        return blocks;
    }
}
