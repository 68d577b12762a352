/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.bwe;

/**
 * A short stretch of sending at a rate above the estimate, to see at what rate it arrives. Everything sent meanwhile is part of
 * it, media too. There is one at a time.
 */
final class ProbeCluster {
    /** libwebrtc has 15 ms; ours is sent in ticks of 5 ms and has to have some of them. */
    private static final long NANOS = 25_000_000;

    /** Five packets of at least 800 bytes, so that a slow link shows its rate. */
    private static final long MIN_BYTES = 4_000;

    private static final int MIN_PACKETS = 5;

    /** Interval of the caller's tick, whose bytes are due at its start. */
    private static final double TICK_SECONDS = 0.005;

    /** After a stall no more is caught up with than this (libwebrtc's maximum lateness). */
    private static final double MAX_LATE_SECONDS = 0.020;

    /** Fewer bytes than this are not worth a packet. */
    private static final int MIN_PACKET_BYTES = 200;

    private static final long RESULT_TIMEOUT_NANOS = 1_000_000_000;
    private static final long MAX_SPAN_NANOS = 1_000_000_000;
    private static final double MIN_RECEIVED = 0.8;

    /** Faster out of the link than into it by more than this cannot be (libwebrtc). */
    private static final double MAX_COMPRESSION = 2;

    private static final double SATURATED = 0.9;

    /** Of what arrives from a link that was too slow for the probe. */
    private static final double UTILIZATION = 0.95;

    private static final int MAX_ID = 127;

    private enum Phase {
        IDLE,
        SENDING,
        AWAITING
    }

    private Phase phase = Phase.IDLE;
    private int id;
    private double rateBps;
    private long targetBytes;
    private long startNanos;
    private long endNanos;
    private long sentBytes;
    private int sentPackets;
    private int lostPackets;
    private int receivedPackets;
    private long receivedBytes;
    private long firstSent;
    private long lastSent;
    private long lastInstantBytes;
    private long firstArrival;
    private long lastArrival;
    private int firstArrivalBytes;

    void start(final double newRateBps) {
        phase = Phase.SENDING;
        id = id % MAX_ID + 1;
        rateBps = newRateBps;
        targetBytes = Math.max(MIN_BYTES, (long) (newRateBps / 8e9 * NANOS));
        sentBytes = 0;
        sentPackets = 0;
        lostPackets = 0;
        receivedPackets = 0;
        receivedBytes = 0;
    }

    boolean isIdle() {
        return phase == Phase.IDLE;
    }

    /** 0 while nothing is probed. */
    double sendingBps() {
        return phase == Phase.SENDING ? rateBps : 0;
    }

    double rateBps() {
        return rateBps;
    }

    /** How much to send at once; media that is sent anyway counts. */
    int dueBytes(final long nowNanos) {
        if (phase != Phase.SENDING) {
            return 0;
        }
        final double seconds = sentPackets == 0 ? 0 : (nowNanos - startNanos) / 1e9;
        final double due = (seconds + TICK_SECONDS) * rateBps / 8 - sentBytes;
        return due < MIN_PACKET_BYTES
                ? 0
                : (int) Math.min(due, Math.max(MAX_LATE_SECONDS * rateBps / 8, MIN_PACKET_BYTES));
    }

    /** The number to mark the packet with that is sent now: 0 if it is no part of a probe. */
    int onSent(final int sizeBytes, final long nowNanos) {
        if (phase != Phase.SENDING) {
            return 0;
        }
        if (sentPackets == 0) {
            startNanos = nowNanos;
        }
        sentPackets++;
        sentBytes += sizeBytes;
        endNanos = nowNanos;
        if (sentBytes >= targetBytes && sentPackets >= MIN_PACKETS) {
            phase = Phase.AWAITING;
        }
        return id;
    }

    void received(final int packetId, final int sizeBytes, final long sentNanos, final long arrivalNanos) {
        if (packetId != id || phase == Phase.IDLE) {
            return;
        }
        if (receivedPackets == 0) {
            firstSent = sentNanos;
            lastSent = sentNanos;
            lastInstantBytes = 0;
            firstArrival = arrivalNanos;
            firstArrivalBytes = sizeBytes;
            lastArrival = arrivalNanos;
        }
        receivedPackets++;
        receivedBytes += sizeBytes;
        if (sentNanos - lastSent > 0) {
            lastSent = sentNanos;
            lastInstantBytes = 0;
        }
        if (sentNanos == lastSent) {
            lastInstantBytes += sizeBytes;
        }
        if (arrivalNanos - firstArrival < 0) {
            firstArrival = arrivalNanos;
            firstArrivalBytes = sizeBytes;
        }
        lastArrival = arrivalNanos - lastArrival > 0 ? arrivalNanos : lastArrival;
    }

    void lost(final int packetId) {
        if (packetId == id) {
            lostPackets++;
        }
    }

    /** True once, when everything is known of the probe that will ever be; it is idle then. */
    boolean ends(final long nowNanos) {
        final boolean ends = switch (phase) {
            case IDLE -> false;
            case SENDING -> sentPackets > 0 && nowNanos - startNanos > RESULT_TIMEOUT_NANOS;
            case AWAITING -> receivedPackets + lostPackets >= sentPackets || nowNanos - endNanos > RESULT_TIMEOUT_NANOS;
        };
        if (ends) {
            phase = Phase.IDLE;
        }
        return ends;
    }

    /** Whether it was sent at its rate and came out slower than it went in, so that the result is what the link carries. */
    boolean isSaturating() {
        return sentBytes >= targetBytes && resultBps() > 0 && receiveBps() < SATURATED * sendBps();
    }

    /** Whether so much of it arrived that the link may be said to carry the result. */
    boolean isWhole() {
        return receivedPackets >= MIN_RECEIVED * sentPackets && sentBytes >= targetBytes;
    }

    /** The rate at which it arrived; 0 if that cannot be told. */
    double resultBps() {
        final long sendSpan = lastSent - firstSent;
        final long receiveSpan = lastArrival - firstArrival;
        if (receivedPackets < MIN_PACKETS
                || sendSpan <= 0
                || receiveSpan <= 0
                || sendSpan > MAX_SPAN_NANOS
                || receiveSpan > MAX_SPAN_NANOS) {
            return 0;
        }
        if (receiveBps() > MAX_COMPRESSION * sendBps()) {
            return 0;
        }
        return receiveBps() < SATURATED * sendBps() ? UTILIZATION * receiveBps() : Math.min(sendBps(), receiveBps());
    }

    /** Bytes of the last instant of sending were sent in the time behind it, those of the first arrival before it. */
    private double sendBps() {
        return (receivedBytes - lastInstantBytes) * 8e9 / (lastSent - firstSent);
    }

    private double receiveBps() {
        return (receivedBytes - firstArrivalBytes) * 8e9 / (lastArrival - firstArrival);
    }
}
