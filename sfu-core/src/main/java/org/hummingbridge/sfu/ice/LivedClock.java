/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.ice;

import java.util.concurrent.TimeUnit;

/**
 * Time as this process lived it: a stall (stolen virtual machine, SIGSTOP) counts as one second at most, so that no peer is
 * declared dead for our own absence. Starts at 0 and never goes back, so its instants compare plainly.
 */
final class LivedClock {
    /** Longest gap between two readings that is believed. */
    static final long MAX_GAP_NANOS = TimeUnit.SECONDS.toNanos(1);

    /** The owner must read the clock at least this often, or its silence would be taken for a stall. */
    static final long HEARTBEAT_NANOS = MAX_GAP_NANOS / 2;

    private long lastReal;
    private long lived;

    LivedClock(final long nowNanos) {
        lastReal = nowNanos;
    }

    long at(final long nowNanos) {
        final long gap = nowNanos - lastReal;
        if (gap > 0) {
            lived += Math.min(gap, MAX_GAP_NANOS);
            lastReal = nowNanos;
        }
        return lived;
    }

    /** The owner's time at which {@code deadline} of this clock is due, at most a heartbeat away. */
    long realDeadline(final long deadline) {
        return lastReal + Math.clamp(deadline - lived, 0, HEARTBEAT_NANOS);
    }
}
