/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.receive;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class SeenSequencesProperties {
    @Property
    void insideTheWindowExactlyTheFirstCopyIsNew(
            @ForAll @Size(min = 1, max = 400) final List<@IntRange(min = -2500, max = 3000) Integer> steps) {
        final SeenSequences seen = new SeenSequences();
        final Set<Long> model = new HashSet<>();
        long position = 100_000;
        long newest = position;

        for (final int step : steps) {
            position += step / 10;
            if (seen.isTooOld(position)) {
                assertThat(newest - position).isGreaterThanOrEqualTo(SeenSequences.WINDOW);
                continue;
            }
            assertThat(seen.add(position)).isEqualTo(model.add(position));
            newest = Math.max(newest, position);
        }
    }

    @Property
    void aJumpForgetsEverythingBehindTheWindow(@ForAll @IntRange(min = 2048, max = 32767) final int jump) {
        final SeenSequences seen = new SeenSequences();
        for (int s = 0; s < SeenSequences.WINDOW; s++) {
            seen.add(s);
        }
        final long landed = SeenSequences.WINDOW - 1 + (long) jump;
        seen.add(landed);

        assertThat(seen.isTooOld(landed - SeenSequences.WINDOW)).isTrue();
        for (long s = landed - SeenSequences.WINDOW + 1; s < landed; s++) {
            assertThat(seen.add(s)).isTrue();
        }
    }
}
