/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.signaling.xmpp;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;

import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Waits for what will become true, with a generous bound for busy machines. Used by the tests of other modules as well. */
public final class Eventually {
    private static final long BOUND_NANOS = SECONDS.toNanos(60);
    private static final long LOOK_NANOS = MILLISECONDS.toNanos(10);

    private Eventually() {}

    /** @param otherwise what to say if it does not */
    public static void become(BooleanSupplier condition, Supplier<String> otherwise) {
        var deadlineNanos = System.nanoTime() + BOUND_NANOS;
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - deadlineNanos > 0) {
                throw new AssertionError("not within a minute: " + otherwise.get());
            }
            LockSupport.parkNanos(LOOK_NANOS);
        }
    }
}
