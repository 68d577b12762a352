/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.bench.call;

import org.hummingbridge.sfu.rtp.SequenceNumber;
import org.hummingbridge.sfu.rtp.rtcp.RtcpWriter;

/** One SSRC as a receiver sees it: what it reports, what it asks for again, and whether it can be decoded yet. */
final class IncomingStream {
    /** Beyond it a browser asks for a key frame instead. */
    private static final int MAX_MISSING = 128;

    private static final long FIRST_ASK_NANOS = 10_000_000;
    private static final long ASK_AGAIN_NANOS = 50_000_000;
    private static final int MAX_ASKS = 10;
    private static final long KEY_FRAME_WAIT_NANOS = 200_000_000;
    private static final long KEY_FRAME_AGAIN_NANOS = 500_000_000;

    final int ssrc;
    final boolean video;
    private final long[] missing = new long[MAX_MISSING];
    private final long[] askNanos = new long[MAX_MISSING];
    private final int[] asks = new int[MAX_MISSING];
    private final int[] due = new int[MAX_MISSING];
    private int missingCount;
    private boolean started;
    private long base;
    private long highest;
    private long received;
    private long repaired;
    private long receivedAtReport;
    private long expectedAtReport;
    private boolean keyFrameSeen;
    private long askKeyFrameNanos;

    IncomingStream(final int ssrc, final boolean video, final long nowNanos) {
        this.ssrc = ssrc;
        this.video = video;
        this.askKeyFrameNanos = nowNanos + KEY_FRAME_WAIT_NANOS;
    }

    void onPacket(final int sequence, final long nowNanos) {
        if (!started) {
            started = true;
            highest = sequence;
            base = sequence;
            received = 1;
            return;
        }
        received++;
        final long extended = SequenceNumber.extend(sequence, highest);
        if (extended <= highest) {
            recovered(extended);
            return;
        }
        if (video && extended - highest - 1 > MAX_MISSING - missingCount) {
            missingCount = 0;
            keyFrameSeen = false;
        } else if (video) {
            for (long lost = highest + 1; lost < extended; lost++) {
                missing[missingCount] = lost;
                askNanos[missingCount] = nowNanos + FIRST_ASK_NANOS;
                asks[missingCount++] = 0;
            }
        }
        highest = extended;
    }

    /** A packet came as a retransmission. */
    void onRecovered(final int sequence) {
        if (recovered(SequenceNumber.extend(sequence, highest))) {
            repaired++;
        }
    }

    private boolean recovered(final long extended) {
        for (int i = 0; i < missingCount; i++) {
            if (missing[i] == extended) {
                remove(i);
                return true;
            }
        }
        return false;
    }

    private void remove(final int index) {
        missingCount--;
        missing[index] = missing[missingCount];
        askNanos[index] = askNanos[missingCount];
        asks[index] = asks[missingCount];
    }

    void onKeyFrame() {
        keyFrameSeen = true;
    }

    /** Writes a NACK for what is due; false if there was no room for it. */
    boolean writeNack(final RtcpWriter writer, final int sender, final long now) {
        int count = 0;
        for (int i = missingCount - 1; i >= 0; i--) {
            if (now >= askNanos[i]) {
                due[count++] = (int) missing[i] & 0xffff;
                askNanos[i] = now + ASK_AGAIN_NANOS;
                if (++asks[i] > MAX_ASKS) {
                    remove(i);
                }
            }
        }
        return count == 0 || writer.nack(sender, ssrc, due, 0, count) > 0;
    }

    boolean writePictureLoss(final RtcpWriter writer, final int sender, final long now) {
        if (!video || keyFrameSeen || !started || now < askKeyFrameNanos) {
            return true;
        }
        askKeyFrameNanos = now + KEY_FRAME_AGAIN_NANOS;
        return writer.pictureLossIndication(sender, ssrc);
    }

    boolean writeReport(final RtcpWriter writer, final int sender) {
        final long expected = started ? highest - base + 1 : 0;
        final long inInterval = expected - expectedAtReport;
        if (inInterval <= 0) {
            return true;
        }
        final long lost = Math.max(0, inInterval - (received - receivedAtReport));
        expectedAtReport = expected;
        receivedAtReport = received;
        return writer.reportBlock(
                sender,
                ssrc,
                (int) Math.min(255, lost * 256 / inInterval),
                (int) (expected - received),
                (int) highest,
                0,
                0,
                0);
    }

    /** Gaps in the bridge's own numbering that were never filled. */
    long unfilled() {
        return started ? Math.max(0, highest - base + 1 - received - repaired) : 0;
    }
}
