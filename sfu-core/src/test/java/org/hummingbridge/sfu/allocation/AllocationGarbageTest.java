/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.allocation;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AllocationGarbageTest {
    private static final int SOURCES = 50;
    private static final int RUNS = 2_000;

    /** On a busy machine the compiler may not be done after the first ones. */
    private static final int MAX_TRIES = 8;

    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private final VideoAllocator allocator = new VideoAllocator(AllocationSettings.defaults());
    private final AllocationTrigger trigger = new AllocationTrigger(AllocationSettings.defaults());
    private final List<TestVideo> sources = new ArrayList<>();
    private long now;
    private int changes;

    @Test
    void runsThatMoveLayersUpAndDownWhileSpeakersTakeTurnsAllocateNothing() {
        for (int i = 0; i < SOURCES; i++) {
            sources.add(TestVideo.camera("s" + i));
        }
        final ReceiverConstraints wanted = new ReceiverConstraints(
                -1, List.of("s7"), List.of("s8", "s9"), new VideoConstraint(720, -1), Map.of(), null);

        long lowest = Long.MAX_VALUE;
        for (int i = 0; i < MAX_TRIES && lowest > 0; i++) {
            final long before = threads.getCurrentThreadAllocatedBytes();
            run(wanted);
            lowest = Math.min(lowest, threads.getCurrentThreadAllocatedBytes() - before);
        }

        assertThat(changes).isPositive();
        assertThat(lowest).isZero();
    }

    private void run(final ReceiverConstraints wanted) {
        for (int i = 0; i < RUNS; i++) {
            now += AllocationTrigger.COALESCE_NANOS;
            if (i % 10 == 0) {
                sources.addFirst(sources.removeLast());
            }
            // All have bandwidth for something, so that the same sources are forwarded throughout.
            final long estimateBps = i / 100 % 2 == 0 ? 9_000_000 : 40_000_000;
            trigger.estimate(estimateBps);
            sources.get(i % SOURCES).layers().measured(TestVideo.HIGH_30, 2_000_000 + i % 7 * 300_000, now);
            if (allocator.run(wanted, -1, sources, estimateBps, 100_000, now)) {
                changes++;
            }
            trigger.ran(allocator, estimateBps, 100_000, now);
        }
    }
}
