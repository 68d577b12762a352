/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.srtp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class IndexWindowProperties {
    @Property
    void anIndexIsFreshOnceAndOnlyWithinTheWindow(@ForAll("steps") final List<Integer> steps) {
        final IndexWindow window = new IndexWindow();
        final Set<Long> marked = new HashSet<>();
        long highest = IndexWindow.NONE;
        long index = 100_000;
        for (final int step : steps) {
            index = Math.max(0, index + step);

            final boolean fresh = index > highest || (index > highest - IndexWindow.SIZE && !marked.contains(index));

            assertThat(window.isFresh(index)).isEqualTo(fresh);
            if (fresh) {
                window.mark(index);
                marked.add(index);
                highest = Math.max(highest, index);
            }
            assertThat(window.highest()).isEqualTo(highest);
        }
    }

    @Provide
    Arbitrary<List<Integer>> steps() {
        return Arbitraries.oneOf(
                        Arbitraries.integers().between(-3, 4),
                        Arbitraries.integers().between(-IndexWindow.SIZE - 2, IndexWindow.SIZE + 2),
                        Arbitraries.integers().between(-40_000, 40_000))
                .list()
                .ofMaxSize(300);
    }

    @Example
    void theWindowEndsExactlyAtItsSize() {
        final IndexWindow window = new IndexWindow();
        window.mark(5000);

        assertThat(window.isFresh(5000 - IndexWindow.SIZE + 1)).isTrue();
        assertThat(window.isFresh(5000 - IndexWindow.SIZE)).isFalse();
    }
}
