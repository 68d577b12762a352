/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.allocation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class SteadinessProperties {
    private static final long TICK_NANOS = 5_000_000L;
    private static final long ESTIMATE_NANOS = 100_000_000L;
    private static final long MINUTE_NANOS = 60_000_000_000L;

    /** Down, up after half a minute of caution, and down again, for the source's own sake and for that of one before it. */
    private static final int MAX_SWITCHES_PER_MINUTE = 12;

    @Property(tries = 150)
    void anEstimateThatWobblesAroundABoundaryMovesNoSourceOften(@ForAll final long seed) {
        final AllocationTrigger trigger = new AllocationTrigger(AllocationSettings.defaults());
        final VideoAllocator allocator = new VideoAllocator(AllocationSettings.defaults());
        final Map<String, Integer> targets = new HashMap<>();
        final Map<String, Integer> switches = new HashMap<>();
        int runs = 0;
        final Scene scene = new Scene(seed);
        final ReceiverConstraints wanted = scene.wishes(1);
        final long middleBps = scene.bitrateBps();
        long estimateBps = middleBps;
        trigger.mark(AllocationTrigger.Reason.READY);

        for (long now = 0; now < MINUTE_NANOS; now += TICK_NANOS) {
            if (now % ESTIMATE_NANOS == 0) {
                estimateBps = scene.about(middleBps);
                trigger.estimate(estimateBps);
            }
            if (trigger.isDue(now)) {
                allocator.run(wanted, scene.lastN, scene.sources, estimateBps, 0, now);
                trigger.ran(allocator, estimateBps, 0, now);
                runs++;
                for (final AllocatedVideo video : allocator.videos()) {
                    final Integer before = targets.put(video.source().name(), video.target());
                    if (before != null && before != video.target()) {
                        switches.merge(video.source().name(), 1, Integer::sum);
                    }
                }
            }
        }

        assertThat(switches.values()).allMatch(count -> count <= MAX_SWITCHES_PER_MINUTE);
        assertThat(runs).isLessThanOrEqualTo((int) (MINUTE_NANOS / AllocationTrigger.COALESCE_NANOS));
    }
}
