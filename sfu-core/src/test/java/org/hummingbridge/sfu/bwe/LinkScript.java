/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.bwe;

import java.util.ArrayList;
import java.util.List;

/**
 * A link over time.
 *
 * @param steps when it has which rate, in order, the first at 0
 * @param queueMillis how much it holds back at the rate of then, before it drops
 * @param oneWayMillis time from the bottleneck to the receiver, and for feedback back to the sender
 * @param jitterMillis further time, evenly distributed, that does not reorder
 * @param loss behind the bottleneck, independent per packet, 0..1
 * @param policerBurstBytes if above 0, what exceeds the rate by more than this is dropped and nothing is ever queued
 */
record LinkScript(
        List<Step> steps,
        int queueMillis,
        double oneWayMillis,
        double jitterMillis,
        double loss,
        int policerBurstBytes) {

    record Step(double atSeconds, long bps) {}

    static LinkScript of(final long bps) {
        return new LinkScript(List.of(new Step(0, bps)), 300, 25, 2, 0, 0);
    }

    LinkScript then(final double atSeconds, final long bps) {
        final List<Step> all = new ArrayList<>(steps);
        all.add(new Step(atSeconds, bps));
        return new LinkScript(List.copyOf(all), queueMillis, oneWayMillis, jitterMillis, loss, policerBurstBytes);
    }

    LinkScript withQueue(final int millis) {
        return new LinkScript(steps, millis, oneWayMillis, jitterMillis, loss, policerBurstBytes);
    }

    LinkScript withDelay(final double millis) {
        return new LinkScript(steps, queueMillis, millis, jitterMillis, loss, policerBurstBytes);
    }

    LinkScript withJitter(final double millis) {
        return new LinkScript(steps, queueMillis, oneWayMillis, millis, loss, policerBurstBytes);
    }

    LinkScript withLoss(final double share) {
        return new LinkScript(steps, queueMillis, oneWayMillis, jitterMillis, share, policerBurstBytes);
    }

    LinkScript policed(final int burstBytes) {
        return new LinkScript(steps, queueMillis, oneWayMillis, jitterMillis, loss, burstBytes);
    }

    long bpsAt(final double seconds) {
        long bps = 0;
        for (final Step step : steps) {
            bps = seconds >= step.atSeconds() ? step.bps() : bps;
        }
        return bps;
    }

    /** Bits that the link could carry within a span. */
    double capacityBits(final double fromSeconds, final double toSeconds) {
        double bits = 0;
        for (int i = 0; i < steps.size(); i++) {
            final double end = i + 1 < steps.size() ? steps.get(i + 1).atSeconds() : Double.MAX_VALUE;
            final double span = Math.min(toSeconds, end)
                    - Math.max(fromSeconds, steps.get(i).atSeconds());
            bits += Math.max(0, span) * steps.get(i).bps();
        }
        return bits;
    }
}
