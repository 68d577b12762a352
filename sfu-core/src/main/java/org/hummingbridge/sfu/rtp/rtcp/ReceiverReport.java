/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.rtp.rtcp;

import org.hummingbridge.sfu.rtp.BigEndian;

/** View of a receiver report (RR, RFC 3550 §6.4.2). The getters hold only after {@link #read} was true. */
public final class ReceiverReport {
    static final int FIXED_BYTES = 8;

    private final ReportBlock blocks = new ReportBlock();
    private byte[] bytes = {};
    private int at;
    private int blockCount;

    /** Whether the reader's element is a receiver report with all the blocks that it announces. */
    public boolean read(final RtcpReader reader) {
        if (!reader.is(RtcpType.RECEIVER_REPORT, FIXED_BYTES + ReportBlock.BYTES * reader.format())) {
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

    /** The report blocks from the first on; the same object at every call. */
    public ReportBlock blocks() {
        blocks.start(bytes, at + FIXED_BYTES, blockCount);
        return blocks;
    }
}
