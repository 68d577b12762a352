/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.forward;

/**
 * Which temporal layers of an encoding are let through. A layer is left at once, and taken up again only at a frame of its own
 * that refers to lower layers alone: any other may refer to frames that the receiver was not given.
 */
final class TemporalGate {
    private int top;
    private int refused;

    /** A key frame came, behind which everything refers to what the receiver has. */
    void open(final int limit) {
        top = limit;
        refused = 0;
    }

    /**
     * Whether a new frame is let through.
     *
     * @param switchingPoint whether it refers to lower layers only
     * @param limit the highest layer that is wanted
     */
    boolean takes(final int temporalId, final boolean switchingPoint, final int limit) {
        top = Math.min(top, limit);
        if (temporalId <= top) {
            return true;
        }
        if (temporalId > limit) {
            return false;
        }
        if (temporalId == top + 1 && switchingPoint) {
            open(temporalId);
            return true;
        }
        refused++;
        return false;
    }

    /** The highest layer that is let through. */
    int top() {
        return top;
    }

    /** Frames that were wanted and could not be let through since the last change. */
    int refused() {
        return refused;
    }
}
