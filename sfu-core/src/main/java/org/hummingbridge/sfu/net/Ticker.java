/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.net;

import org.hummingbridge.sfu.datagram.Loop;

/**
 * When a loop ticks next. A turn that ends shortly before takes the tick along, so that a loop with work is rarely woken for one. Each
 * tick is planned from the last: a machine that was asleep for 5 s owes nobody 1,000 ticks at once.
 */
final class Ticker {
    /** A tick may come so much too early if a turn takes it along: two fifths of the period. */
    static final long EARLY_NANOS = 2 * Loop.TICK_NANOS / 5;

    private final LoopTimer timer;
    private boolean running;
    private long nextNanos;

    Ticker(final LoopTimer timer) {
        this.timer = timer;
    }

    /** Ticks from now on, if it does not already. */
    void start(final long nowNanos) {
        if (!running) {
            running = true;
            plan(nowNanos);
        }
    }

    void stop() {
        if (running) {
            running = false;
            timer.stop();
        }
    }

    /** Whether a turn that ends now is to take the tick along. */
    boolean isNear(final long nowNanos) {
        return running && nowNanos - nextNanos >= -EARLY_NANOS;
    }

    /** Whether the timer's call is one to tick for: it may have been under way when the tick was taken along, or stopped. */
    boolean isDue(final long nowNanos) {
        return running && nowNanos - nextNanos >= 0;
    }

    /** How late a tick would be that begins now; 0 or less if it is not. */
    long lateNanos(final long nowNanos) {
        return nowNanos - nextNanos;
    }

    /** A tick has ended. */
    void ticked(final long nowNanos) {
        if (running) {
            plan(nowNanos);
        }
    }

    private void plan(final long nowNanos) {
        nextNanos = nowNanos + Loop.TICK_NANOS;
        timer.after(Loop.TICK_NANOS);
    }

    void close() {
        running = false;
        timer.close();
    }
}
