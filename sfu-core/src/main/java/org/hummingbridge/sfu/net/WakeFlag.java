/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.net;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * Says that a loop was woken and has not looked at its queues yet: raised by any thread, lowered by the loop. Stands on a cache line
 * of its own, since other loops write it while this one works.
 */
final class WakeFlag {
    private static final VarHandle CELL = MethodHandles.arrayElementVarHandle(int[].class);

    /** Two cache lines on either side: processors fetch them in pairs. */
    private static final int PADDING = 32;

    private final int[] cells = new int[PADDING + 1 + PADDING];

    /** True for the one who has to wake the loop. */
    boolean raise() {
        return (int) CELL.getVolatile(cells, PADDING) == 0 && CELL.compareAndSet(cells, PADDING, 0, 1);
    }

    /** What is handed over from now on needs another wake-up. */
    void lower() {
        CELL.setVolatile(cells, PADDING, 0);
    }
}
