/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu.allocation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LastNLimitTest {
    @ParameterizedTest
    @CsvSource({"-1,-1,-1,-1", "5,-1,-1,5", "-1,4,-1,4", "5,4,-1,4", "5,6,3,3", "0,6,3,0", "9,-1,8,8"})
    void theLowestOfAllLimitsCounts(final int wanted, final int reduced, final int most, final int limit) {
        assertThat(LastNLimit.NONE.of(wanted, 10, reduced, most)).isEqualTo(limit);
        assertThat(new LastNLimit(2, new TreeMap<>()).of(wanted, 10, reduced, most))
                .isEqualTo(limit < 0 ? 2 : Math.min(2, limit));
    }

    @ParameterizedTest
    @CsvSource({"1,-1", "19,-1", "20,20", "49,20", "50,10", "1000,10"})
    void conferencesOfASizeHaveTheLimitOfTheNextLowerSizeThatHasOne(final int endpoints, final int limit) {
        final LastNLimit limits = new LastNLimit(-1, new TreeMap<>(Map.of(20, 20, 50, 10)));

        assertThat(limits.of(-1, endpoints, -1, -1)).isEqualTo(limit);
    }

    @Test
    void aSizeMayLiftTheLimitOfASmallerOne() {
        final LastNLimit limits = new LastNLimit(30, new TreeMap<>(Map.of(20, 5, 50, -1)));

        assertThat(limits.of(-1, 60, -1, -1)).isEqualTo(30);
    }
}
