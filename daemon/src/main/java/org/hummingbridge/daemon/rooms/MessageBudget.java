/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.daemon.rooms;

import java.time.Duration;

/** Lets a participant send a burst of messages and a steady trickle after it. Keeps no time of its own. */
final class MessageBudget {
    /** A page sends a handful of messages when it joins and one for each press of a button. */
    static final int BURST = 30;

    private static final long NANOS_PER_MESSAGE = Duration.ofMillis(100).toNanos();

    private long creditNanos = BURST * NANOS_PER_MESSAGE;
    private long lastNanos;

    MessageBudget(final long nowNanos) {
        lastNanos = nowNanos;
    }

    /** Takes one message out of the budget; false if there is nothing left. */
    boolean take(final long nowNanos) {
        creditNanos = Math.min(BURST * NANOS_PER_MESSAGE, creditNanos + (nowNanos - lastNanos));
        lastNanos = nowNanos;
        if (creditNanos < NANOS_PER_MESSAGE) {
            return false;
        }
        creditNanos -= NANOS_PER_MESSAGE;
        return true;
    }
}
