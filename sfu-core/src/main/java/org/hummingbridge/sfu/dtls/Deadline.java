/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.dtls;

/** A span of time that begins when it is first looked at. Never reads a clock. */
final class Deadline {
    private final long spanNanos;
    private long endNanos;
    private boolean running;

    Deadline(final long spanNanos) {
        this.spanNanos = spanNanos;
    }

    boolean passed(final long nowNanos) {
        if (!running) {
            running = true;
            endNanos = nowNanos + spanNanos;
        }
        return nowNanos - endNanos >= 0;
    }
}
