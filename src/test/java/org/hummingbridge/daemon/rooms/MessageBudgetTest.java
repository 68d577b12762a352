/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.daemon.rooms;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class MessageBudgetTest {
    private final MessageBudget budget = new MessageBudget(Long.MAX_VALUE - 5);

    @Test
    void aBurstPassesAndTheNextMessageDoesNot() {
        for (int i = 0; i < MessageBudget.BURST; i++) {
            assertThat(budget.take(Long.MAX_VALUE - 5)).isTrue();
        }

        assertThat(budget.take(Long.MAX_VALUE - 5)).isFalse();
    }

    @Test
    void timeEarnsMessagesBackEvenAsTheClockWraps() {
        long now = Long.MAX_VALUE - 5;
        for (int i = 0; i < MessageBudget.BURST; i++) {
            budget.take(now);
        }

        now += Duration.ofMillis(100).toNanos();

        assertThat(budget.take(now)).isTrue();
        assertThat(budget.take(now)).isFalse();
    }

    @Test
    void aLongSilenceEarnsNoMoreThanOneBurst() {
        final long later = Long.MAX_VALUE - 5 + Duration.ofDays(1).toNanos();

        for (int i = 0; i < MessageBudget.BURST; i++) {
            assertThat(budget.take(later)).isTrue();
        }

        assertThat(budget.take(later)).isFalse();
    }
}
