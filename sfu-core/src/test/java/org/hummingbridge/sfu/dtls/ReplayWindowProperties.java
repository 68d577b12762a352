/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.dtls;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class ReplayWindowProperties {
    private static final long EPOCH = 1L << 48;

    @Property
    void aNumberIsFreshOnceAndOnlyAmongTheLastSixtyFour(
            @ForAll @Size(max = 400) final List<@IntRange(max = 300) Integer> numbers) {
        final ReplayWindow window = new ReplayWindow();
        final Set<Integer> seen = new HashSet<>();
        long highest = Long.MIN_VALUE / 2;
        for (final int number : numbers) {
            final boolean expected = !seen.contains(number) && number > highest - Long.SIZE;

            assertThat(window.isFresh(EPOCH + number)).isEqualTo(expected);
            if (expected) {
                window.mark(EPOCH + number);
                seen.add(number);
                highest = Math.max(highest, number);
            }
        }
    }
}
