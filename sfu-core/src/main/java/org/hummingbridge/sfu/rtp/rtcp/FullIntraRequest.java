/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.rtp.rtcp;

import org.hummingbridge.sfu.rtp.BigEndian;

/**
 * View of a full intra request (FIR, RFC 5104 §4.3.1) that walks its entries. The getters hold only after {@link #read} was true,
 * those of an entry only after {@link #next} was.
 */
public final class FullIntraRequest {
    static final int ENTRY_BYTES = 8;

    private byte[] bytes = {};
    private int at;
    private int entry;
    private int end;

    /** Whether the reader's element is a FIR with at least one entry. */
    public boolean read(final RtcpReader reader) {
        if (!reader.is(RtcpType.PAYLOAD_SPECIFIC_FEEDBACK, RtcpType.FORMAT_FIR, FeedbackHeader.BYTES + ENTRY_BYTES)) {
            return false;
        }
        bytes = reader.bytes();
        at = reader.offset();
        entry = at + FeedbackHeader.BYTES - ENTRY_BYTES;
        end = at + reader.length();
        return true;
    }

    public int senderSsrc() {
        return BigEndian.int32(bytes, at + FeedbackHeader.SENDER_SSRC);
    }

    public boolean next() {
        if (end - entry < 2 * ENTRY_BYTES) {
            return false;
        }
        entry += ENTRY_BYTES;
        return true;
    }

    /** The stream that a key frame is asked of. */
    public int ssrc() {
        return BigEndian.int32(bytes, entry);
    }

    /** 0..255; the same number from the same sender is a repetition, not a new request. */
    public int sequence() {
        return BigEndian.unsigned8(bytes, entry + 4);
    }
}
