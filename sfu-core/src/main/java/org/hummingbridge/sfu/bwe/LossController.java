/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.bwe;

/**
 * The rate that losses allow: of a few candidates, the one that explains the losses best (GCC's second loss-based estimator).
 * Tells losses that follow the rate, as of a policer or a short queue, from those that happen anyway, as on a radio link, and
 * limits only for the former. Never above what the delay allows.
 */
final class LossController {
    private static final int MIN_OBSERVATIONS = 3;
    private static final double[] FACTORS = {1.02, 1.0, 0.95};

    /**
     * From this average loss on the rate is bound whatever explains it: {@code BALANCE_BPS / (loss − OFFSET)}. libwebrtc's balance is
     * half of this; ours lets a link of 2 Mbps with 10 % of loss be used, which retransmissions repair.
     */
    private static final double BOUND_OFFSET = 0.05;

    private static final double BOUND_BALANCE_BPS = 200_000;

    /** Losses at up to this factor of the present rate are losses at the present rate. */
    private static final double PRESENT_RATE = 1.15;

    private static final double CARRIED_SHARE = 0.85;

    /** So much in a single observation needs no others. */
    private static final double OBVIOUS_LOSS = 0.25;

    /** While losses limit, the estimate stays within this factor of what was carried. */
    private static final double RAMP_UP = 1.5;

    /** For a moment after a reduction no candidate is above this factor of the estimate. */
    private static final double MAX_INCREASE = 1.3;

    private static final long DELAYED_INCREASE_NANOS = 300_000_000;

    /** A loss that is below this is none: two packets of a thousand. */
    private static final double NEGLIGIBLE_LOSS = 0.002;

    private final LossHistory history = new LossHistory();
    private final LossModel model = new LossModel(history);
    private double bps = Double.POSITIVE_INFINITY;
    private boolean decreased;
    private long decreasedNanos;

    void received(final int sizeBytes, final long sentNanos) {
        history.received(sizeBytes, sentNanos);
    }

    void lost(final int sizeBytes, final long sentNanos) {
        history.lost(sizeBytes, sentNanos);
    }

    void found(final int sizeBytes) {
        history.found(sizeBytes);
    }

    /**
     * Takes what a message of feedback said.
     *
     * @param delayBps what the delay allows
     * @param carriedBps what arrived, 0 if that is unknown
     * @param limited whether that says nothing about the link, since no more was sent
     */
    void update(final double delayBps, final double carriedBps, final boolean limited, final long nowNanos) {
        if (!history.complete()) {
            return;
        }
        final double loss = history.averageLoss();
        if (history.count() < MIN_OBSERVATIONS && loss < OBVIOUS_LOSS) {
            return;
        }
        if (loss < NEGLIGIBLE_LOSS) {
            model.accept(Math.min(bps, delayBps));
            bps = Double.POSITIVE_INFINITY;
            return;
        }
        final double current = Math.min(bps, delayBps);
        double best = best(current, delayBps, limited ? 0 : carriedBps, loss, nowNanos);
        if (best > current && model.candidateInherent() < loss && isLimiting(delayBps)) {
            best = current;
        }
        model.accept(best);
        best = Math.min(best, bound(current, carriedBps));
        if (best < current) {
            decreased = true;
            decreasedNanos = nowNanos;
        }
        bps = best < delayBps ? best : Double.POSITIVE_INFINITY;
    }

    private double best(
            final double current,
            final double delayBps,
            final double throughputBps,
            final double loss,
            final long nowNanos) {
        final double highest = highest(current, throughputBps, delayBps, nowNanos);
        double best = current;
        double bestObjective = Double.NEGATIVE_INFINITY;
        double bestInherent = 0;
        for (int i = 0; i < FACTORS.length + 2; i++) {
            double candidate =
                    i < FACTORS.length ? FACTORS[i] * current : i == FACTORS.length ? throughputBps : delayBps;
            if (candidate <= 0) {
                continue;
            }
            candidate = Math.min(candidate, Math.max(current, highest));
            final double objective = model.objective(candidate, loss);
            if (objective > bestObjective) {
                bestObjective = objective;
                bestInherent = model.candidateInherent();
                best = candidate;
            }
        }
        model.objective(best, loss);
        return bestInherent >= 0 ? best : current;
    }

    private double highest(
            final double current, final double throughputBps, final double delayBps, final long nowNanos) {
        double highest = delayBps;
        if (isLimiting(delayBps) && throughputBps > 0) {
            highest = Math.min(highest, RAMP_UP * throughputBps);
        }
        if (decreased && nowNanos - decreasedNanos < DELAYED_INCREASE_NANOS) {
            highest = Math.min(highest, MAX_INCREASE * current);
        }
        return highest;
    }

    /**
     * Goes by losses at the present rate only: those of a higher one were answered by leaving it. Never takes more at once than
     * brings the queue of what was carried down.
     */
    private double bound(final double currentBps, final double carriedBps) {
        final double loss = history.averageLoss(PRESENT_RATE * currentBps);
        return loss > BOUND_OFFSET
                ? Math.max(BOUND_BALANCE_BPS / (loss - BOUND_OFFSET), CARRIED_SHARE * carriedBps)
                : Double.POSITIVE_INFINITY;
    }

    /** Whether losses allow less than this. */
    boolean isLimiting(final double delayBps) {
        return bps < delayBps;
    }

    /** Infinite while losses do not limit. */
    double bps() {
        return bps;
    }

    /** A probe found that the link carries this much. */
    void onProbe(final double newBps) {
        if (bps < newBps) {
            bps = newBps;
        }
    }

    double averageLoss() {
        return history.averageLoss();
    }

    double inherentLoss() {
        return model.inherent();
    }
}
