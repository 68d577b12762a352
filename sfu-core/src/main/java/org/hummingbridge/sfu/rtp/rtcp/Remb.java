/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.rtp.rtcp;

import org.hummingbridge.sfu.rtp.BigEndian;

/**
 * View of a receiver estimated maximum bitrate (REMB, draft-alvestrand-rmcat-remb-03 §2.2) that walks its SSRCs. The getters hold
 * only after {@link #read} was true, {@link #ssrc} only after {@link #next} was.
 */
public final class Remb {
    /** Larger values are read as this one: no link is faster, and sums of such rates stay far from overflow. */
    public static final long MAX_BITRATE_BPS = 100_000_000_000L;

    /** "REMB" in ASCII. */
    static final int IDENTIFIER = 0x52454d42;

    static final int FIXED_BYTES = FeedbackHeader.BYTES + 8;
    static final int MANTISSA_BITS = 18;

    private byte[] bytes = {};
    private int at;
    private int next;
    private int end;

    /** Whether the reader's element is a REMB with all the SSRCs that it announces. */
    public boolean read(final RtcpReader reader) {
        if (!reader.is(RtcpType.PAYLOAD_SPECIFIC_FEEDBACK, RtcpType.FORMAT_APPLICATION, FIXED_BYTES)
                || BigEndian.int32(reader.bytes(), reader.offset() + FeedbackHeader.BYTES) != IDENTIFIER) {
            return false;
        }
        final int count = BigEndian.unsigned8(reader.bytes(), reader.offset() + FeedbackHeader.BYTES + 4);
        if (reader.length() < FIXED_BYTES + 4 * count) {
            return false;
        }
        bytes = reader.bytes();
        at = reader.offset();
        next = at + FIXED_BYTES;
        end = next + 4 * count;
        return true;
    }

    public int senderSsrc() {
        return BigEndian.int32(bytes, at + FeedbackHeader.SENDER_SSRC);
    }

    /** 0..{@link #MAX_BITRATE_BPS}, although the format goes up to 2^81. */
    public long bitrateBps() {
        final int packed = BigEndian.unsigned24(bytes, at + FeedbackHeader.BYTES + 5);
        final int exponent = packed >>> MANTISSA_BITS;
        final long mantissa = packed & ((1 << MANTISSA_BITS) - 1);
        return mantissa > (MAX_BITRATE_BPS >>> exponent) ? MAX_BITRATE_BPS : mantissa << exponent;
    }

    public boolean next() {
        if (next == end) {
            return false;
        }
        next += 4;
        return true;
    }

    /** A stream that the estimate applies to. */
    public int ssrc() {
        return BigEndian.int32(bytes, next - 4);
    }
}
