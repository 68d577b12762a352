/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.bench;

/**
 * Finds the largest load that is carried: adds a fifth until one is not, then halves the gap until it is within a twentieth. A load
 * that fails, but not hopelessly, is tried once more: it may have been the machine. Never asks for far more than was carried,
 * since a bridge that is flooded takes a while to come back, and would fail at what it carries. Knows nothing but numbers.
 */
final class RampSearch {
    private static final int NONE = 0;

    /** A finer answer than this share is within the noise of the runs. */
    private static final double PRECISION = 0.05;

    private static final double GROWTH = 1.2;

    private final int most;
    private int next;
    private int carried = NONE;
    private int failed;
    private boolean again;

    /**
     * A search from {@code first} upwards.
     *
     * @param most beyond which is not searched
     */
    RampSearch(final int first, final int most) {
        this.most = most;
        this.next = Math.min(first, most);
        this.failed = most + 1;
    }

    /** The load to try now; 0 when the search is over. */
    int next() {
        return next;
    }

    /** The largest load that was carried so far; 0 if none. */
    int carried() {
        return carried;
    }

    void tried(final boolean wasCarried, final boolean hopeless) {
        if (!wasCarried && !hopeless && !again) {
            again = true;
            return;
        }
        again = false;
        if (wasCarried) {
            carried = next;
        } else {
            failed = next;
        }
        if (failed > most && carried > NONE) {
            next = carried == most ? NONE : Math.min(most, (int) Math.ceil(GROWTH * carried));
        } else if (failed - carried <= Math.max(1, carried * PRECISION)) {
            next = NONE;
        } else {
            next = (carried + failed) / 2;
        }
    }
}
