/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.spread;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PlacementTest {
    private static final long SECOND = 1_000_000_000L;
    private static final int[] NOBODY = {0, 0, 0};

    private final Placement placement = new Placement(3, 0);

    @Test
    void aConferenceGoesToTheLeastBusyLoop() {
        assertThat(placement.choose(new double[] {0.5, 0.2, 0.3}, NOBODY, 0)).isEqualTo(1);
    }

    @Test
    void aBurstIsSpreadThoughNoneOfItShowsYet() {
        final int[] placed = new int[3];
        for (int i = 0; i < 30; i++) {
            placed[placement.choose(new double[3], NOBODY, i)]++;
        }

        assertThat(placed).containsExactly(10, 10, 10);
    }

    @Test
    void aBurstFillsTheIdleLoopsFirst() {
        final int[] placed = new int[3];
        for (int i = 0; i < 20; i++) {
            placed[placement.choose(new double[] {0.3, 0, 0}, NOBODY, i)]++;
        }

        assertThat(placed).containsExactly(0, 10, 10);
    }

    @Test
    void silentEndpointsCountALittle() {
        assertThat(placement.choose(new double[3], new int[] {5, 3, 4}, 0)).isEqualTo(1);
    }

    @Test
    void whatWasPlacedLongAgoCountsOnlyByWhatItDoes() {
        placement.choose(new double[3], NOBODY, 0);

        assertThat(placement.choose(new double[] {0.001, 0.01, 0.01}, NOBODY, 60 * SECOND))
                .isZero();
    }
}
