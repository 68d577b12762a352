/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.receive;

import org.hummingbridge.sfu.rtp.rtcp.NtpTime;
import org.hummingbridge.sfu.rtp.rtcp.RtcpWriter;

/**
 * What a reception report says about one SSRC: loss, extended highest sequence number, jitter, and the answer to the last
 * sender report (RFC 3550 §6.4.1, A.1, A.3, A.8). Counts what the network brought, so packets restored from RTX never enter.
 * There is no probation: an SSRC is signalled and its packets are authenticated before they come here.
 */
public final class ReceiveStatistics {
    /** RFC 3550 A.1: a jump ahead of this many numbers or more is a restart and not loss, once a second packet confirms it. */
    static final int MAX_DROPOUT = 3000;

    /** RFC 3550 A.1: packets up to this far behind are reordered. */
    static final int MAX_MISORDER = 100;

    private static final int SEQUENCE_MOD = 1 << 16;
    private static final int NO_BAD_SEQUENCE = SEQUENCE_MOD + 1;

    /** Signed 24 bits (RFC 3550 §6.4.1). */
    private static final int MAX_CUMULATIVE_LOST = 0x7f_ffff;

    private static final int MIN_CUMULATIVE_LOST = -0x80_0000;

    /** A change of transit time beyond this is a clock that was set or a timeline that restarted, and says nothing of jitter. */
    private static final long MAX_TRANSIT_CHANGE_SECONDS = 5;

    private static final long NANOS_PER_SECOND = 1_000_000_000L;

    private boolean started;
    private int highest;
    private int cycles;
    private int base;
    private int badSequence = NO_BAD_SEQUENCE;
    private long received;
    private long receivedAtReport;
    private long expectedAtReport;

    private int clockRate;
    private int lastTimestamp;
    private long lastArrivalNanos;
    private long scaledJitter;

    private boolean hasSenderReport;
    private int lastSenderReport;
    private long senderReportNanos;

    /** Takes note of one packet that came from the network under this SSRC. {@code rate} is its payload type's clock in Hz. */
    void onPacket(final int sequence, final int timestamp, final int rate, final long arrivalNanos) {
        if (!started) {
            started = true;
            restart(sequence);
        } else if (!place(sequence)) {
            return;
        }
        if (sequence == highest) {
            updateJitter(timestamp, rate, arrivalNanos);
        }
        received++;
    }

    /** Takes note of a sender report; {@code compactNtp} is the middle 32 bits of its NTP timestamp. */
    void onSenderReport(final int compactNtp, final long arrivalNanos) {
        hasSenderReport = true;
        lastSenderReport = compactNtp;
        senderReportNanos = arrivalNanos;
    }

    /**
     * Writes a report block on {@code ssrc} if a packet came since the last one (RFC 3550 §6.4), and starts a new interval.
     *
     * @return false if there is no space for it; then nothing has changed
     */
    boolean writeReport(final RtcpWriter out, final int senderSsrc, final int ssrc, final long nowNanos) {
        if (received == receivedAtReport) {
            return true;
        }
        final boolean written = out.reportBlock(
                senderSsrc,
                ssrc,
                fractionLost(),
                cumulativeLost(),
                extendedHighestSequence(),
                jitter(),
                lastSenderReport,
                delaySinceLastSenderReport(nowNanos));
        if (written) {
            expectedAtReport = expected();
            receivedAtReport = received;
        }
        return written;
    }

    /** Loss since the last report, in 1/256. */
    private int fractionLost() {
        final long expectedInInterval = expected() - expectedAtReport;
        final long lostInInterval = expectedInInterval - (received - receivedAtReport);
        return expectedInInterval <= 0 || lostInInterval <= 0
                ? 0
                : (int) Math.min(255, (lostInInterval << 8) / expectedInInterval);
    }

    /** Packets lost since the first, within signed 24 bits; negative when duplicates outnumber losses. */
    public int cumulativeLost() {
        return Math.clamp(expected() - received, MIN_CUMULATIVE_LOST, MAX_CUMULATIVE_LOST);
    }

    /** Highest sequence number, cycles in the upper 16 bits. */
    public int extendedHighestSequence() {
        return cycles + highest;
    }

    /** Interarrival jitter in units of the RTP clock. */
    public int jitter() {
        return (int) (scaledJitter >> 4);
    }

    /** Packets received since the first, or since the stream restarted. */
    public long received() {
        return received;
    }

    private int delaySinceLastSenderReport(final long nowNanos) {
        return hasSenderReport ? NtpTime.compactOfNanos(nowNanos - senderReportNanos) : 0;
    }

    private long expected() {
        return started ? Integer.toUnsignedLong(extendedHighestSequence()) - base + 1 : 0;
    }

    /** RFC 3550 A.1, update_seq; false if the packet is one too far away to be believed yet. */
    private boolean place(final int sequence) {
        final int ahead = (sequence - highest) & 0xffff;
        if (ahead < MAX_DROPOUT) {
            if (sequence < highest) {
                cycles += SEQUENCE_MOD;
            }
            highest = sequence;
        } else if (ahead <= SEQUENCE_MOD - MAX_MISORDER) {
            if (sequence != badSequence) {
                badSequence = (sequence + 1) & 0xffff;
                return false;
            }
            restart(sequence);
        }
        return true;
    }

    private void restart(final int sequence) {
        base = sequence;
        highest = sequence;
        cycles = 0;
        badSequence = NO_BAD_SEQUENCE;
        received = 0;
        receivedAtReport = 0;
        expectedAtReport = 0;
        clockRate = 0;
    }

    /** RFC 3550 A.8, with differences instead of transit times so that neither clock's origin matters. */
    private void updateJitter(final int timestamp, final int rate, final long arrivalNanos) {
        final long elapsedNanos = arrivalNanos - lastArrivalNanos;
        if (rate == clockRate && elapsedNanos < MAX_TRANSIT_CHANGE_SECONDS * NANOS_PER_SECOND) {
            final long change = Math.abs(elapsedNanos * rate / NANOS_PER_SECOND - (timestamp - lastTimestamp));
            if (change < MAX_TRANSIT_CHANGE_SECONDS * rate) {
                scaledJitter += change - ((scaledJitter + 8) >> 4);
            }
        }
        clockRate = rate;
        lastTimestamp = timestamp;
        lastArrivalNanos = arrivalNanos;
    }
}
