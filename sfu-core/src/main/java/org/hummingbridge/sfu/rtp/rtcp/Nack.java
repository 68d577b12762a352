/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.rtp.rtcp;

import org.hummingbridge.sfu.rtp.BigEndian;

/**
 * View of a generic NACK (RFC 4585 §6.2.1) that walks the lost sequence numbers, at most 17 for each 4 bytes. The getters hold
 * only after {@link #read} was true, {@link #sequence} only after {@link #next} was.
 */
public final class Nack {
    static final int ENTRY_BYTES = 4;

    private byte[] bytes = {};
    private int at;
    private int entry;
    private int end;

    /** Bits of the current entry's BLP that are still to come, and how far the lowest of them is behind the PID. */
    private int bits;

    private int distance;
    private int packetId;
    private int sequence;

    /** Whether the reader's element is a NACK for at least one packet. */
    public boolean read(final RtcpReader reader) {
        if (!reader.is(RtcpType.TRANSPORT_LAYER_FEEDBACK, RtcpType.FORMAT_NACK, FeedbackHeader.BYTES + ENTRY_BYTES)) {
            return false;
        }
        bytes = reader.bytes();
        at = reader.offset();
        entry = at + FeedbackHeader.BYTES;
        end = at + reader.length();
        bits = 0;
        return true;
    }

    public int senderSsrc() {
        return BigEndian.int32(bytes, at + FeedbackHeader.SENDER_SSRC);
    }

    public int mediaSsrc() {
        return BigEndian.int32(bytes, at + FeedbackHeader.MEDIA_SSRC);
    }

    /** How many packets it names, none of which is gone to. */
    public int count() {
        int count = 0;
        for (int i = at + FeedbackHeader.BYTES; end - i >= ENTRY_BYTES; i += ENTRY_BYTES) {
            count += 1 + Integer.bitCount(BigEndian.unsigned16(bytes, i + 2));
        }
        return count;
    }

    /** Goes to the next lost packet, in the order of the message. */
    public boolean next() {
        if (bits != 0) {
            final int skipped = Integer.numberOfTrailingZeros(bits);
            distance += skipped + 1;
            bits >>>= skipped + 1;
            sequence = (packetId + distance) & 0xffff;
            return true;
        }
        if (end - entry < ENTRY_BYTES) {
            return false;
        }
        packetId = BigEndian.unsigned16(bytes, entry);
        bits = BigEndian.unsigned16(bytes, entry + 2);
        distance = 0;
        sequence = packetId;
        entry += ENTRY_BYTES;
        return true;
    }

    /** 0..65535. */
    public int sequence() {
        return sequence;
    }
}
