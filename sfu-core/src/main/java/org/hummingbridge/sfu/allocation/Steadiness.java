/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.allocation;

/**
 * Keeps one source at one receiver from going up and down with an estimate that wobbles. Never stands in the way of going down,
 * nor of what the receiver asked for: only of going up again after the bandwidth had it go down.
 */
final class Steadiness {
    /** No way up after a way down. */
    static final long HOLD_NANOS = 3_000_000_000L;

    /** For how long any way up then must leave headroom, and take nothing from who stays where he is. */
    static final long CAUTION_NANOS = 30_000_000_000L;

    /** That part of the bandwidth: what rises at the top of a wobble of a tenth each way stays up at its bottom. */
    static final double HEADROOM = 0.2;

    /** A bandwidth so much greater than when it went down is another one. */
    static final double DECISIVE_RISE = 1.5;

    private boolean wentDown;
    private long downNanos;
    private long downBudgetBps;

    void wentDown(final long budgetBps, final long now) {
        wentDown = true;
        downNanos = now;
        downBudgetBps = budgetBps;
    }

    void forget() {
        wentDown = false;
    }

    boolean holds(final long budgetBps, final long now) {
        return wentDown && now - downNanos < HOLD_NANOS && budgetBps < decisiveBps();
    }

    long holdsUntilNanos() {
        return downNanos + HOLD_NANOS;
    }

    /** The bandwidth that ends the hold before its time. */
    long decisiveBps() {
        return (long) (downBudgetBps * DECISIVE_RISE);
    }

    boolean isCautious(final long now) {
        return wentDown && now - downNanos < CAUTION_NANOS;
    }
}
