/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.sctp;

import org.hummingbridge.sfu.datagram.DropReason;
import org.jspecify.annotations.Nullable;

/**
 * Sends the queued messages as the peer's window and the path allow, and again what is lost (RFC 9260 §6.1, §6.3, §7). Never
 * sends more than {@link #MAX_BURST_PACKETS} at a time.
 */
final class Sender {
    /** RFC 9260 §16, Max.Burst. */
    static final int MAX_BURST_PACKETS = 4;

    /** Between bursts, if the peer's acknowledgements do not come sooner. */
    private static final long BURST_SPACING_NANOS = 10_000_000L;

    private final SendQueue queue;
    private final Flight flight;
    private final RetransmissionTimeout timeout;
    private final CongestionWindow congestion = new CongestionWindow();
    private final Timer retransmission = new Timer();
    private final Timer burst = new Timer();
    private int peerWindowBytes;
    private boolean fastRetransmit;

    Sender(
            final SendQueue queue,
            final RetransmissionTimeout timeout,
            final int initialTsn,
            final int peerWindowBytes) {
        this.queue = queue;
        this.timeout = timeout;
        this.flight = new Flight(initialTsn, queue::release);
        this.peerWindowBytes = peerWindowBytes;
    }

    /** Everything that was sent has arrived. */
    boolean isAcknowledged() {
        return flight.isEmpty();
    }

    int lastTsn() {
        return flight.highestSent();
    }

    @Nullable
    DropReason onSack(final Sack sack, final long nowNanos) {
        if (Tsn.isAfter(sack.highest(), flight.highestSent())) {
            return DropReason.SCTP_MALFORMED;
        }
        if (Tsn.isAfter(flight.cumulative(), sack.cumulative())) {
            // Overtaken by a later one.
            return null;
        }
        final boolean full = !hasRoom(PacketWriter.MAX_VALUE_BYTES);
        peerWindowBytes = sack.windowBytes();
        flight.apply(sack, congestion.isRecovering());
        if (flight.timed()) {
            timeout.onRoundTrip(nowNanos - flight.newestSentNanos());
        }
        if (flight.progressed()) {
            congestion.onProgress(sack.cumulative(), flight.ackedBytes(), full);
        }
        if (flight.lossFound()) {
            congestion.onLoss(flight.highestSent());
            fastRetransmit = true;
        }
        keepTime(flight.progressed(), nowNanos);
        return null;
    }

    int peerWindowBytes() {
        return peerWindowBytes;
    }

    /** Whether {@link #transmit} would send something. */
    boolean isReady() {
        final SentChunk lost = flight.firstLost();
        if (lost != null) {
            return fastRetransmit || hasRoom(lost.valueBytes());
        }
        final int next = queue.nextFragmentBytes();
        return next > 0
                && hasRoom(DataChunk.HEADER_BYTES + next)
                // The first one may go out even into a closed window, to find out when it opens (RFC 9260 §6.1 A).
                && (flight.isEmpty() || next <= peerWindowBytes - flight.bytes());
    }

    void transmit(final PacketWriter packet, final long nowNanos) {
        int packets = 0;
        while (isReady()) {
            final SentChunk lost = flight.firstLost();
            final int size = lost == null ? DataChunk.HEADER_BYTES + queue.nextFragmentBytes() : lost.valueBytes();
            if (!packet.fits(size)) {
                packet.flush();
                packets++;
                // Only the first packet is exempt from the congestion window (RFC 9260 §7.2.4).
                fastRetransmit = false;
                if (packets == MAX_BURST_PACKETS || !isReady()) {
                    break;
                }
            }
            sendNext(lost, packet, nowNanos);
        }
        fastRetransmit = false;
        if (isReady()) {
            burst.start(nowNanos, BURST_SPACING_NANOS);
        } else {
            burst.stop();
        }
    }

    void onTime(final long nowNanos) {
        if (retransmission.expire(nowNanos) && !flight.isEmpty()) {
            timeout.backOff();
            congestion.onTimeout();
            flight.loseAll();
        }
    }

    long earlier(final long deadlineNanos) {
        return burst.earlier(retransmission.earlier(deadlineNanos));
    }

    private void sendNext(final @Nullable SentChunk lost, final PacketWriter packet, final long nowNanos) {
        final SentChunk chunk = lost == null ? queue.cut(flight.nextTsn()) : lost;
        if (chunk == null) {
            return;
        }
        chunk.write(packet);
        if (lost == null) {
            flight.add(chunk, nowNanos);
        } else {
            flight.addAgain(chunk, nowNanos);
            if (flight.isFirst(chunk)) {
                retransmission.start(nowNanos, timeout.nanos());
            }
        }
        retransmission.startIfStopped(nowNanos, timeout.nanos());
    }

    private boolean hasRoom(final int valueBytes) {
        return flight.bytes() == 0 || flight.bytes() + valueBytes <= congestion.bytes();
    }

    private void keepTime(final boolean progressed, final long nowNanos) {
        if (flight.isEmpty()) {
            retransmission.stop();
            congestion.onIdle();
        } else if (progressed) {
            retransmission.start(nowNanos, timeout.nanos());
        } else {
            retransmission.startIfStopped(nowNanos, timeout.nanos());
        }
    }
}
