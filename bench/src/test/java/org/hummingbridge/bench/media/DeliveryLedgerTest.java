/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.bench.media;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class DeliveryLedgerTest {
    private final DeliveryLedger ledger = new DeliveryLedger();

    @Property
    void everyPacketCountsOnceInWhateverOrderTheyCome(@ForAll final List<@IntRange(max = 10_000) Integer> numbers) {
        final DeliveryLedger fresh = new DeliveryLedger();
        final Set<Integer> different = new HashSet<>(numbers);

        for (final int number : numbers) {
            fresh.onPacket(number);
        }

        assertThat(fresh.delivered()).isEqualTo(different.size());
        assertThat(fresh.duplicates()).isEqualTo(numbers.size() - different.size());
    }

    @Test
    void aNumberThatNoRunReachesIsNoPacketOfOurs() {
        assertThat(ledger.onPacket(1L << 40)).isFalse();
        assertThat(ledger.onPacket(-1)).isFalse();

        assertThat(ledger.delivered()).isZero();
    }
}
