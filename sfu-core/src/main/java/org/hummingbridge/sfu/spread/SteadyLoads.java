/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.spread;

/**
 * Loads of all loops since something was changed about them: the mean of what was seen, and how far it can be trusted. Old looks fade,
 * so it follows what changes by itself.
 */
final class SteadyLoads {
    /** What a single look may be off by, in parts of the load: media come in bursts, and the clock of a look is not exact. */
    private static final double ERROR_OF_ONE = 0.08;

    /** From there on old looks fade: four seconds. */
    private static final int MAX_LOOKS = 8;

    private double[] mean = {};
    private double[] last = {};
    private int looks;

    /** Takes over the array. */
    void add(final double[] loads) {
        if (looks == 0) {
            mean = new double[loads.length];
        }
        looks = Math.min(looks + 1, MAX_LOOKS);
        for (int i = 0; i < loads.length; i++) {
            mean[i] += (loads[i] - mean[i]) / looks;
        }
        last = loads;
    }

    /** What was seen so far says nothing about what comes. */
    void forget() {
        looks = 0;
    }

    double of(final int loop) {
        return mean[loop];
    }

    int loops() {
        return mean.length;
    }

    int looks() {
        return looks;
    }

    boolean isSettled() {
        return looks == MAX_LOOKS;
    }

    /** Up to what difference two loops may be even, in parts of the busier one's load: an error falls with the root of the looks. */
    double doubt() {
        return ERROR_OF_ONE / Math.sqrt(looks);
    }

    /** By how much one loop is surely busier than the other: what the mean says, unless the last look says less. */
    double gap(final int busier, final int other) {
        return Math.min(mean[busier] - mean[other], last[busier] - last[other]);
    }
}
