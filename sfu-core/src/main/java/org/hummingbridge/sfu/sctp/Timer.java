/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.sctp;

/** A timer that is asked. Expires once per start; knows the time only from its callers. */
final class Timer {
    private boolean running;
    private long dueNanos;

    void start(final long nowNanos, final long delayNanos) {
        running = true;
        dueNanos = nowNanos + delayNanos;
    }

    void startIfStopped(final long nowNanos, final long delayNanos) {
        if (!running) {
            start(nowNanos, delayNanos);
        }
    }

    void stop() {
        running = false;
    }

    boolean isRunning() {
        return running;
    }

    /** Whether it was due; it is stopped then. */
    boolean expire(final long nowNanos) {
        if (running && nowNanos - dueNanos >= 0) {
            running = false;
            return true;
        }
        return false;
    }

    /** The earlier of {@code deadlineNanos} and its own. */
    long earlier(final long deadlineNanos) {
        return running && dueNanos - deadlineNanos < 0 ? dueNanos : deadlineNanos;
    }
}
