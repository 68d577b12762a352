/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.allocation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class SenderConstraintsProperties {
    private static final int[] HEIGHTS = {-1, 0, 0, 90, 180, 180, 360, 720};
    private static final int STEPS = 200;

    private static int most(final Collection<Integer> heights) {
        return heights.contains(-1)
                ? -1
                : heights.stream().mapToInt(height -> height).max().orElse(0);
    }

    /** Heights in the order of what they ask of a sender. */
    private static long ordinal(final int height) {
        return height < 0 ? Long.MAX_VALUE : height;
    }

    @Property(tries = 200)
    void sendersKnowTheMostThatIsWantedAndNeverLess(@ForAll final long seed) {
        final Random random = new Random(seed);
        final SenderConstraints constraints = new SenderConstraints();
        final Map<String, Integer> wanted = new HashMap<>();
        // Until it is told, a sender sends all it has.
        final int[] told = {-2};
        long now = 0;
        constraints.add("a", now);

        for (int step = 0; step < STEPS; step++) {
            now += random.nextLong(SenderConstraints.HOLD_NANOS);
            final String receiver = "r" + random.nextInt(6);
            if (random.nextInt(10) == 0) {
                wanted.remove(receiver);
                constraints.forget(receiver, now);
            } else {
                final int height = HEIGHTS[random.nextInt(HEIGHTS.length)];
                wanted.put(receiver, height);
                constraints.set("a", receiver, new VideoConstraint(height, -1), now);
            }
            constraints.poll(now, (source, height) -> {
                assertThat(height).isNotEqualTo(told[0]).isEqualTo(most(wanted.values()));
                told[0] = height;
            });
            assertThat(ordinal(told[0])).isGreaterThanOrEqualTo(ordinal(most(wanted.values())));
        }

        constraints.poll(now + SenderConstraints.HOLD_NANOS, (source, height) -> told[0] = height);
        assertThat(told[0]).isEqualTo(most(wanted.values()));
    }
}
