/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.bench;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class RampSearchTest {
    @Property
    void theAnswerIsWithinATwentiethBelowTheLimitAndSoonFound(
            @ForAll @IntRange(min = 1, max = 300) final int limit,
            @ForAll @IntRange(min = 1, max = 64) final int first) {
        final RampSearch search = new RampSearch(first, 400);

        final int steps = run(search, limit);

        assertThat(search.carried()).isBetween((int) Math.floor(limit / 1.05) - 1, limit);
        // From 1 to 300 by fifths, and four halvings.
        assertThat(steps).isLessThan(36);
    }

    @Property
    void aBridgeThatCarriesTheLastStepIsNotAskedForMore(@ForAll @IntRange(min = 1, max = 64) final int first) {
        final RampSearch search = new RampSearch(first, 100);

        run(search, 1_000);

        assertThat(search.carried()).isEqualTo(100);
    }

    @Property(tries = 10)
    void aBridgeThatCarriesNothingIsTriedDownToOne(@ForAll @IntRange(min = 1, max = 64) final int first) {
        final RampSearch search = new RampSearch(first, 100);

        run(search, 0);

        assertThat(search.carried()).isZero();
        assertThat(search.next()).isZero();
    }

    @Property
    void oneBadMomentAtAnyLoadChangesNothing(
            @ForAll @IntRange(min = 1, max = 300) final int limit,
            @ForAll @IntRange(min = 1, max = 64) final int first) {
        final RampSearch calm = new RampSearch(first, 400);
        final RampSearch disturbed = new RampSearch(first, 400);

        run(calm, limit);
        while (disturbed.next() > 0) {
            disturbed.tried(false, false);
            disturbed.tried(disturbed.next() <= limit, false);
        }

        assertThat(disturbed.carried()).isEqualTo(calm.carried());
    }

    private static int run(final RampSearch search, final int limit) {
        int steps = 0;
        while (search.next() > 0 && steps < 100) {
            search.tried(search.next() <= limit, true);
            steps++;
        }
        return steps;
    }
}
