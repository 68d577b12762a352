/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.bwe;

/** What was received and lost at which sending rate, over the last {@link #OBSERVATIONS} quarters of a second. */
final class LossHistory {
    static final int OBSERVATIONS = 15;

    private static final long OBSERVATION_NANOS = 250_000_000;
    private static final double WEIGHT = 0.9;

    final double[] received = new double[OBSERVATIONS];
    final double[] lost = new double[OBSERVATIONS];
    final double[] sentBps = new double[OBSERVATIONS];
    final double[] weights = new double[OBSERVATIONS];
    private final double[] bytes = new double[OBSERVATIONS];
    private final double[] lostBytes = new double[OBSERVATIONS];
    private int count;

    private boolean open;
    private long startNanos;
    private long endNanos;
    private int openReceived;
    private int openLost;
    private double openBytes;
    private double openLostBytes;

    LossHistory() {
        double weight = 1;
        for (int i = 0; i < OBSERVATIONS; i++) {
            weights[i] = weight;
            weight *= WEIGHT;
        }
    }

    void received(final int sizeBytes, final long sentNanos) {
        take(sizeBytes, sentNanos);
        openReceived++;
    }

    void lost(final int sizeBytes, final long sentNanos) {
        take(sizeBytes, sentNanos);
        openLost++;
        openLostBytes += sizeBytes;
    }

    /** A packet that was reported as lost came after all. */
    void found(final int sizeBytes) {
        if (openLost > 0) {
            openLost--;
            openLostBytes = Math.max(0, openLostBytes - sizeBytes);
            openReceived++;
        }
    }

    private void take(final int sizeBytes, final long sentNanos) {
        if (!open) {
            open = true;
            startNanos = sentNanos;
            endNanos = sentNanos;
        }
        endNanos = sentNanos - endNanos > 0 ? sentNanos : endNanos;
        openBytes += sizeBytes;
    }

    /** Whether another observation is complete, now the first of the arrays. */
    boolean complete() {
        if (!open || endNanos - startNanos < OBSERVATION_NANOS) {
            return false;
        }
        shift(received, openReceived);
        shift(lost, openLost);
        shift(sentBps, openBytes * 8e9 / (endNanos - startNanos));
        shift(bytes, openBytes);
        shift(lostBytes, openLostBytes);
        count = Math.min(count + 1, OBSERVATIONS);
        openReceived = 0;
        openLost = 0;
        openBytes = 0;
        openLostBytes = 0;
        // The next one starts where this one ends, not with its own first packet: a pause in between is time too.
        startNanos = endNanos;
        return true;
    }

    private static void shift(final double[] values, final double newest) {
        System.arraycopy(values, 0, values, 1, OBSERVATIONS - 1);
        values[0] = newest;
    }

    int count() {
        return count;
    }

    /** Share of bytes that were lost, the latest counting most: 0..1. */
    double averageLoss() {
        return averageLoss(Double.POSITIVE_INFINITY);
    }

    /** The same of what was sent at no more than a rate. */
    double averageLoss(final double highestBps) {
        double all = 0;
        double gone = 0;
        for (int i = 0; i < count; i++) {
            if (sentBps[i] <= highestBps) {
                all += weights[i] * bytes[i];
                gone += weights[i] * lostBytes[i];
            }
        }
        return all > 0 ? gone / all : 0;
    }
}
