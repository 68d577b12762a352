/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.signaling.channel;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class AttentionTest {
    private final Attention attention = new Attention();

    @Test
    void beyondTheBoundTheOldestSilentOnesAreForgotten() {
        fallSilent(Attention.MAX_INACTIVE + 1);

        assertThat(attention.isInactive("0")).isFalse();
        assertThat(attention.isInactive("1")).isTrue();
    }

    @Test
    void whoIsKnownToBeSilentTakesNobodysPlace() {
        fallSilent(Attention.MAX_INACTIVE);

        assertThat(attention.active("7", false)).isFalse();

        assertThat(attention.isInactive("0")).isTrue();
    }

    private void fallSilent(final int endpoints) {
        for (int id = 0; id < endpoints; id++) {
            assertThat(attention.active(Integer.toString(id), false)).isTrue();
        }
    }
}
