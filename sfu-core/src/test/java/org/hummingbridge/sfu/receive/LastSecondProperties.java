/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.receive;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class LastSecondProperties {
    private static final long MS = 1_000_000;

    @Property(tries = 300)
    void holdsAllOfTheLastSevenEighthsAndNothingOlderThanASecond(
            @ForAll final int origin, @ForAll @Size(max = 200) final List<@IntRange(max = 300) Integer> pausesMillis) {
        final LastSecond last = new LastSecond();
        final List<Long> times = new ArrayList<>();
        long now = origin * MS;

        for (final int pause : pausesMillis) {
            now += pause * MS;
            last.add(1, now);
            times.add(now);
            final long at = now;
            final long young = times.stream().filter(t -> at - t < 875 * MS).count();
            final long notOld = times.stream().filter(t -> at - t < 1000 * MS).count();
            assertThat(last.total(now)).isBetween(young, notOld);
        }

        assertThat(last.total(now + 1000 * MS)).isZero();
    }
}
