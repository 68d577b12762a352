/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.dtls;

/** So many per window of time. Never reads a clock; a window begins with the first that is taken in it. */
final class Allowance {
    private final int perWindow;
    private final long windowNanos;
    private long windowStartNanos;
    private int taken;

    Allowance(final int perWindow, final long windowNanos) {
        this.perWindow = perWindow;
        this.windowNanos = windowNanos;
    }

    boolean take(final long nowNanos) {
        if (taken == 0 || nowNanos - windowStartNanos >= windowNanos) {
            windowStartNanos = nowNanos;
            taken = 0;
        }
        if (taken >= perWindow) {
            return false;
        }
        taken++;
        return true;
    }
}
