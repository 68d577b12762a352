/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.simulation;

import java.time.Duration;

/**
 * What happens to datagrams in one direction between two hosts. Probabilities are 0..1 and independent per datagram.
 *
 * @param loss probability that a datagram vanishes
 * @param duplication probability that it arrives twice
 * @param reordering probability that it is overtaken by later ones, by up to four times the delay and jitter
 * @param delay least one-way time
 * @param jitter further time, evenly distributed; does not reorder by itself
 */
public record LinkConditions(double loss, double duplication, double reordering, Duration delay, Duration jitter) {
    public static final LinkConditions PERFECT = new LinkConditions(0, 0, 0, Duration.ZERO, Duration.ZERO);

    /** A cable that was pulled. */
    public static final LinkConditions DEAD = PERFECT.withLoss(1);

    public static LinkConditions delayed(final Duration delay) {
        return new LinkConditions(0, 0, 0, delay, Duration.ZERO);
    }

    public LinkConditions withLoss(final double newLoss) {
        return new LinkConditions(newLoss, duplication, reordering, delay, jitter);
    }

    public LinkConditions withDuplication(final double newDuplication) {
        return new LinkConditions(loss, newDuplication, reordering, delay, jitter);
    }

    public LinkConditions withReordering(final double newReordering) {
        return new LinkConditions(loss, duplication, newReordering, delay, jitter);
    }

    public LinkConditions withJitter(final Duration newJitter) {
        return new LinkConditions(loss, duplication, reordering, delay, newJitter);
    }
}
