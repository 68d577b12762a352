/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.speech;

/**
 * Scores that {@code v} of {@code n} parts of an interval are active: the logarithm of how much better speech explains that than
 * its absence (Volfin and Cohen, "Dominant speaker identification for multipoint videoconferencing", 2012, section III). Under
 * speech the parts are active or not with equal chance; without it, activity is exponentially rare.
 */
final class ActivityScale {
    /** What no activity scores, so that ratios of scores exist. */
    private static final double FLOOR = 1e-10;

    private final double[] scores;

    /** @param rate of the exponential distribution; the greater, the less activity noise is believed to have */
    ActivityScale(final int parts, final double rate) {
        scores = new double[parts + 1];
        double logOfChoices = 0;
        for (int active = 0; active <= parts; active++) {
            final double score = logOfChoices + parts * Math.log(0.5) - Math.log(rate) + rate * active;
            // A binomial falls again towards its end, but more activity is never less speech.
            scores[active] = Math.max(active == 0 ? FLOOR : scores[active - 1], score);
            logOfChoices += Math.log((double) (parts - active) / (active + 1));
        }
    }

    double score(final int active) {
        return scores[active];
    }

    /** By how much the first is more active than the second, as the logarithm of the ratio of their scores. */
    double ratio(final int active, final int other) {
        return Math.log(scores[active] / scores[other]);
    }
}
