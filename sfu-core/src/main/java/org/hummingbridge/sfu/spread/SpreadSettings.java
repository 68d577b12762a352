/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.spread;

/**
 * When a conference's receivers are given to other loops.
 *
 * @param busyAbove load of the home loop from which on, as a part of a core; 0: at once, 1: never
 */
public record SpreadSettings(double busyAbove) {
    /** Bursts begin to wait for each other well before a loop is full. */
    private static final double DEFAULT_BUSY_ABOVE = 0.5;

    public static SpreadSettings defaults() {
        return new SpreadSettings(DEFAULT_BUSY_ABOVE);
    }
}
