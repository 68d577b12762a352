/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.receive;

import java.util.Arrays;
import org.hummingbridge.sfu.rtp.SequenceNumber;
import org.hummingbridge.sfu.rtp.rtcp.RtcpWriter;
import org.hummingbridge.sfu.rtp.rtcp.TransportFeedback;

/**
 * When the packets of one sender's transport arrived, by transport-wide sequence number, and when to tell it
 * (draft-holmer-rmcat-transport-wide-cc-extensions-01). Every arrival is reported, the last ones too when the sender falls silent;
 * a packet that came out of order is reported next time, with what follows it once more.
 *
 * <p>Order of calls: {@link #onPacket} for every authenticated packet with the extension, of whatever media, retransmissions and
 * probes included; {@link #writeFeedback} at every tick.
 */
public final class TransportArrivals {
    /** Arrivals kept: at the largest interval between reports, a sender of 10,000 packets per second. */
    static final int MAX_ARRIVALS = 1024;

    /** Longest time that an arrival waits: what estimators in browsers are used to from audio, which marks no frames. */
    static final long MAX_INTERVAL_NANOS = 100_000_000;

    /** Once a frame is complete, it is reported no earlier than this after the last report. */
    static final long MIN_INTERVAL_NANOS = 20_000_000;

    /** Far off. */
    private static final long NEVER_NANOS = 1L << 60;

    private static final long TICK_NANOS = TransportFeedback.TICK_MICROS * 1000L;
    private static final int MASK = MAX_ARRIVALS - 1;

    private static final long[] NOTHING = {};

    /** By sequence number modulo size, in ticks of the feedback message; takes no memory before the first, since most only listen. */
    private long[] arrivals = NOTHING;

    /** The part of them that is being reported, in order. */
    private long[] window = NOTHING;

    private boolean started;
    private boolean news;
    private boolean frameComplete;
    private long next;
    private long newest;
    private long lastReportNanos;
    private int mediaSsrc;
    private int reports;

    /** Takes note of one packet. {@code marker} is its RTP marker bit, which ends a frame. */
    public void onPacket(final int sequence, final int ssrc, final boolean marker, final long arrivalNanos) {
        if (!started) {
            started = true;
            newest = sequence;
            next = sequence;
            lastReportNanos = arrivalNanos;
            arrivals = new long[MAX_ARRIVALS];
            window = new long[MAX_ARRIVALS];
            Arrays.fill(arrivals, RtcpWriter.NOT_RECEIVED);
        }
        final long extended = SequenceNumber.extend(sequence, newest);
        if (extended <= newest - MAX_ARRIVALS) {
            return;
        }
        for (long s = Math.max(newest + 1, extended - MAX_ARRIVALS + 1); s <= extended; s++) {
            arrivals[(int) s & MASK] = RtcpWriter.NOT_RECEIVED;
        }
        newest = Math.max(newest, extended);
        next = Math.max(Math.min(next, extended), newest - MAX_ARRIVALS + 1);
        arrivals[(int) extended & MASK] = Math.floorDiv(arrivalNanos, TICK_NANOS);
        mediaSsrc = ssrc;
        news = true;
        frameComplete |= marker;
    }

    /**
     * Writes feedback if it is time for it.
     *
     * @param senderSsrc the SSRC that the bridge's own RTCP comes from
     * @return false if {@code out} is too full: send it and call again with an empty one
     */
    public boolean writeFeedback(final RtcpWriter out, final int senderSsrc, final long nowNanos) {
        if (!isDue(nowNanos)) {
            return true;
        }
        final int count = (int) (newest - next + 1);
        for (int i = 0; i < count; i++) {
            window[i] = arrivals[(int) (next + i) & MASK];
        }
        int from = 0;
        while (from < count) {
            final int base = (int) (next + from) & 0xffff;
            final int written = out.transportFeedback(senderSsrc, mediaSsrc, base, window, from, count, reports & 0xff);
            if (written == 0) {
                next += from;
                return false;
            }
            from += written;
            reports++;
        }
        next = newest + 1;
        news = false;
        frameComplete = false;
        lastReportNanos = nowNanos;
        return true;
    }

    private boolean isDue(final long nowNanos) {
        return news && nowNanos - nextDeadlineNanos(nowNanos) >= 0;
    }

    /** When {@link #writeFeedback} has something to say next if nothing more comes; far off if it has nothing. */
    public long nextDeadlineNanos(final long nowNanos) {
        if (!news) {
            return nowNanos + NEVER_NANOS;
        }
        return lastReportNanos + (frameComplete ? MIN_INTERVAL_NANOS : MAX_INTERVAL_NANOS);
    }
}
