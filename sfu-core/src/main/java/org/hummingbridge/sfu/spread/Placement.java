/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.spread;

/**
 * Chooses the home loop of a new conference: the one with the least to do, as far as that can be known. Counts what loops did lately,
 * what they would have to do if everybody on them spoke, and what was placed there just now and has not begun.
 */
public final class Placement {
    /** What a conference is taken to cost a loop before it shows: that of a handful of people with video. */
    private static final double CONFERENCE_LOAD = 0.02;

    /** A silent endpoint costs next to nothing, but may begin to speak. */
    private static final double ENDPOINT_LOAD = 0.001;

    /** By then half of what a conference will cost is taken to show. */
    private static final double HALF_LIFE_NANOS = 5_000_000_000.0;

    private final double[] placed;
    private long placedNanos;

    public Placement(final int loops, final long nowNanos) {
        this.placed = new double[loops];
        this.placedNanos = nowNanos;
    }

    /**
     * The loop for another conference.
     *
     * @param loads of each loop lately, 0 to 1
     * @param endpoints of the conferences of each loop
     */
    public int choose(final double[] loads, final int[] endpoints, final long nowNanos) {
        final double left = Math.pow(0.5, (nowNanos - placedNanos) / HALF_LIFE_NANOS);
        placedNanos = nowNanos;
        int best = 0;
        double least = Double.MAX_VALUE;
        for (int i = 0; i < placed.length; i++) {
            placed[i] *= left;
            final double load = loads[i] + ENDPOINT_LOAD * endpoints[i] + placed[i];
            if (load < least) {
                least = load;
                best = i;
            }
        }
        placed[best] += CONFERENCE_LOAD;
        return best;
    }
}
