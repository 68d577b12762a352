/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.rtp;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;

/** Does something until the compiler is done with it, and then looks at what it allocates. */
public final class SteadyRounds {
    /** So many are looked at. */
    public static final int LOOKED_AT = 50_000;

    private static final int WARM_UP = 20_000;
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private SteadyRounds() {}

    public static void assertAllocateNothing(final Runnable round) {
        repeat(round, WARM_UP);
        final long before = THREADS.getCurrentThreadAllocatedBytes();

        repeat(round, LOOKED_AT);

        // What is left is the measurement's own and would be as many times as much as there are rounds if it came from
        // one.
        assertThat((THREADS.getCurrentThreadAllocatedBytes() - before) / LOOKED_AT)
                .isZero();
    }

    private static void repeat(final Runnable round, final int rounds) {
        for (int i = 0; i < rounds; i++) {
            round.run();
        }
    }
}
