/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.bwe;

/**
 * The rate that the delay allows: less than the throughput when the queue grows, more and more while it does not
 * (draft-ietf-rmcat-gcc-02 §5.5). Never far above what was really carried.
 */
final class AimdController {
    private static final double DECREASE = 0.85;

    /** libwebrtc takes this off once more, so that the queue drains at low rates too. */
    private static final double DECREASE_OFFSET_BPS = 5_000;

    private static final double GROWTH_PER_SECOND = 0.08;
    private static final double MIN_GROWTH_BPS = 1_000;
    private static final double MIN_ADDITIVE_BPS = 4_000;
    private static final double THROUGHPUT_HEADROOM = 1.5;
    private static final double HEADROOM_OFFSET_BPS = 10_000;

    /** A response takes the round trip and what the peer needs to notice (the draft's response_time). */
    private static final long DETECTION_NANOS = 100_000_000;

    private static final double FRAMES_PER_SECOND = 30;
    private static final double PACKET_BITS = 8 * 1200;

    private static final long MIN_DECREASE_INTERVAL_NANOS = 10_000_000;
    private static final long MAX_DECREASE_INTERVAL_NANOS = 200_000_000;
    private static final long MAX_GROWTH_NANOS = 1_000_000_000;
    private static final double NANOS = 1e9;

    private final LinkCapacity capacity = new LinkCapacity();
    private final double minBps;
    private final double maxBps;
    private double bps;
    private boolean increasing = true;
    private boolean changed;
    private long changedNanos;
    private boolean decreased;
    private long decreasedNanos;

    AimdController(final EstimatorSettings settings) {
        minBps = (double) settings.minBps();
        maxBps = (double) settings.maxBps();
        bps = (double) settings.initialBps();
    }

    /**
     * Takes what a message of feedback said.
     *
     * @param throughputBps what arrived; 0 if that is unknown
     * @param linkBps what arrived last, which is what the link carries if it is full; 0 if that is unknown
     */
    void update(
            final DelayState state,
            final double throughputBps,
            final double linkBps,
            final long rttNanos,
            final long nowNanos) {
        if (!changed) {
            changed = true;
            changedNanos = nowNanos;
        }
        switch (state) {
            case OVERUSING -> {
                if (mayDecrease(linkBps, rttNanos, nowNanos)) {
                    decrease(linkBps, nowNanos);
                }
            }
            case UNDERUSING -> increasing = false;
            case NORMAL -> {
                if (increasing) {
                    increase(throughputBps, rttNanos, nowNanos);
                } else {
                    increasing = true;
                }
                changedNanos = nowNanos;
            }
        }
    }

    private boolean mayDecrease(final double linkBps, final long rttNanos, final long nowNanos) {
        final long interval = Math.clamp(rttNanos, MIN_DECREASE_INTERVAL_NANOS, MAX_DECREASE_INTERVAL_NANOS);
        return !decreased || nowNanos - decreasedNanos >= interval || (linkBps > 0 && bps > 2 * linkBps);
    }

    private void decrease(final double linkBps, final long nowNanos) {
        increasing = false;
        decreased = true;
        decreasedNanos = nowNanos;
        if (linkBps <= 0) {
            bps = clamp(bps / 2);
            return;
        }
        double target = DECREASE * linkBps;
        if (target > DECREASE_OFFSET_BPS) {
            target -= DECREASE_OFFSET_BPS;
        }
        if (target > bps && capacity.isKnown()) {
            target = DECREASE * capacity.bps();
        }
        bps = clamp(Math.min(bps, target));
        if (capacity.isKnown() && linkBps < capacity.lowerBps()) {
            capacity.forget();
        }
        capacity.onOveruse(linkBps);
    }

    private void increase(final double throughputBps, final long rttNanos, final long nowNanos) {
        if (capacity.isKnown() && throughputBps > capacity.upperBps()) {
            capacity.forget();
        }
        final double seconds = Math.clamp(nowNanos - changedNanos, 0, MAX_GROWTH_NANOS) / NANOS;
        final double growth = capacity.isKnown()
                ? additive(rttNanos) * seconds
                : Math.max(bps * GROWTH_PER_SECOND * seconds, MIN_GROWTH_BPS * seconds);
        final double limit = throughputBps > 0 ? THROUGHPUT_HEADROOM * throughputBps + HEADROOM_OFFSET_BPS : bps;
        if (bps < limit) {
            bps = clamp(Math.min(bps + growth, limit));
        }
    }

    /** One packet of the usual size for each response. */
    private double additive(final long rttNanos) {
        final double frameBits = bps / FRAMES_PER_SECOND;
        final double packetBits = frameBits / Math.ceil(frameBits / PACKET_BITS);
        final double response = 2 * (rttNanos + DETECTION_NANOS) / NANOS;
        return Math.max(MIN_ADDITIVE_BPS, packetBits / response);
    }

    private double clamp(final double rate) {
        return Math.clamp(rate, minBps, maxBps);
    }

    /** Goes to a rate that was found by other means. */
    void set(final double newBps, final long nowNanos) {
        bps = clamp(newBps);
        changed = true;
        changedNanos = nowNanos;
        if (capacity.isKnown() && newBps > capacity.upperBps()) {
            capacity.forget();
        }
    }

    void limit(final double highestBps) {
        bps = clamp(Math.min(bps, highestBps));
    }

    double bps() {
        return bps;
    }

    /** Whether the last reduction was less than {@code nanos} ago. */
    boolean decreasedWithin(final long nanos, final long nowNanos) {
        return decreased && nowNanos - decreasedNanos < nanos;
    }
}
