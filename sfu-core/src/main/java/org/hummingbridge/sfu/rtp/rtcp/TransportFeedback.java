/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.rtp.rtcp;

import org.hummingbridge.sfu.rtp.BigEndian;

/**
 * View of transport-wide congestion control feedback (draft-holmer-rmcat-transport-wide-cc-extensions-01 §3.1) that walks the
 * packet statuses: arrivals one by one, losses in runs, so that the work is bounded by the message's bytes and not by the number
 * of packets it claims. Never yields a part of a message that is not whole: {@link #read} has looked at all of it.
 *
 * <p>The getters hold only after {@link #read} was true, those of a status only after {@link #next} was.
 */
public final class TransportFeedback {
    /** Unit of arrival times and of the deltas on the wire. */
    public static final int TICK_MICROS = 250;

    /** Ticks in the unit of the reference time, 64 ms. */
    public static final int TICKS_PER_REFERENCE = 256;

    static final int FIXED_BYTES = FeedbackHeader.BYTES + 8;
    static final int BASE_SEQUENCE = FeedbackHeader.BYTES;
    static final int STATUS_COUNT = FeedbackHeader.BYTES + 2;
    static final int REFERENCE_TIME = FeedbackHeader.BYTES + 4;
    static final int FEEDBACK_COUNT = FeedbackHeader.BYTES + 7;

    private final StatusChunks chunks = new StatusChunks();
    private byte[] bytes = {};
    private int at;
    private int symbol;
    private int runLeft;
    private int delta;
    private int sequence;
    private int count;
    private long ticks;

    /** Whether the reader's element is such feedback, for at least one packet and with all the chunks and deltas it announces. */
    public boolean read(final RtcpReader reader) {
        if (!reader.is(RtcpType.TRANSPORT_LAYER_FEEDBACK, RtcpType.FORMAT_TRANSPORT_CC, FIXED_BYTES)) {
            return false;
        }
        bytes = reader.bytes();
        at = reader.offset();
        final int end = at + reader.length();
        if (statusCount() == 0 || !findDeltas(end)) {
            return false;
        }
        chunks.start(bytes, at + FIXED_BYTES, end, statusCount());
        runLeft = 0;
        sequence = baseSequence();
        count = 0;
        ticks = 0;
        return true;
    }

    private boolean findDeltas(final int end) {
        chunks.start(bytes, at + FIXED_BYTES, end, statusCount());
        int deltaBytes = 0;
        for (int n = chunks.next(); n != 0; n = chunks.next()) {
            if (n < 0 || chunks.symbol() == StatusChunks.RESERVED) {
                return false;
            }
            deltaBytes += n * chunks.symbol();
        }
        delta = chunks.position();
        return deltaBytes <= end - delta;
    }

    public int senderSsrc() {
        return BigEndian.int32(bytes, at + FeedbackHeader.SENDER_SSRC);
    }

    public int mediaSsrc() {
        return BigEndian.int32(bytes, at + FeedbackHeader.MEDIA_SSRC);
    }

    /** Transport-wide sequence number of the first status: 0..65535. */
    public int baseSequence() {
        return BigEndian.unsigned16(bytes, at + BASE_SEQUENCE);
    }

    /** 1..65535. */
    public int statusCount() {
        return BigEndian.unsigned16(bytes, at + STATUS_COUNT);
    }

    /** In units of 64 ms of the peer's clock, 24 bits with sign. */
    public int referenceTime() {
        return BigEndian.signed24(bytes, at + REFERENCE_TIME);
    }

    /** How far the 24-bit reference time {@code a} is ahead of {@code b}, over at most half of its circle of 12 days. */
    public static int referenceDifference(final int a, final int b) {
        return ((a - b) << 8) >> 8;
    }

    /** 0..255, one more with every message. */
    public int feedbackCount() {
        return BigEndian.unsigned8(bytes, at + FEEDBACK_COUNT);
    }

    /** Goes to the next arrival or run of losses. */
    public boolean next() {
        if (runLeft == 0) {
            runLeft = chunks.next();
            symbol = chunks.symbol();
            if (runLeft == 0) {
                return false;
            }
        }
        sequence = (sequence + count) & 0xffff;
        count = symbol == StatusChunks.NOT_RECEIVED ? runLeft : 1;
        runLeft -= count;
        if (symbol == StatusChunks.SMALL_DELTA) {
            ticks += BigEndian.unsigned8(bytes, delta);
        } else if (symbol == StatusChunks.LARGE_DELTA) {
            ticks += BigEndian.signed16(bytes, delta);
        }
        delta += symbol;
        return true;
    }

    /** First, and for an arrival only, transport-wide sequence number of this status. */
    public int sequence() {
        return sequence;
    }

    /** How many consecutive packets this status is for: 1 for an arrival, any number up to {@link #statusCount} for losses. */
    public int count() {
        return count;
    }

    public boolean received() {
        return symbol != StatusChunks.NOT_RECEIVED;
    }

    /** Arrival in units of {@link #TICK_MICROS} after {@link #referenceTime}; negative for one before it. */
    public long ticksAfterReference() {
        return ticks;
    }
}
