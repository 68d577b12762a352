/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.bwe;

/**
 * How well "the link carries this much and loses that share of everything besides" explains the losses seen: the likelihood that
 * the second generation of GCC's loss-based estimator maximizes. Its logarithms are StrictMath's, so that a simulation is the same on
 * every machine.
 */
final class LossModel {
    private static final double MIN_INHERENT = 0.001;
    private static final double INITIAL_INHERENT = 0.01;

    /** Losses without congestion that are believed of any link: {@code OFFSET + BALANCE_BPS / bandwidth}. */
    private static final double INHERENT_OFFSET = 0.05;

    private static final double INHERENT_BALANCE_BPS = 100_000;
    private static final double NEWTON_STEP = 0.75;
    private static final double EPSILON = 1e-6;

    /** Preference for the larger of two explanations that are as good, per kbps and per its logarithm. */
    private static final double PREFERENCE = 0.0002;

    private static final double LOG_PREFERENCE = 0.02;

    /** No such preference from this much loss on. */
    private static final double PREFERENCE_LOSS = 0.2;

    private final LossHistory history;
    private double inherent = INITIAL_INHERENT;
    private double candidateInherent;

    LossModel(final LossHistory history) {
        this.history = history;
    }

    /** Larger is likelier. */
    double objective(final double bandwidthBps, final double averageLoss) {
        candidateInherent = inherentFor(bandwidthBps);
        final double preference = preference(bandwidthBps, averageLoss);
        double sum = 0;
        for (int i = 0; i < history.count(); i++) {
            final double loss = loss(candidateInherent, bandwidthBps, history.sentBps[i]);
            final double lost = history.lost[i];
            final double received = history.received[i];
            sum += history.weights[i]
                    * (lost * StrictMath.log(loss)
                            + received * StrictMath.log(1 - loss)
                            + preference * (lost + received));
        }
        return sum;
    }

    /** The inherent loss by which the last {@link #objective} came about. */
    double candidateInherent() {
        return candidateInherent;
    }

    double inherent() {
        return inherent;
    }

    void accept(final double bandwidthBps) {
        inherent = inherentFor(bandwidthBps);
    }

    /** One step of Newton's method towards the inherent loss that explains most. */
    private double inherentFor(final double bandwidthBps) {
        double first = 0;
        double second = 0;
        for (int i = 0; i < history.count(); i++) {
            final double loss = loss(inherent, bandwidthBps, history.sentBps[i]);
            final double lost = history.lost[i];
            final double received = history.received[i];
            first += history.weights[i] * (lost / loss - received / (1 - loss));
            second -= history.weights[i] * (lost / (loss * loss) + received / ((1 - loss) * (1 - loss)));
        }
        final double highest = Math.min(1, INHERENT_OFFSET + INHERENT_BALANCE_BPS / bandwidthBps);
        final double next = second < 0 ? inherent - NEWTON_STEP * first / second : inherent;
        return Math.clamp(next, MIN_INHERENT, Math.max(MIN_INHERENT, highest));
    }

    private static double loss(final double inherent, final double bandwidthBps, final double sentBps) {
        final double excess = sentBps > bandwidthBps ? (1 - inherent) * (sentBps - bandwidthBps) / sentBps : 0;
        return Math.clamp(inherent + excess, EPSILON, 1 - EPSILON);
    }

    private static double preference(final double bandwidthBps, final double averageLoss) {
        if (averageLoss >= PREFERENCE_LOSS) {
            return 0;
        }
        final double kbps = bandwidthBps / 1000;
        final double share = (PREFERENCE_LOSS - averageLoss) / PREFERENCE_LOSS;
        return share * (PREFERENCE * kbps + LOG_PREFERENCE * StrictMath.log(1 + kbps));
    }
}
