/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.allocation;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LoadReducerTest {
    private static final long MINUTE = 60_000_000_000L;

    private final LoadReducer reducer = new LoadReducer(new LoadReducer.Settings(0.75, 1.25, MINUTE, 2, 40, 0.8));

    @Test
    void nothingIsLimitedBeforeOverload() {
        assertThat(reducer.onStress(0.99, 20, 0)).isFalse();
        assertThat(reducer.onStress(0.1, 20, 0)).isFalse();

        assertThat(reducer.lastN()).isEqualTo(LastNLimit.UNLIMITED);
    }

    @Test
    void overloadTakesAPartOfTheMostVideosThatAnybodyGets() {
        assertThat(reducer.onStress(1, 20, 0)).isTrue();

        assertThat(reducer.lastN()).isEqualTo(15);
    }

    @Test
    void theNextStepWaitsForTheEffectOfTheFirst() {
        reducer.onStress(1.2, 20, 0);

        assertThat(reducer.onStress(1.2, 15, MINUTE - 1)).isFalse();
        assertThat(reducer.onStress(1.2, 15, MINUTE)).isTrue();
        assertThat(reducer.lastN()).isEqualTo(11);
    }

    @Test
    void overloadNeverTakesTheLastVideos() {
        reducer.onStress(2, 2, 0);
        assertThat(reducer.lastN()).isEqualTo(2);

        assertThat(reducer.onStress(2, 2, MINUTE)).isFalse();
        assertThat(reducer.lastN()).isEqualTo(2);
    }

    @Test
    void whereNoVideoIsForwardedThereIsNothingToTake() {
        assertThat(reducer.onStress(2, 0, 0)).isFalse();
    }

    @Test
    void theLimitNeverRisesUnderOverload() {
        reducer.onStress(1, 20, 0);

        assertThat(reducer.onStress(1, 30, MINUTE)).isFalse();
        assertThat(reducer.lastN()).isEqualTo(15);
    }

    @Test
    void betweenTheThresholdsTheLimitStays() {
        reducer.onStress(1, 20, 0);

        assertThat(reducer.onStress(0.8, 15, MINUTE)).isFalse();
        assertThat(reducer.lastN()).isEqualTo(15);
    }

    @Test
    void recoveryGoesStepByStepUntilThereIsNoLimit() {
        reducer.onStress(1, 4, 0);
        assertThat(reducer.lastN()).isEqualTo(3);
        final int[] expected = {4, 5, 6, 7, 8, 10, 12, 15, 18, 22, 27, 33, LastNLimit.UNLIMITED};

        for (int step = 0; step < expected.length; step++) {
            assertThat(reducer.onStress(0.5, 4, (step + 1) * MINUTE)).isTrue();
            assertThat(reducer.lastN()).isEqualTo(expected[step]);
        }

        assertThat(reducer.onStress(0.5, 4, 100 * MINUTE)).isFalse();
    }
}
