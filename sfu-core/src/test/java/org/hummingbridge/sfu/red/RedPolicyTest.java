/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.red;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RedPolicyTest {
    @Test
    void byDefaultRedundancyIsPassedOnAsItComes() {
        assertThat(RedPolicy.NOOP.strips(true)).isFalse();
        assertThat(RedPolicy.NOOP.protects(true)).isFalse();
    }

    @Test
    void stripTakesItAwayFromEverybody() {
        assertThat(RedPolicy.STRIP.strips(true)).isTrue();
        assertThat(RedPolicy.STRIP.protects(true)).isFalse();
    }

    @Test
    void protectAllGivesItToWhoTakesIt() {
        assertThat(RedPolicy.PROTECT_ALL.strips(true)).isFalse();
        assertThat(RedPolicy.PROTECT_ALL.protects(true)).isTrue();
    }

    @ParameterizedTest
    @EnumSource
    void whoDoesNotTakeItNeverGetsIt(final RedPolicy policy) {
        assertThat(policy.strips(false)).isTrue();
        assertThat(policy.protects(false)).isFalse();
    }
}
