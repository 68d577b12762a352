/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.rtp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class SsrcTableProperties {
    @Property
    void behavesLikeAMap(@ForAll final List<@IntRange(min = -40, max = 40) Integer> operations) {
        final SsrcTable<Integer> table = new SsrcTable<>(1000);
        final Map<Integer, Integer> model = new HashMap<>();
        for (int i = 0; i < operations.size(); i++) {
            // Multiples collide in small tables, negative numbers remove.
            final int ssrc = Math.abs(operations.get(i)) * 8;
            if (operations.get(i) < 0) {
                assertThat(table.remove(ssrc)).isEqualTo(model.remove(ssrc));
            } else {
                table.put(ssrc, i);
                model.put(ssrc, i);
            }
        }

        assertThat(table.size()).isEqualTo(model.size());
        for (int ssrc = 0; ssrc <= 320; ssrc += 8) {
            assertThat(table.get(ssrc)).isEqualTo(model.get(ssrc));
        }
    }

    @Property
    void neverHoldsMoreThanItsBound(@ForAll @IntRange(min = 1, max = 50) final int bound) {
        final SsrcTable<Integer> table = new SsrcTable<>(bound);

        for (int ssrc = 0; ssrc < bound; ssrc++) {
            assertThat(table.put(ssrc, ssrc)).isTrue();
        }

        assertThat(table.put(-1, 0)).isFalse();
        assertThat(table.put(0, 7)).isTrue();
        assertThat(table.size()).isEqualTo(bound);
    }
}
